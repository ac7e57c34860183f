package org.cardwright.jobs.scorecard;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** Where a batch of known content has its bytes: in the segments, the work directory and the final directory. */
final class BatchPaths {

    private static final String PART = ".part";
    private static final List<String> ONLY_WHILE_SEALING = List.of("records.json");

    private final TestBureau bureau;
    private final Remains undisturbed;
    private final TreeSet<Path> paths = new TreeSet<>();

    /** Names, lengths and identity do not differ between two bureaus with the same keys and orders. */
    BatchPaths(TestBureau bureau, Remains undisturbed) {
        this.bureau = bureau;
        this.undisturbed = undisturbed;
    }

    /** Files and directories. */
    List<Path> all() {
        Path work = bureau.home().resolve("work").resolve(undisturbed.batch());
        paths.addAll(List.of(work, work.resolve("intake.seg"), work.resolve("prepared.seg"), bureau.out()));
        for (String file : undisturbed.files().keySet()) {
            addFile(Path.of(file));
        }
        ONLY_WHILE_SEALING.forEach(file -> addFile(directory().resolve(file)));
        return List.copyOf(paths);
    }

    private Path directory() {
        return Path.of(undisturbed.files().keySet().iterator().next()).getName(0);
    }

    private void addFile(Path file) {
        Path inBatch = file.subpath(1, file.getNameCount());
        Path sealed = bureau.out().resolve(file.getName(0));
        Path open = bureau.out().resolve("." + file.getName(0) + PART);
        paths.addAll(List.of(sealed, open, sealed.resolve(inBatch), open.resolve(inBatch)));
        paths.add(open.resolve(inBatch + PART));
        if (inBatch.getNameCount() > 1) {
            paths.addAll(List.of(
                    sealed.resolve(inBatch).getParent(), open.resolve(inBatch).getParent()));
        }
    }
}
