package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.perso.file.Manifest;

/**
 * Changes a batch, asks the verifier, puts it back.
 *
 * @param batch directory that may be changed
 * @param verifier the product's
 */
record Tampering(Path batch, MadeBatch.Look verifier) {

    /** Every file of the batch, sorted. */
    List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(batch)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What the manifest says of each card. */
    List<Manifest.RecordEntry> entries() throws IOException {
        List<Manifest.RecordEntry> entries = new ArrayList<>();
        Manifest.read(batch.resolve(Manifest.NAME), entries::add);
        return entries;
    }

    /** Is the batch as it stands refused? */
    boolean isFound() throws IOException {
        return !verifier.at(batch).isClean();
    }

    /** Is it refused with these bytes in place of the file's? */
    boolean isFound(Path file, byte[] bad) throws IOException {
        byte[] good = Files.readAllBytes(file);
        try {
            Files.write(file, bad);
            return isFound();
        } finally {
            Files.write(file, good);
        }
    }
}
