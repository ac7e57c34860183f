package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.perso.json.MalformedJsonException;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** A file that somebody named on the command line. */
final class GivenFile {

    private GivenFile() {}

    /**
     * The file itself, when it can be read.
     *
     * @throws WrongUsageException when it is not there, no regular file, or not ours to read
     */
    static Path readable(Path file) {
        String name = CardNumberMask.mask(file.toString());
        if (!Files.exists(file)) {
            throw new WrongUsageException("there is no file " + name);
        }
        if (!Files.isRegularFile(file)) {
            throw new WrongUsageException(name + " is no regular file");
        }
        if (!Files.isReadable(file)) {
            throw new WrongUsageException(name + " cannot be read: its permissions do not allow it");
        }
        return file;
    }

    /** Reads something from a file. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Path file) throws IOException;
    }

    /**
     * What such a file says as JSON.
     *
     * @throws MalformedFileException when it says something else
     */
    static <T> T json(Path file, Reading<T> reading) throws IOException {
        try {
            return reading.read(readable(file));
        } catch (MalformedJsonException malformed) {
            throw new MalformedFileException(
                    String.valueOf(file.getFileName()), "", "JSON", String.valueOf(malformed.getMessage()));
        }
    }
}
