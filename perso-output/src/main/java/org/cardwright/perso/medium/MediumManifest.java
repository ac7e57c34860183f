package org.cardwright.perso.medium;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.cardwright.crypto.medium.MediumRule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.json.JsonObject;
import org.cardwright.perso.json.JsonWriter;
import org.cardwright.perso.json.MalformedJsonException;

/**
 * The list of the files on a medium. RFC 8259.
 *
 * @param issuer configured name of the issuer
 * @param sequenceNumber of the medium in the issuer's stream, from 1
 * @param files at least one
 */
public record MediumManifest(String issuer, long sequenceNumber, List<Entry> files) {

    /** Name inside the archive. */
    public static final String NAME = "manifest.json";

    /** Most files on a medium. */
    public static final int MAX_FILES = 1_000;

    /** Most bytes of all files of a medium together. */
    public static final long MAX_BYTES = 8L << 30;

    static final int MAX_MANIFEST_BYTES = 1 << 20;

    private static final String FORMAT = "cardwright-medium-1";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int SHA_256_BYTES = 32;

    /**
     * One file.
     *
     * @param name plain, without a directory
     * @param sha256 of its bytes
     * @param bytes its length
     * @param records orders in it
     */
    public record Entry(String name, ByteString sha256, long bytes, int records) {}

    /** Copies the list. */
    public MediumManifest {
        files = List.copyOf(files);
    }

    /** True when a name can stand on a medium: it means the same file in every directory and on every system. */
    public static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches() && !name.toLowerCase(Locale.ROOT).equals(NAME);
    }

    /** UTF-8, members in the order of the records above. */
    ByteString encode() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonWriter json = JsonWriter.inGivenOrder(out);
        json.beginObject()
                .member("format", FORMAT)
                .member("issuer", issuer)
                .member("sequence_number", sequenceNumber)
                .name("files")
                .beginArray();
        for (Entry file : files) {
            json.beginObject()
                    .member("name", file.name())
                    .member("sha256", file.sha256())
                    .member("bytes", file.bytes())
                    .member("records", file.records())
                    .endObject();
        }
        json.endArray().endObject();
        return ByteString.of(out.toByteArray());
    }

    /**
     * From the form of {@link #encode()}.
     *
     * @param container its name, for refusals
     * @throws org.cardwright.formats.MalformedFileException when it is anything else, or exceeds a bound
     */
    static MediumManifest decode(ByteString utf8, String container) throws IOException {
        MediumManifest manifest;
        try {
            manifest = decode(JsonObject.parse(new ByteArrayInputStream(utf8.toByteArray()))
                    .only(Set.of("format", "issuer", "sequence_number", "files")));
        } catch (MalformedJsonException malformed) {
            throw MediumRule.MANIFEST.in(container, NAME, "at character " + malformed.offsetCharacters());
        }
        manifest.requireBounds(container);
        return manifest;
    }

    private static MediumManifest decode(JsonObject json) throws MalformedJsonException {
        List<Entry> files = new ArrayList<>();
        for (JsonObject one : json.objects("files")) {
            JsonObject file = one.only(Set.of("name", "sha256", "bytes", "records"));
            files.add(new Entry(
                    file.string("name"), file.lowerCaseHex("sha256"), file.integer("bytes"), file.count("records")));
        }
        // a format that nobody here knows has no sequence number that counts
        long number = json.string("format").equals(FORMAT) ? json.integer("sequence_number") : 0;
        return new MediumManifest(json.string("issuer"), number, files);
    }

    private void requireBounds(String container) throws IOException {
        if (sequenceNumber < 1) {
            throw MediumRule.MANIFEST.in(container, NAME, "format or sequence_number");
        }
        Set<String> names = new HashSet<>();
        long bytes = 0;
        for (int i = 0; i < files.size(); i++) {
            Entry file = files.get(i);
            String place = NAME + ", file " + (i + 1);
            if (!isPlain(file.name()) || !names.add(file.name().toLowerCase(Locale.ROOT))) {
                throw MediumRule.NAME.in(container, place, "");
            }
            if (file.sha256().size() != SHA_256_BYTES || file.bytes() < 1 || file.records() < 1) {
                throw MediumRule.MANIFEST.in(container, place, "sha256, bytes or records");
            }
            bytes = file.bytes() > MAX_BYTES ? MAX_BYTES + 1 : Math.min(bytes + file.bytes(), MAX_BYTES + 1);
        }
        if (files.isEmpty() || files.size() > MAX_FILES || bytes > MAX_BYTES) {
            throw MediumRule.TOO_LARGE.in(container, NAME, "");
        }
    }
}
