package org.cardwright.pipeline.drop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one issuer, held open for one round.
 *
 * <p>A file is claimed by moving it into a directory of our own in the same folder, where nobody can exchange it any more: what is looked at
 * there is what is opened. Its second file goes first, so that a crash between the two leaves a claim that can be finished, and no mark of
 * completion beside a file that is not complete.
 */
final class DropFolder implements Closeable {

    private static final Path CLAIMED = Path.of(".claimed");
    private static final Path QUARANTINE = Path.of(".quarantine");

    private final Completion completion;
    private final Path path;
    private final SecureDirectoryStream<Path> folder;
    private final SecureDirectoryStream<Path> claimed;

    private DropFolder(IssuerDrops drops, SecureDirectoryStream<Path> folder, SecureDirectoryStream<Path> claimed)
            throws IOException {
        this.completion = drops.completion();
        this.path = drops.folder();
        this.folder = folder;
        this.claimed = claimed;
    }

    /**
     * Opens the folder.
     *
     * @param us who the bureau is
     * @throws UnusableFolderException when nothing can be taken out of it safely
     */
    static DropFolder open(IssuerDrops drops, UserPrincipal us) throws IOException {
        SecureDirectoryStream<Path> folder = Directories.open(drops.folder());
        try {
            return new DropFolder(drops, folder, Directories.own(drops.folder(), folder, CLAIMED, us));
        } catch (IOException | RuntimeException failed) {
            folder.close();
            throw failed;
        }
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
        for (Path entry : Directories.names(folder)) {
            if (!completion.isPassedOver(entry.toString())) {
                complete(entry).ifPresent(found::add);
            }
        }
        found.sort(
                Comparator.comparing((Candidate one) -> one.file().modified()).thenComparing(Candidate::entry));
        return found;
    }

    private Optional<Candidate> complete(Path entry) throws IOException {
        Optional<FileLook> file = Directories.look(folder, entry).filter(look -> !look.directory());
        if (file.isEmpty() || !completion.hasCompanion()) {
            return file.map(look -> new Candidate(entry, look, Optional.empty()));
        }
        Optional<FileLook> companion = companion(entry);
        return companion.isEmpty() ? Optional.empty() : Optional.of(new Candidate(entry, file.get(), companion));
    }

    private Optional<FileLook> companion(Path entry) throws IOException {
        try {
            return Directories.look(folder, companionOf(entry)).filter(FileLook::regular);
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
            folder.move(companionOf(candidate.entry()), claimed, claim.companion());
        }
        folder.move(candidate.entry(), claimed, claim.file());
        return claim;
    }

    /** What was claimed before and is still there; claims that a crash cut in half are finished. */
    List<Claim> claims() throws IOException {
        List<Claim> claims = new ArrayList<>();
        List<Claim> companions = new ArrayList<>();
        for (Path entry : Directories.names(claimed)) {
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
                && Directories.look(folder, original)
                        .filter(look -> !look.directory())
                        .isPresent()) {
            folder.move(original, claimed, half.file());
            return true;
        }
        claimed.deleteFile(half.companion());
        return false;
    }

    /** How a claimed file looks. */
    FileLook look(Claim claim) throws IOException {
        return Directories.look(claimed, claim.file()).orElseThrow(() -> new NoSuchFileException(claim.shown()));
    }

    /** How its second file looks; empty when there is none. */
    Optional<FileLook> companionLook(Claim claim) throws IOException {
        return Directories.look(claimed, claim.companion());
    }

    /**
     * What only the inode says.
     *
     * @param names how many names it has
     * @param changed when anything of it was changed last, which nobody can set back
     */
    record Inode(int names, @Nullable Object changed) {}

    /**
     * The inode of a claimed file that was looked at.
     *
     * @throws NoSuchFileException when another one stands under its path: the folder was exchanged, and is looked at again
     */
    Inode inode(Claim claim, FileLook look) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(
                path.resolve(CLAIMED).resolve(claim.file()), "unix:nlink,ctime,fileKey", LinkOption.NOFOLLOW_LINKS);
        if (Objects.equals(attributes.get("fileKey"), look.key()) && attributes.get("nlink") instanceof Integer names) {
            return new Inode(names, attributes.get("ctime"));
        }
        throw new NoSuchFileException(claim.shown());
    }

    /** Opens a claimed file, or its second one, for reading. */
    SeekableByteChannel read(Path entry) throws IOException {
        return claimed.newByteChannel(entry, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /** Moves a claimed file to the others that nobody may read, unopened. */
    void quarantine(Claim claim, UserPrincipal us) throws IOException {
        try (SecureDirectoryStream<Path> quarantine = Directories.own(path, folder, QUARANTINE, us)) {
            if (companionLook(claim).isPresent()) {
                claimed.move(claim.companion(), quarantine, claim.companion());
            }
            claimed.move(claim.file(), quarantine, claim.file());
        }
    }

    /** Removes a claimed file that is ours now. */
    void remove(Claim claim) throws IOException {
        claimed.deleteFile(claim.file());
        if (companionLook(claim).isPresent()) {
            claimed.deleteFile(claim.companion());
        }
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            claimed.close();
        }
    }
}
