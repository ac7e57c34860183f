package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cardwright.jobs.scorecard.KillCount.Stage;

/**
 * How far a batch has come, as its files show while nobody writes them.
 *
 * @param staged bytes of accepted orders
 * @param records bytes of prepared and of released records
 * @param sealing true when every record is released: the file of rejects is the first one written behind them
 * @param sealed true when the directory has its final name
 */
record BatchFiles(long staged, Map<String, Long> records, boolean sealing, boolean sealed) {

    private static final String INTAKE = "intake.seg";
    private static final String PREPARED = "prepared.seg";

    /** Of the only batch of a bureau. */
    static BatchFiles of(TestBureau bureau) throws IOException {
        Map<String, Long> work = lengths(bureau.home().resolve("work"));
        Map<String, Long> out = lengths(bureau.out());
        Map<String, Long> records = new TreeMap<>(out);
        work.forEach((path, length) -> {
            if (path.endsWith(PREPARED)) {
                records.put(path, length);
            }
        });
        long staged = work.entrySet().stream()
                .filter(file -> file.getKey().endsWith(INTAKE))
                .mapToLong(Map.Entry::getValue)
                .sum();
        boolean sealing = out.keySet().stream().anyMatch(path -> path.contains("rejects.csv"));
        boolean sealed = out.keySet().stream().anyMatch(path -> !path.startsWith("."));
        return new BatchFiles(staged, records, sealing, sealed);
    }

    private static Map<String, Long> lengths(Path root) throws IOException {
        Map<String, Long> lengths = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.filter(Files::isRegularFile)
                    .forEach(file -> lengths.put(root.relativize(file).toString(), length(file)));
        } catch (NoSuchFileException notYet) {
            return lengths;
        }
        return lengths;
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What the run did last that found the files so. */
    Stage stageSince(BatchFiles before) {
        if (sealed) {
            return before.equals(this) ? Stage.STARTING : Stage.ENDING;
        }
        if (sealing) {
            return before.sealing && before.equals(this) ? Stage.STARTING : Stage.SEALING;
        }
        if (!records.equals(before.records)) {
            return Stage.RECORDS;
        }
        return staged == before.staged ? Stage.STARTING : Stage.INTAKE;
    }
}
