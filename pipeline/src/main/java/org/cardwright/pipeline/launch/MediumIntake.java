package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.medium.MediumRule;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.perso.medium.MediumManifest;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.ledger.Media;
import org.cardwright.pipeline.step.CrashPoints;

/**
 * Takes issuers' files in that came encrypted on a medium. S1-02.
 *
 * <p>Order: everything is checked on a copy, the opened files are forced under a name nobody uses, the audit says what is taken, and only
 * then do they get their names. A crash before the audit leaves nothing, one behind it is made good by the next opening.
 */
public final class MediumIntake {

    private final Foundation foundation;
    private final Media media;
    private final MediumFiles files;

    MediumIntake(Foundation foundation) {
        this.foundation = foundation;
        this.media = foundation.tables().media();
        this.files = new MediumFiles(foundation.settings().inbox(), foundation.tables());
    }

    /** Opens a container and checks all that is in it. */
    @FunctionalInterface
    public interface Reading {

        /**
         * The medium.
         *
         * @param copy the container, which nobody else changes
         * @param sha256 its hash, 64 lower-case hexadecimal digits
         * @param place where its files go
         * @throws MalformedFileException when anything is not as it must be
         */
        Media.Medium read(Path copy, String sha256, Place place) throws IOException;
    }

    /** Where the files of a medium go while they are checked. */
    public interface Place {

        /** Begins a file; closing it forces it to the disk. */
        OutputStream create(MediumManifest.Entry file) throws IOException;

        /** Where it stands. */
        Path path(MediumManifest.Entry file);
    }

    /**
     * What was taken in.
     *
     * @param medium what was on it
     * @param files where its files stand, for {@code prepare}, in the order of the manifest; empty after a trial
     */
    public record Taken(Media.Medium medium, List<Path> files) {

        /** Copies the list. */
        public Taken {
            files = List.copyOf(files);
        }
    }

    /** Only looks: nothing is taken, and nothing is left. */
    public Taken check(Path container, String issuer, Reading reading) throws IOException {
        return alone(() -> {
            String sha256 = sha256(container);
            Path part = files.begin(sha256);
            try {
                return new Taken(checked(container, part, issuer, reading), List.of());
            } finally {
                files.delete(part);
            }
        });
    }

    /**
     * Takes a medium in.
     *
     * @throws MalformedFileException when anything on it is wrong or it was taken before; the audit says so, too
     */
    public Taken take(Path container, String issuer, Reading reading) throws IOException {
        return alone(() -> {
            String sha256 = sha256(container);
            Path part = files.begin(sha256);
            Media.Medium medium;
            try {
                medium = checked(container, part, issuer, reading);
            } catch (MalformedFileException refused) {
                files.delete(part);
                media.refused(sha256, issuer, String.valueOf(refused.getMessage()));
                throw refused;
            } catch (IOException | RuntimeException failed) {
                files.delete(part);
                throw failed;
            }
            foundation.crashPoints().pass(CrashPoints.Point.MEDIUM_CHECKED, "");
            media.take(medium);
            foundation.crashPoints().pass(CrashPoints.Point.MEDIUM_TAKEN, "");
            files.finish(part);
            return new Taken(medium, paths(medium));
        });
    }

    private Media.Medium checked(Path container, Path part, String issuer, Reading reading) throws IOException {
        String name = CardNumberMask.mask(String.valueOf(container.getFileName()));
        String sha256 = MediumFiles.container(part);
        Optional<String> before = media.taken(sha256);
        if (before.isPresent()) {
            throw MediumRule.REPLAY.in(name, "", before.get());
        }
        Path copy = files.copy(container, part);
        if (!sha256(copy).equals(sha256)) {
            throw new IOException("the container changed while it was read");
        }
        Media.Medium medium = reading.read(copy, sha256, files.place(part, issuer));
        Optional<Media.Replay> replay = media.replayed(medium);
        if (replay.isPresent()) {
            throw replay.get().rule().in(name, "", replay.get().before());
        }
        Files.delete(copy);
        files.force(part);
        return medium;
    }

    private List<Path> paths(Media.Medium medium) {
        List<Path> paths = new ArrayList<>();
        medium.files().forEach(file -> paths.add(files.kept(medium.issuer(), file)));
        return paths;
    }

    private static String sha256(Path file) throws IOException {
        return Inbox.sha256(file).toHex().toLowerCase(Locale.ROOT);
    }

    /** Completes what a crash cut off, and deletes the files whose batch is closed or abandoned. */
    void sweep() throws IOException {
        if (files.any()) {
            try (FileChannel channel = channel()) {
                if (lock(channel)) {
                    files.sweep();
                }
            }
        }
    }

    /** Does something while no other process imports. */
    private interface Work {
        Taken run() throws IOException;
    }

    private Taken alone(Work work) throws IOException {
        try (FileChannel channel = channel()) {
            if (!lock(channel)) {
                throw new DatabaseUnavailableException("another process imports a medium");
            }
            files.sweep();
            return work.run();
        }
    }

    private FileChannel channel() throws IOException {
        return FileChannel.open(
                foundation.settings().work().resolve("media.lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                MediumFiles.OWNER_FILE);
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }
}
