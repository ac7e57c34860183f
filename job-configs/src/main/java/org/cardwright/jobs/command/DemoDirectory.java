package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** Where a demo puts its home, exports and batches. It deletes what an earlier demo left there, and nothing else. */
final class DemoDirectory {

    /** Says that everything beside it was made by a demo. */
    static final String MARK = ".cardwright-demo";

    private static final List<String> PARTS = List.of("home", "exports", "batches", "machines", "queues");

    private DemoDirectory() {}

    /**
     * Makes the directory, or empties that of an earlier demo.
     *
     * @throws WrongUsageException when it holds anything else
     */
    static void prepare(Path directory) throws IOException {
        Path mark = directory.resolve(MARK);
        if (Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS)) {
            for (String part : PARTS) {
                delete(directory.resolve(part));
            }
        } else if (holdsSomething(directory)) {
            throw new WrongUsageException(directory.getFileName()
                    + " is not empty and was not made by a demo; name another --out or remove it");
        } else {
            Files.createDirectories(directory);
            Files.createFile(mark);
        }
    }

    private static boolean holdsSomething(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            return children.iterator().hasNext();
        }
    }

    private static void delete(Path old) throws IOException {
        if (!Files.isDirectory(old, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(old);
            return;
        }
        try (Stream<Path> walk = Files.walk(old)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
