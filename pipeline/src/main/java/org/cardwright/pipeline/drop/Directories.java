package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Directories that are held open, so that whoever exchanges a name on the way to them changes nothing (CWE-367): everything in them is
 * looked at and moved relative to the open directory.
 */
final class Directories {

    /** Names that are read of one directory at a time. */
    static final int MOST_NAMES = 10_000;

    private static final FileAttribute<Set<PosixFilePermission>> OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final Set<PosixFilePermission> OF_OWNER = PosixFilePermissions.fromString("rwx------");
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_OTHERS = 02;

    private Directories() {}

    /**
     * Opens a folder in which others write.
     *
     * @throws UnusableFolderException when it is none, or somebody could exchange it
     */
    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    static SecureDirectoryStream<Path> open(Path folder) throws IOException {
        try {
            requireGuarded(folder.toRealPath());
            // itself, and not what it leads to: a link would be as good as any folder of the bureau
            FileLook named =
                    FileLook.of(Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
            if (!named.directory()) {
                throw new UnusableFolderException(DropRule.FOLDER, "it is no directory");
            }
            SecureDirectoryStream<Path> opened = secure(Files.newDirectoryStream(folder));
            FileLook held = FileLook.of(attributes(opened));
            if (held.key() == null || !held.key().equals(named.key())) {
                opened.close();
                throw new UnusableFolderException(DropRule.FOLDER, "it was exchanged");
            }
            if (held.writableByOthers()) {
                opened.close();
                throw new UnusableFolderException(DropRule.FOLDER, "everybody may write it");
            }
            return opened;
        } catch (UnusableFolderException known) {
            throw known;
        } catch (FileSystemException unusable) {
            throw new UnusableFolderException(
                    DropRule.FOLDER, unusable.getClass().getSimpleName());
        }
    }

    /** Around it everybody may write only where nobody can rename what is another's, as in /tmp. */
    private static void requireGuarded(Path folder) throws IOException {
        for (Path at = folder.getParent(); at != null; at = at.getParent()) {
            int mode = (Integer) Files.getAttribute(at, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            if ((mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0) {
                throw new UnusableFolderException(DropRule.FOLDER, "everybody may write a directory around it");
            }
        }
    }

    /**
     * Opens a directory of our own in an open folder, made when it is missing.
     *
     * @param us who the bureau is
     * @throws UnusableFolderException when others can get at it
     */
    static SecureDirectoryStream<Path> own(Path folder, SecureDirectoryStream<Path> in, Path name, UserPrincipal us)
            throws IOException {
        try {
            if (look(in, name).isEmpty()) {
                Files.createDirectory(folder.resolve(name), OWNER);
            }
        } catch (FileAlreadyExistsException there) {
            // it is looked at now
        } catch (FileSystemException cannot) {
            throw new UnusableFolderException(
                    DropRule.FOLDER,
                    "no directory can be made in it: " + cannot.getClass().getSimpleName());
        }
        SecureDirectoryStream<Path> opened;
        try {
            opened = in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException unusable) {
            throw new UnusableFolderException(DropRule.OWN_DIRECTORY, name + " is none");
        }
        PosixFileAttributes attributes = attributes(opened);
        if (!attributes.owner().equals(us) || !OF_OWNER.containsAll(attributes.permissions())) {
            opened.close();
            throw new UnusableFolderException(DropRule.OWN_DIRECTORY, name + " is open to others");
        }
        return opened;
    }

    private static PosixFileAttributes attributes(SecureDirectoryStream<Path> opened) throws IOException {
        return opened.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> opened) throws IOException {
        if (opened instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        opened.close();
        throw new UnusableFolderException(DropRule.FOLDER, "its file system cannot hold it open");
    }

    /** The names in an open directory, which can be read once. */
    static List<Path> names(SecureDirectoryStream<Path> opened) throws IOException {
        List<Path> names = new ArrayList<>();
        try {
            for (Path entry : opened) {
                names.add(entry.getFileName());
                if (names.size() == MOST_NAMES) {
                    break;
                }
            }
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        return names;
    }

    /** How an entry looks, itself and not what it leads to; empty when there is none. */
    static Optional<FileLook> look(SecureDirectoryStream<Path> opened, Path entry) throws IOException {
        try {
            return Optional.of(FileLook.of(
                    opened.getFileAttributeView(entry, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes()));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** Forces the names in a directory to the disk. */
    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Makes a directory of ours with all that is missing around it. */
    static Path make(Path directory) throws IOException {
        return Files.createDirectories(directory, OWNER);
    }
}
