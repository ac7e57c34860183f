package org.cardwright.pipeline.drop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.pipeline.drop.DropDirectory.Place;

/**
 * The folder of one issuer, held open for one round.
 *
 * <p>A file is claimed by moving it into a directory of our own in the same folder, where nobody can exchange it any more: what is looked at
 * there is what is opened. Its second file goes first, so that a crash between the two leaves a claim that can be finished, and no mark of
 * completion beside a file that is not complete.
 */
final class DropFolder implements Closeable {

    private final Completion completion;
    private final DropDirectory directory;

    private DropFolder(Completion completion, DropDirectory directory) {
        this.completion = completion;
        this.directory = directory;
    }

    /**
     * Opens the folder.
     *
     * @param us who the bureau is
     * @throws UnusableFolderException when nothing can be taken out of it safely
     */
    static DropFolder open(IssuerDrops drops, UserPrincipal us) throws IOException {
        return new DropFolder(drops.completion(), drops.source().open(us));
    }

    /**
     * A complete file. Two of them are equal when nothing was written in between.
     *
     * @param entry its name
     * @param file how it looks
     * @param companion how the second file looks, which says that it is complete
     */
    record Candidate(Path entry, FileLook file, Optional<FileLook> companion) {}

    /**
     * The files that are said to be complete.
     *
     * @param files the oldest first
     * @param strange how many entries have names that nobody here can write
     */
    record Complete(List<Candidate> files, int strange) {}

    /** The files that are said to be complete. Nothing is opened. */
    Complete complete() throws IOException {
        List<Candidate> found = new ArrayList<>();
        DropDirectory.Names there = directory.names(Place.FOLDER);
        for (Path entry : there.names()) {
            if (!completion.isPassedOver(entry.toString())) {
                complete(entry).ifPresent(found::add);
            }
        }
        found.sort(
                Comparator.comparing((Candidate one) -> one.file().modified()).thenComparing(Candidate::entry));
        return new Complete(found, there.strange());
    }

    private Optional<Candidate> complete(Path entry) throws IOException {
        Optional<FileLook> file = directory.look(Place.FOLDER, entry).filter(look -> !look.directory());
        if (file.isEmpty() || !completion.hasCompanion()) {
            return file.map(look -> new Candidate(entry, look, Optional.empty()));
        }
        Optional<FileLook> companion = companion(entry);
        return companion.isEmpty() ? Optional.empty() : Optional.of(new Candidate(entry, file.get(), companion));
    }

    private Optional<FileLook> companion(Path entry) throws IOException {
        try {
            return directory.look(Place.FOLDER, companionOf(entry)).filter(FileLook::regular);
        } catch (InvalidPathException unspeakable) {
            return Optional.empty();
        }
    }

    private Path companionOf(Path entry) {
        return Path.of(completion.companion(entry.toString()));
    }

    /** Moves what says that a file is complete out of the reach of its issuer, before the file. */
    void claimCompanion(Candidate candidate, Claim claim) throws IOException {
        if (candidate.companion().isPresent()) {
            directory.move(Place.FOLDER, companionOf(candidate.entry()), Place.CLAIMED, claim.companion());
        }
    }

    /** Moves a file out of the reach of its issuer. */
    void claimFile(Candidate candidate, Claim claim) throws IOException {
        directory.move(Place.FOLDER, candidate.entry(), Place.CLAIMED, claim.file());
    }

    /**
     * What was claimed before and is still there.
     *
     * @param whole whose files are there
     * @param halves of which only the second file is there
     * @param strange how many entries are no claims of ours
     */
    record Claims(List<Claim> whole, List<Claim> halves, int strange) {}

    /** What was claimed before and is still there. */
    Claims claims() throws IOException {
        List<Claim> whole = new ArrayList<>();
        List<Claim> halves = new ArrayList<>();
        DropDirectory.Names there = directory.names(Place.CLAIMED);
        int strange = there.strange();
        for (Path entry : there.names()) {
            Optional<Claim> file = Claim.ofFile(entry.toString());
            Optional<Claim> companion = Claim.ofCompanion(entry.toString());
            file.ifPresent(whole::add);
            companion.ifPresent(halves::add);
            strange += file.isEmpty() && companion.isEmpty() ? 1 : 0;
        }
        Set<String> ids = new HashSet<>();
        whole.forEach(claim -> ids.add(claim.id()));
        halves.removeIf(half -> ids.contains(half.id()));
        return new Claims(whole, halves, strange);
    }

    /** What became of a half claim. */
    enum Half {
        /** Its file is claimed now. */
        WHOLE,
        /** Its file is not there, or nobody knows any more which one it is. */
        WITHOUT_FILE,
        /** A file of its name was written after it was said to be complete: perhaps it is another one, and not complete. */
        WRITTEN_SINCE
    }

    /** Finishes a claim that was cut in half. */
    Half finish(Claim half) throws IOException {
        Optional<FileLook> marker = companionLook(half);
        Path original = Path.of(half.name());
        Optional<FileLook> file = directory.look(Place.FOLDER, original).filter(look -> !look.directory());
        // of a strange name nobody knows any more how it was written: its file waits for another marker
        if (!half.plain() || file.isEmpty() || marker.isEmpty()) {
            return Half.WITHOUT_FILE;
        }
        if (file.get().isWrittenAfter(marker.get())) {
            return Half.WRITTEN_SINCE;
        }
        directory.move(Place.FOLDER, original, Place.CLAIMED, half.file());
        return Half.WHOLE;
    }

    /** How a claimed file looks. */
    FileLook look(Claim claim) throws IOException {
        return directory.look(Place.CLAIMED, claim.file()).orElseThrow(() -> new NoSuchFileException(claim.shown()));
    }

    /** How its second file looks; empty when there is none. */
    Optional<FileLook> companionLook(Claim claim) throws IOException {
        return directory.look(Place.CLAIMED, claim.companion());
    }

    /**
     * The inode of a claimed file that was looked at.
     *
     * @throws NoSuchFileException when another one stands under its path: the folder was exchanged, and is looked at again
     */
    DropDirectory.Inode inode(Claim claim, FileLook look) throws IOException {
        return directory.inode(claim.file(), look);
    }

    /** Opens a claimed file, or its second one, for reading. */
    ReadableByteChannel read(Path entry, FileLook look) throws IOException {
        return directory.read(entry, look);
    }

    /** Moves a claimed file to the others that nobody may read, unopened. */
    void quarantine(Claim claim) throws IOException {
        if (companionLook(claim).isPresent()) {
            directory.move(Place.CLAIMED, claim.companion(), Place.QUARANTINE, claim.companion());
        }
        directory.move(Place.CLAIMED, claim.file(), Place.QUARANTINE, claim.file());
    }

    /** Removes the second file of a claim; always before the file: what is left is a claim that is known, never half a new one. */
    void removeCompanion(Claim claim) throws IOException {
        if (companionLook(claim).isPresent()) {
            directory.delete(claim.companion());
        }
    }

    /** Removes a claimed file that is ours now. */
    void removeFile(Claim claim) throws IOException {
        directory.delete(claim.file());
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
