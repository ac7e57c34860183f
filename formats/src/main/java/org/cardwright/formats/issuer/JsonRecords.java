package org.cardwright.formats.issuer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.util.Set;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.MalformedFileException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Orders of a JSON file: an array of objects, alone or as a member of the root object. */
final class JsonRecords implements Records {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_STRING_CHARACTERS = 4_096;
    private static final int MAX_NAME_CHARACTERS = 256;
    private static final int MAX_NUMBER_CHARACTERS = 64;

    /** Most members of the root object. */
    private static final int MAX_ROOT_MEMBERS = 64;

    /** Parsers wrap exceptions a few times; a loop of causes ends here. */
    private static final int MAX_CAUSES = 16;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING_CHARACTERS)
                    .maxNameLength(MAX_NAME_CHARACTERS)
                    .maxNumberLength(MAX_NUMBER_CHARACTERS)
                    .build())
            .build();

    private final JsonParser parser;
    private final FileForm.Json form;
    private final ControlCheck controls;
    private final FileFaults faults;
    private final Set<String> known;
    private final MemberRecord envelope = new MemberRecord();
    private final JsonMembers envelopeMembers = new JsonMembers(envelope);
    private boolean inOrders;

    JsonRecords(InputStream in, FileForm.Json form, IssuerLayout layout, ControlCheck controls) throws IOException {
        this.form = form;
        this.controls = controls;
        this.faults = controls.faults();
        this.known = layout.knownPaths();
        try {
            this.parser = FACTORY.createParser(
                    ObjectReadContext.empty(),
                    new InputStreamReader(in, Texts.strictDecoder(form.text().charset())));
            start();
        } catch (JacksonException notWellFormed) {
            throw refused(notWellFormed);
        }
    }

    private void start() throws MalformedFileException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw faults.file(FileRule.EMPTY);
        }
        if (form.orders().isEmpty()) {
            require(first == JsonToken.START_ARRAY);
            inOrders = true;
            return;
        }
        require(first == JsonToken.START_OBJECT);
        toOrders();
        require(inOrders);
    }

    /** Reads root members up to the array of orders or the end of the root. */
    private void toOrders() throws MalformedFileException {
        for (int members = 0; parser.nextToken() == JsonToken.PROPERTY_NAME; members++) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (envelope.has(name) || members > MAX_ROOT_MEMBERS) {
                throw faults.file(FileRule.HEADER_TWICE);
            }
            String path = envelope.path("", name);
            if (name.equals(form.orders())) {
                require(value == JsonToken.START_ARRAY);
                inOrders = true;
                return;
            }
            if (!envelopeMembers.collect(parser, path)) {
                throw faults.file(FileRule.TOO_DEEP);
            }
        }
        require(parser.currentToken() == JsonToken.END_OBJECT);
    }

    @Override
    public @Nullable RawRecord next() throws IOException {
        try {
            if (inOrders) {
                JsonToken token = parser.nextToken();
                if (token == JsonToken.START_OBJECT) {
                    return order();
                }
                require(token == JsonToken.END_ARRAY);
                inOrders = false;
                end();
            }
            return null;
        } catch (JacksonException notWellFormed) {
            throw refused(notWellFormed);
        }
    }

    private RawRecord order() throws MalformedFileException {
        MemberRecord order = new MemberRecord();
        if (!new JsonMembers(order).collect(parser, "")) {
            throw faults.record(FileRule.TOO_DEEP, controls.records() + 1);
        }
        if (!form.unknownIgnored()) {
            order.refuseOthersThan(known);
        }
        return order;
    }

    /** Reads on to the end of the document: nothing may follow it. */
    private void end() throws MalformedFileException {
        if (!form.orders().isEmpty()) {
            toOrders();
        }
        if (parser.nextToken() != null) {
            throw faults.file(FileRule.AFTER_TRAILER);
        }
        if (!form.unknownIgnored()) {
            envelope.refuseOthersThan(known);
        }
        if (envelope.fault().isPresent()) {
            throw faults.file(FileRule.STRUCTURE);
        }
        controls.header(envelope);
        controls.trailer(envelope);
    }

    private void require(boolean asLaidOut) throws MalformedFileException {
        if (!asLaidOut) {
            throw faults.file(FileRule.STRUCTURE);
        }
    }

    /** The message of a parser quotes its input, so only the kind of its complaint survives. */
    private IOException refused(JacksonException complaint) {
        Throwable cause = complaint;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof MalformedFileException malformed) {
                return malformed;
            }
            if (cause instanceof CharacterCodingException) {
                return faults.record(FileRule.NOT_IN_CHARSET, controls.records() + 1);
            }
            cause = cause.getCause();
        }
        return faults.record(FileRule.NOT_WELL_FORMED, controls.records() + 1);
    }

    @Override
    public void close() {
        parser.close();
    }
}
