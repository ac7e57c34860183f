package org.cardwright.formats.issuer;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.issuer.order.XmlPart;
import org.cardwright.formats.xml.StrictXml;
import org.jspecify.annotations.Nullable;

/**
 * Orders of an XML file: StAX walks the file, JAXB reads one element below the root at a time, the issuer's schema checks
 * it.
 */
final class XmlRecords implements Records {

    private static final JAXBContext CONTEXT = context();

    /** Parsers wrap exceptions a few times; a loop of causes ends here. */
    private static final int MAX_CAUSES = 16;

    private final BoundedXmlReader reader;
    private final Unmarshaller unmarshaller;
    private final FileForm.Xml form;
    private final ControlCheck controls;
    private final FileFaults faults;
    private final Set<String> known;
    private @Nullable String violatedAt;
    private final MemberRecord envelope = new MemberRecord();

    XmlRecords(InputStream in, FileForm.Xml form, IssuerLayout layout, ControlCheck controls) throws IOException {
        this.form = form;
        this.controls = controls;
        this.faults = controls.faults();
        this.known = layout.knownPaths();
        this.unmarshaller = unmarshaller(form);
        this.reader = reader(in);
        toFirstPart();
    }

    @Override
    public @Nullable RawRecord next() throws IOException {
        try {
            for (int parts = 0; parts <= BoundedXmlReader.MAX_MEMBERS; parts++) {
                if (!toElement()) {
                    end();
                    return null;
                }
                boolean order = isOurs(form.order());
                RawRecord part = part(order ? new MemberRecord() : envelope, order ? "" : reader.getLocalName());
                if (order) {
                    return part;
                }
            }
            throw faults.file(FileRule.STRUCTURE);
        } catch (XMLStreamException notWellFormed) {
            throw refused(notWellFormed);
        }
    }

    private void toFirstPart() throws IOException {
        try {
            String declared = reader.getCharacterEncodingScheme();
            if (declared != null && !isCharset(declared)) {
                throw faults.file(FileRule.ENCODING_DECLARATION);
            }
            if (!toElement() || !isOurs(form.root())) {
                throw faults.file(FileRule.STRUCTURE);
            }
            XmlMembers.rootAttributes(reader, envelope);
            reader.next();
        } catch (XMLStreamException notWellFormed) {
            throw refused(notWellFormed);
        }
    }

    private boolean isCharset(String declared) {
        try {
            return Charset.forName(declared).equals(form.text().charset());
        } catch (IllegalArgumentException noSuchCharset) {
            return false;
        }
    }

    private boolean isOurs(String name) {
        String namespace = reader.getNamespaceURI();
        return reader.getLocalName().equals(name) && form.namespace().equals(namespace == null ? "" : namespace);
    }

    /** Moves to the next start of an element; false at an end. Text between the parts must be blank. */
    private boolean toElement() throws XMLStreamException, IOException {
        while (true) {
            int event = reader.getEventType();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.END_ELEMENT || event == XMLStreamConstants.END_DOCUMENT) {
                return false;
            }
            if (reader.isCharacters() && !reader.isWhiteSpace()) {
                throw faults.file(FileRule.STRUCTURE);
            }
            reader.next();
        }
    }

    /** Reads the element at the reader and stops behind it. */
    private RawRecord part(MemberRecord into, String prefix) throws XMLStreamException, IOException {
        if (!prefix.isEmpty() && into.has(prefix)) {
            throw faults.file(FileRule.HEADER_TWICE);
        }
        reader.startPart();
        violatedAt = null;
        try {
            XmlPart part = unmarshaller.unmarshal(reader, XmlPart.class).getValue();
            new XmlMembers(into, form.namespace()).collect(part, prefix.isEmpty() ? "" : into.path("", prefix));
        } catch (JAXBException notWellFormed) {
            throw refused(notWellFormed);
        }
        if (prefix.isEmpty()) {
            if (!form.unknownIgnored()) {
                into.refuseOthersThan(known);
            }
            String violated = violatedAt;
            if (violated != null) {
                into.fail(RejectReason.RECORD_MALFORMED, violated);
            }
        }
        return into;
    }

    /** Reads on to the end of the document: what follows the root must be well formed, too. */
    private void end() throws XMLStreamException, IOException {
        while (reader.hasNext()) {
            reader.next();
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

    /** The message of a parser quotes its input, so only the kind of its complaint survives. */
    private IOException refused(Exception complaint) {
        Throwable cause = complaint;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof MalformedFileException malformed) {
                return malformed;
            }
            if (cause instanceof BoundedXmlReader.Refusal refusal) {
                return faults.record(refusal.rule(), controls.records() + 1);
            }
            if (cause instanceof CharacterCodingException) {
                return faults.record(FileRule.NOT_IN_CHARSET, controls.records() + 1);
            }
            cause = cause instanceof XMLStreamException nested && nested.getNestedException() != null
                    ? nested.getNestedException()
                    : cause.getCause();
        }
        return faults.record(FileRule.NOT_WELL_FORMED, controls.records() + 1);
    }

    private BoundedXmlReader reader(InputStream in) throws IOException {
        try {
            InputStreamReader characters =
                    new InputStreamReader(in, Texts.strictDecoder(form.text().charset()));
            return new BoundedXmlReader(StrictXml.inputFactory().createXMLStreamReader(characters));
        } catch (XMLStreamException notWellFormed) {
            throw refused(notWellFormed);
        }
    }

    private Unmarshaller unmarshaller(FileForm.Xml xml) {
        try {
            Unmarshaller made = CONTEXT.createUnmarshaller();
            xml.schema().ifPresent(made::setSchema);
            made.setEventHandler(event -> {
                // Its message quotes the element; the place is known here.
                violatedAt = Objects.requireNonNullElse(violatedAt, reader.path());
                return true;
            });
            return made;
        } catch (JAXBException broken) {
            throw new IllegalStateException("our own classes cannot be bound", broken);
        }
    }

    private static JAXBContext context() {
        try {
            return JAXBContext.newInstance(XmlPart.class);
        } catch (JAXBException broken) {
            throw new IllegalStateException("our own classes cannot be bound", broken);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            reader.close();
        } catch (XMLStreamException alreadyClosed) {
            throw new IOException("the XML reader could not be closed");
        }
    }
}
