package org.cardwright.jobs.wiring;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.perso.file.OwnerOnlyFiles;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** A list that has its name when it is whole and on the disk, and never before. RFC 4180. */
final class NewList implements Closeable {

    private static final String NEW_LINE = "\r\n";

    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private final PrintWriter out;

    /** Beside its later place, where only the owner can read it. */
    NewList(Path file) throws IOException {
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(unfinished);
        this.channel = OwnerOnlyFiles.openForWriting(unfinished);
        this.out = new PrintWriter(Channels.newWriter(channel, StandardCharsets.UTF_8), false);
    }

    /** The next row. */
    void row(List<String> cells) {
        out.print(String.join(",", cells.stream().map(NewList::quoted).toList()) + NEW_LINE);
    }

    private static String quoted(String cell) {
        return cell.matches("[^,\"\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    /**
     * It is whole.
     *
     * @throws WrongUsageException when another one stands there meanwhile
     */
    void finish() throws IOException {
        if (out.checkError()) {
            throw new IOException("a list cannot be written");
        }
        channel.force(true);
        try {
            // unlike a move, it never takes the place of another file
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException there) {
            throw isThere(file);
        }
    }

    static WrongUsageException isThere(Path file) {
        return new WrongUsageException(CardNumberMask.mask(file.toString()) + " is there already");
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(unfinished);
    }
}
