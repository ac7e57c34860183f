package org.cardwright.pipeline.close;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** Where a sealed batch stands or will stand: looked at before anything is taken or made for it. */
public final class OutputPlace {

    private OutputPlace() {}

    /**
     * Makes the directory around a new batch and refuses a place where it could never stand.
     *
     * @param target final directory of a batch that nobody has begun
     * @throws WrongUsageException when its parent is no directory that can be made and written, or something is there
     */
    public static void require(Path target) throws IOException {
        Path parent = parent(target);
        try {
            createParent(target);
        } catch (FileSystemException cannot) {
            throw new WrongUsageException("batches cannot stand in " + parent + ": it cannot be made", cannot);
        }
        if (!Files.isWritable(parent)) {
            throw new WrongUsageException("batches cannot stand in " + parent + ": it cannot be written");
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new WrongUsageException(
                    target + " is there, but this installation has not made it; remove it or name another directory");
        }
    }

    /** True when the batch, finished or not, or anything else stands there. */
    public static boolean holdsAnything(Path target) {
        return Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                || Files.exists(workDirectory(target), LinkOption.NOFOLLOW_LINKS);
    }

    static Path workDirectory(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".part");
    }

    static void createParent(Path target) throws IOException {
        Path parent = parent(target);
        try {
            Files.createDirectories(
                    parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException linked) {
            if (!Files.isDirectory(parent)) {
                throw linked;
            }
        }
    }

    private static Path parent(Path target) {
        return Objects.requireNonNull(target.toAbsolutePath().getParent(), "an output stands in a directory");
    }
}
