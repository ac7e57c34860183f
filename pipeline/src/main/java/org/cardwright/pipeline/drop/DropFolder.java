package org.cardwright.pipeline.drop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
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
        return new DropFolder(drops.completion(), GuardedDirectory.open(drops.source(), us));
    }

    /**
     * A complete file. Two of them are equal when nothing was written in between.
     *
     * @param entry its name
     * @param file how it looks
     * @param companion how the second file looks, which says that it is complete
     */
    record Candidate(Path entry, FileLook file, Optional<FileLook> companion) {}

    /** The names of files that may be complete. Nothing is looked at. */
    DropDirectory.Names entries() throws IOException {
        DropDirectory.Names there = directory.names(Place.FOLDER);
        // in a part of a listing the second file may be missing
        boolean whole = completion.hasCompanion() && there.whole();
        Set<Path> known = whole ? Set.copyOf(there.names()) : Set.of();
        List<Path> entries = there.names().stream()
                .filter(entry -> !completion.isPassedOver(entry.toString()))
                .filter(entry ->
                        !whole || companionOf(entry).filter(known::contains).isPresent())
                .limit(directory.mostLooks())
                .toList();
        return new DropDirectory.Names(entries, there.strange(), there.whole());
    }

    /** The file of that name as it looks now; empty when nobody says that it is complete. */
    Optional<Candidate> candidate(Path entry) throws IOException {
        Optional<FileLook> file = directory.look(Place.FOLDER, entry).filter(look -> !look.directory());
        if (file.isEmpty() || !completion.hasCompanion()) {
            return file.map(look -> new Candidate(entry, look, Optional.empty()));
        }
        Optional<FileLook> companion = companion(entry);
        return companion.isEmpty() ? Optional.empty() : Optional.of(new Candidate(entry, file.get(), companion));
    }

    private Optional<FileLook> companion(Path entry) throws IOException {
        Optional<Path> name = companionOf(entry);
        return name.isEmpty()
                ? Optional.empty()
                : directory.look(Place.FOLDER, name.get()).filter(FileLook::regular);
    }

    private Optional<Path> companionOf(Path entry) {
        try {
            return Optional.of(Path.of(completion.companion(entry.toString())));
        } catch (InvalidPathException unspeakable) {
            return Optional.empty();
        }
    }

    /** Moves what says that a file is complete out of the reach of its issuer, before the file. */
    void claimCompanion(Candidate candidate, Claim claim) throws IOException {
        if (candidate.companion().isPresent()) {
            Path companion = companionOf(candidate.entry()).orElseThrow();
            directory.move(Place.FOLDER, companion, Place.CLAIMED, claim.companion());
        }
    }

    /** Moves a file out of the reach of its issuer. */
    void claimFile(Path entry, Claim claim) throws IOException {
        directory.move(Place.FOLDER, entry, Place.CLAIMED, claim.file());
    }

    /**
     * What was claimed before and is still there.
     *
     * @param whole whose files are there
     * @param halves of which only the second file is known to be there
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

    /** True when the file of a claim is there too: a listing may miss it. */
    boolean isWhole(Claim claim) throws IOException {
        return directory.look(Place.CLAIMED, claim.file()).isPresent();
    }

    /** How the file looks that has the name of a half claim by now; of a strange name nobody knows any more how it was written. */
    Optional<FileLook> successor(Claim half) throws IOException {
        return half.plain()
                ? directory.look(Place.FOLDER, Path.of(half.name())).filter(look -> !look.directory())
                : Optional.empty();
    }

    /** True when a new second file says of that file that it is complete. */
    boolean isSaidAnew(Claim half) throws IOException {
        return companion(Path.of(half.name())).isPresent();
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

    /** Moves what is there of a claim to the others that nobody may read, unopened; its second file first. */
    void quarantine(Claim claim) throws IOException {
        for (Path entry : List.of(claim.companion(), claim.file())) {
            if (directory.look(Place.CLAIMED, entry).isPresent()) {
                directory.move(Place.CLAIMED, entry, Place.QUARANTINE, entry);
            }
        }
    }

    /** Removes the second file of a claim; always before the file: what is left is a claim that is known, never half a new one. */
    void removeCompanion(Claim claim) throws IOException {
        remove(claim.companion());
    }

    /** Removes a claimed file that is ours now. */
    void removeFile(Claim claim) throws IOException {
        remove(claim.file());
    }

    private void remove(Path entry) throws IOException {
        if (directory.look(Place.CLAIMED, entry).isPresent()) {
            directory.delete(entry);
        }
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
