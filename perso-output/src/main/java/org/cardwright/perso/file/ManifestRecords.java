package org.cardwright.perso.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cardwright.perso.file.Manifest.RecordEntry;
import org.cardwright.perso.json.JsonReader;

/** The cards of a manifest, each read when it is asked for. */
final class ManifestRecords implements Closeable {

    private final JsonReader in;
    private final Map<String, String> paths = new HashMap<>();
    private boolean more;

    private ManifestRecords(JsonReader in) {
        this.in = in;
    }

    /** Over a manifest that {@link Manifest#read(Path)} has accepted. */
    static ManifestRecords open(Path file) throws IOException {
        ManifestRecords records = new ManifestRecords(new JsonReader(Manifest.open(file)));
        try {
            records.more = records.enter();
            return records;
        } catch (IOException malformed) {
            records.close();
            throw malformed;
        }
    }

    private boolean enter() throws IOException {
        in.enter(JsonReader.Kind.OBJECT);
        while (in.more()) {
            if (in.name().equals(ManifestForm.RECORDS)) {
                in.enter(JsonReader.Kind.ARRAY);
                return in.more();
            }
            in.skip();
        }
        throw in.expected("the member " + ManifestForm.RECORDS);
    }

    /** The next card, nothing behind the last one. */
    Optional<RecordEntry> next() throws IOException {
        if (!more) {
            return Optional.empty();
        }
        RecordEntry entry = ManifestForm.record(in, paths);
        more = in.more();
        return Optional.of(entry);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
