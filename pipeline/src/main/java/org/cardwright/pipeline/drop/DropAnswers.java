package org.cardwright.pipeline.drop;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.perso.json.JsonWriter;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropJournal;

/** Tells issuers what became of their files: {@code NUMBER-NAME.json} in the folder that is agreed. Told again after a crash, in the same words. */
final class DropAnswers {

    private final DropJournal journal;
    private final DropNews news;
    private final Map<String, Path> folders = new TreeMap<>();

    DropAnswers(DropJournal journal, List<IssuerDrops> issuers, DropNews news) {
        this.journal = journal;
        this.news = news;
        issuers.forEach(one -> one.answers().ifPresent(folder -> folders.put(one.issuer(), folder)));
    }

    /** Tells what a killed process, or a folder that could not be written, left untold. */
    void tellAll() {
        journal.untold().forEach(this::tell);
    }

    /**
     * Tells of the end of one, once: by whoever brought it to its end, or by whoever looks for those that are untold. A folder that cannot be
     * written is told to those who run the service; the next service tries again.
     */
    synchronized void tell(Drop drop) {
        if (journal.untold().stream().noneMatch(untold -> untold.id().equals(drop.id()))) {
            return;
        }
        Path folder = folders.get(drop.of().issuer());
        try {
            if (folder != null) {
                write(folder, drop);
            }
            journal.told(drop);
        } catch (IOException unwritable) {
            news.tell(drop.of().issuer() + ": the answer about drop " + drop.number() + " cannot be written: "
                    + unwritable.getClass().getSimpleName());
        }
    }

    private static void write(Path folder, Drop drop) throws IOException {
        String name = drop.number() + "-" + drop.of().name() + ".json";
        Path part = folder.resolve("." + name + ".part");
        Files.deleteIfExists(part);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            write(JsonWriter.inGivenOrder(out), drop);
            out.write('\n');
            out.flush();
            channel.force(true);
        }
        // nothing of a card stands in it, and the issuer belongs to the group of its folder
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r-----"));
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        Directories.force(folder);
    }

    private static void write(JsonWriter json, Drop drop) throws IOException {
        json.beginObject();
        json.member("drop", drop.number());
        json.member("issuer", drop.of().issuer());
        json.member("file", drop.of().name());
        json.member("bytes", drop.of().bytes());
        json.member("sha256", drop.of().sha256());
        if (!drop.of().envelope().equals(Drop.Envelope.NONE)) {
            json.member("signer", drop.of().envelope().signer());
            json.member("envelope_sha256", drop.of().envelope().sha256());
        }
        json.member("state", drop.state().name().toLowerCase(Locale.ROOT));
        json.member("reason", drop.reason());
        json.member("batch", drop.batch());
        json.member("taken_at", drop.time().takenAt());
        json.member("ended_at", drop.time().endedAt());
        json.endObject();
    }
}
