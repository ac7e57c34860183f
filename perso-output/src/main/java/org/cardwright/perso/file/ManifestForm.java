package org.cardwright.perso.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cardwright.perso.file.Manifest.FileEntry;
import org.cardwright.perso.file.Manifest.RecordEntry;
import org.cardwright.perso.json.JsonObject;
import org.cardwright.perso.json.JsonReader;
import org.cardwright.perso.json.JsonWriter;
import org.cardwright.perso.json.MalformedJsonException;

/** The members of a manifest, strict when read and in RFC 8785 order when written. */
final class ManifestForm {

    /** The member with the cards. */
    static final String RECORDS = "records";

    private static final int MAX_PATHS = 10_000;
    private static final Set<String> MEMBERS = Set.of(
            "batch",
            "issuer",
            "source_sha256",
            "layout",
            "profiles",
            "counts",
            "files",
            RECORDS,
            "keys",
            "merkle_root",
            "public_key",
            "signature");
    private static final Set<String> RECORD_MEMBERS = Set.of("index", "order", "file", "offset", "length", "leaf");

    private ManifestForm() {}

    static void write(JsonWriter out, FileEntry file) throws IOException {
        out.beginObject()
                .member("bytes", file.bytes())
                .member("path", file.path())
                .member("records", file.records())
                .member("sha256", file.sha256())
                .endObject();
    }

    static void write(JsonWriter out, RecordEntry record) throws IOException {
        out.beginObject()
                .member("file", record.file())
                .member("index", record.index())
                .member("leaf", record.leaf())
                .member("length", record.length())
                .member("offset", record.offset())
                .member("order", record.order())
                .endObject();
    }

    static void write(JsonWriter out, ManifestHead.Profile profile) throws IOException {
        out.beginObject()
                .member("name", profile.name())
                .member("sha256", profile.sha256())
                .member("version", profile.version())
                .endObject();
    }

    static void write(JsonWriter out, ManifestHead.Counts counts) throws IOException {
        out.beginObject()
                .member("good", counts.good())
                .member("held", counts.held())
                .member("in", counts.in())
                .member("rejected", counts.rejected())
                .member("remade", counts.remade())
                .endObject();
    }

    static void write(JsonWriter out, ManifestHead.Key key) throws IOException {
        out.beginObject()
                .member("kcv", key.kcv())
                .member("kcv_method", key.kcvMethod())
                .member("name", key.name())
                .member("usage", key.usage())
                .endObject();
    }

    static Manifest read(InputStream stream, Manifest.RecordVisitor visitor) throws IOException {
        try (JsonReader in = new JsonReader(stream)) {
            int[] cards = {0};
            Map<String, String> paths = new HashMap<>();
            JsonReader.Element records = () -> in.array(() -> {
                visitor.visit(record(in, paths));
                cards[0]++;
            });
            JsonObject rest = JsonObject.read(in, Map.of(RECORDS, records)).only(MEMBERS);
            in.end();
            return new Manifest(
                    head(rest),
                    files(rest),
                    cards[0],
                    rest.lowerCaseHex("merkle_root"),
                    rest.lowerCaseHex("public_key"),
                    rest.lowerCaseHex("signature"));
        }
    }

    private static ManifestHead head(JsonObject in) throws IOException {
        List<ManifestHead.Profile> profiles = new ArrayList<>();
        for (JsonObject p : in.objects("profiles")) {
            p.only(Set.of("name", "version", "sha256"));
            profiles.add(new ManifestHead.Profile(p.string("name"), p.count("version"), p.lowerCaseHex("sha256")));
        }
        List<ManifestHead.Key> keys = new ArrayList<>();
        for (JsonObject k : in.objects("keys")) {
            k.only(Set.of("name", "usage", "kcv_method", "kcv"));
            keys.add(
                    new ManifestHead.Key(k.string("name"), k.string("usage"), k.string("kcv_method"), k.string("kcv")));
        }
        return new ManifestHead(
                in.string("batch"),
                in.string("issuer"),
                in.lowerCaseHex("source_sha256"),
                in.string("layout"),
                profiles,
                counts(in.object("counts")),
                keys);
    }

    private static ManifestHead.Counts counts(JsonObject in) throws IOException {
        in.only(Set.of("in", "good", "rejected", "held", "remade"));
        try {
            return new ManifestHead.Counts(
                    in.count("in"), in.count("good"), in.count("rejected"), in.count("held"), in.count("remade"));
        } catch (IllegalArgumentException doNotAddUp) {
            throw new MalformedJsonException(0, "counts with in = good + rejected + held + remade");
        }
    }

    private static List<FileEntry> files(JsonObject in) throws IOException {
        List<FileEntry> files = new ArrayList<>();
        for (JsonObject f : in.objects("files")) {
            f.only(Set.of("path", "sha256", "bytes", "records"));
            files.add(
                    new FileEntry(f.string("path"), f.lowerCaseHex("sha256"), f.integer("bytes"), f.count("records")));
        }
        return files;
    }

    /**
     * One element of the records.
     *
     * @param paths paths seen so far: a million records share a few
     */
    static RecordEntry record(JsonReader reader, Map<String, String> paths) throws IOException {
        JsonObject in = JsonObject.read(reader).only(RECORD_MEMBERS);
        String file = in.string("file");
        if (paths.size() > MAX_PATHS) {
            throw reader.expected("cards in at most " + MAX_PATHS + " files");
        }
        return new RecordEntry(
                in.count("index"),
                in.string("order"),
                paths.computeIfAbsent(file, path -> path),
                in.integer("offset"),
                in.count("length"),
                in.lowerCaseHex("leaf"));
    }
}
