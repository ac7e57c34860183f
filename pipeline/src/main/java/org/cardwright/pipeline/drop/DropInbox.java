package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropJournal;
import org.cardwright.pipeline.ledger.DropState;

/**
 * Our own copies of dropped files, {@code drops/ID} in the inbox, and {@code quarantine/ISSUER/NUMBER-NAME} for those whose content was
 * refused. An envelope is {@code drops/ID.sealed} while it is opened. Owner-only.
 */
final class DropInbox {

    private static final String PART = ".part";
    private static final String SEALED = ".sealed";
    private static final Pattern COPY = Pattern.compile("([0-9a-f]{32})(\\.part|\\.sealed)?");

    /** What a batch needs besides its input. */
    private static final long RESERVE_BYTES = 64L << 20;

    /** Our copy, and the one of the batch. */
    private static final int COPIES = 2;

    private final Path copies;
    private final Path quarantine;

    DropInbox(Path inbox) throws IOException {
        this.copies = Directories.make(inbox.resolve("drops"));
        this.quarantine = inbox.resolve("quarantine");
    }

    /** Who we are: whoever owns our directories. */
    UserPrincipal us() throws IOException {
        return Files.getOwner(copies, LinkOption.NOFOLLOW_LINKS);
    }

    /** True when the disk has room for a file of this length. */
    boolean hasRoom(long bytes) throws IOException {
        return Files.getFileStore(copies).getUsableSpace() - RESERVE_BYTES >= COPIES * bytes;
    }

    /** Begins a copy; what a killed process left of it is gone. */
    FileChannel begin(String id) throws IOException {
        Files.deleteIfExists(part(id));
        return FileChannel.open(
                part(id),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /**
     * True when we have the copy of a drop that the journal knows; it has its name then. Asked by whoever took it and by whoever makes its
     * batch, and both may be the first.
     */
    synchronized boolean holds(String id) throws IOException {
        if (Files.isRegularFile(copy(id), LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.isRegularFile(part(id), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Files.move(part(id), copy(id), StandardCopyOption.ATOMIC_MOVE);
        Directories.force(copies);
        return true;
    }

    /** Sets the copy of an envelope aside, so that what is in it can become our copy. */
    Path setAside(String id) throws IOException {
        return Files.move(part(id), sealed(id), StandardCopyOption.ATOMIC_MOVE);
    }

    void forgetPart(String id) throws IOException {
        Files.deleteIfExists(part(id));
        Files.deleteIfExists(sealed(id));
    }

    Path copy(String id) {
        return copies.resolve(id);
    }

    private Path part(String id) {
        return copies.resolve(id + PART);
    }

    private Path sealed(String id) {
        return copies.resolve(id + SEALED);
    }

    /** What belongs to the end of a drop: its copy goes away, or to quarantine. Repeatable. */
    void settle(Drop drop) throws IOException {
        if (drop.state() == DropState.REFUSED || drop.state() == DropState.QUARANTINED) {
            try {
                Path kept = Directories.make(quarantine.resolve(drop.of().issuer()));
                Files.move(
                        copy(drop.id()),
                        kept.resolve(drop.number() + "-" + drop.of().name()),
                        StandardCopyOption.ATOMIC_MOVE);
                Directories.force(kept);
            } catch (NoSuchFileException neverRead) {
                // it lies in quarantine in the folder, or was moved before
            }
        }
        Files.deleteIfExists(copy(drop.id()));
    }

    /** Brings into order what a killed process left: copies that the journal knows get their names, others go away. */
    void sweep(DropJournal journal) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(copies)) {
            left = files.toList();
        }
        for (Path file : left) {
            Matcher name = COPY.matcher(String.valueOf(file.getFileName()));
            if (name.matches() && SEALED.equals(name.group(2))) {
                Files.delete(file);
            } else if (name.matches()) {
                sweep(journal.find(name.group(1)), file, name.group(2) != null);
            }
        }
    }

    private void sweep(Optional<Drop> known, Path file, boolean part) throws IOException {
        if (known.filter(drop -> !drop.state().isOver()).isPresent()) {
            holds(known.orElseThrow().id());
        } else if (part) {
            Files.delete(file);
        }
        if (known.filter(drop -> drop.state().isOver()).isPresent()) {
            settle(known.orElseThrow());
        }
    }
}
