package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.pipeline.ledger.Database;
import org.cardwright.pipeline.ledger.DatabaseSettings;

/** An embedded database with all tables and no rows, made once per JVM and copied: making them is a third of a first start. */
final class MadeTables {

    private MadeTables() {}

    private static final class Holder {
        static final Map<String, byte[]> FILES = make();

        private static Map<String, byte[]> make() {
            try {
                Path directory = Files.createTempDirectory("tables");
                Database.open(DatabaseSettings.embedded(directory)).close();
                Map<String, byte[]> contents = new TreeMap<>();
                try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                    for (Path file : files) {
                        contents.put(file.getFileName().toString(), Files.readAllBytes(file));
                        Files.delete(file);
                    }
                }
                Files.delete(directory);
                return contents;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Puts the database into a directory that has none. */
    static void in(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : Holder.FILES.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
    }
}
