package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** A file of a report that a person names: it is made, whole and for its owner only, and never written over. */
final class NewFile {

    private static final String PART = ".part";

    private NewFile() {}

    /**
     * Looks before anything is done whether the file can be made.
     *
     * @throws WrongUsageException when it is there already, or its directory is not
     */
    static void requireFree(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new WrongUsageException("there is no directory for file " + shown(file));
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new WrongUsageException("file " + shown(file) + " is there already");
        }
    }

    private static String shown(Path file) {
        return CardNumberMask.mask(file.toString());
    }

    /**
     * Writes it; under its name it is whole, and a failure leaves nothing.
     *
     * @throws WrongUsageException when it is there already, or its directory is not
     */
    static void write(Path file, String text) throws IOException {
        requireFree(file);
        Path part = file.resolveSibling(file.getFileName() + PART);
        try (SeekableByteChannel channel = Files.newByteChannel(
                part,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            Channels.newOutputStream(channel).write(text.getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException there) {
            throw new WrongUsageException("file " + shown(part) + " is there already");
        } catch (IOException broken) {
            Files.deleteIfExists(part);
            throw broken;
        }
        name(part, file);
    }

    private static void name(Path part, Path file) throws IOException {
        try {
            Files.move(part, file);
        } catch (FileAlreadyExistsException there) {
            Files.deleteIfExists(part);
            throw new WrongUsageException("file " + shown(file) + " is there already");
        }
    }
}
