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

    /** The files that are said to be complete, the oldest first. Nothing is opened. */
    List<Candidate> complete() throws IOException {
        List<Candidate> found = new ArrayList<>();
        for (Path entry : directory.names(Place.FOLDER)) {
            if (!completion.isPassedOver(entry.toString())) {
                complete(entry).ifPresent(found::add);
            }
        }
        found.sort(
                Comparator.comparing((Candidate one) -> one.file().modified()).thenComparing(Candidate::entry));
        return found;
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

    /** Moves a file out of the reach of its issuer. */
    Claim claim(Candidate candidate, String id) throws IOException {
        Claim claim = Claim.of(id, candidate.entry().toString());
        if (candidate.companion().isPresent()) {
            directory.move(Place.FOLDER, companionOf(candidate.entry()), Place.CLAIMED, claim.companion());
        }
        directory.move(Place.FOLDER, candidate.entry(), Place.CLAIMED, claim.file());
        return claim;
    }

    /** What was claimed before and is still there; claims that a crash cut in half are finished. */
    List<Claim> claims() throws IOException {
        List<Claim> claims = new ArrayList<>();
        List<Claim> companions = new ArrayList<>();
        for (Path entry : directory.names(Place.CLAIMED)) {
            Claim.ofFile(entry.toString()).ifPresent(claims::add);
            Claim.ofCompanion(entry.toString()).ifPresent(companions::add);
        }
        Set<String> whole = new HashSet<>();
        claims.forEach(claim -> whole.add(claim.id()));
        for (Claim half : companions) {
            if (!whole.contains(half.id()) && finish(half)) {
                claims.add(half);
            }
        }
        return claims;
    }

    private boolean finish(Claim half) throws IOException {
        Path original = Path.of(half.name());
        // of a strange name nobody knows any more how it was written: its file waits for another marker
        if (half.plain()
                && directory
                        .look(Place.FOLDER, original)
                        .filter(look -> !look.directory())
                        .isPresent()) {
            directory.move(Place.FOLDER, original, Place.CLAIMED, half.file());
            return true;
        }
        directory.delete(half.companion());
        return false;
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
    ReadableByteChannel read(Path entry) throws IOException {
        return directory.read(entry);
    }

    /** Moves a claimed file to the others that nobody may read, unopened. */
    void quarantine(Claim claim) throws IOException {
        if (companionLook(claim).isPresent()) {
            directory.move(Place.CLAIMED, claim.companion(), Place.QUARANTINE, claim.companion());
        }
        directory.move(Place.CLAIMED, claim.file(), Place.QUARANTINE, claim.file());
    }

    /** Removes a claimed file that is ours now. */
    void remove(Claim claim) throws IOException {
        directory.delete(claim.file());
        if (companionLook(claim).isPresent()) {
            directory.delete(claim.companion());
        }
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
