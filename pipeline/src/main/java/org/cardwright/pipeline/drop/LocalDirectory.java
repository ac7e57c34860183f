package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** An open folder of this machine. Everything is done relative to it: exchanging folders and links on the way to it changes nothing. */
final class LocalDirectory implements DropDirectory {

    private final Path path;
    private final UserPrincipal us;
    private final SecureDirectoryStream<Path> folder;
    private final SecureDirectoryStream<Path> claimed;

    LocalDirectory(Path path, SecureDirectoryStream<Path> folder, UserPrincipal us) throws IOException {
        this.path = path;
        this.us = us;
        this.folder = folder;
        this.claimed = own(Place.CLAIMED);
    }

    private SecureDirectoryStream<Path> own(Place place) throws IOException {
        return Directories.own(path, folder, Path.of(place.directory()), us);
    }

    private SecureDirectoryStream<Path> at(Place place) {
        return place == Place.FOLDER ? folder : claimed;
    }

    @Override
    public Names names(Place place) throws IOException {
        List<Path> names = Directories.names(at(place));
        return new Names(names, 0, names.size() < Directories.MOST_NAMES);
    }

    @Override
    public int mostLooks() {
        return Directories.MOST_NAMES;
    }

    @Override
    public Optional<FileLook> look(Place place, Path entry) throws IOException {
        return Directories.look(at(place), entry);
    }

    @Override
    public void move(Place from, Path entry, Place to, Path name) throws IOException {
        if (to != Place.QUARANTINE) {
            at(from).move(entry, at(to), name);
            return;
        }
        try (SecureDirectoryStream<Path> quarantine = own(to)) {
            at(from).move(entry, quarantine, name);
        }
    }

    @Override
    public void delete(Path entry) throws IOException {
        claimed.deleteFile(entry);
    }

    /** The moment of its change nobody can set back. */
    @Override
    public Inode inode(Path entry, FileLook look) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(
                path.resolve(Place.CLAIMED.directory()).resolve(entry),
                "unix:nlink,ctime,fileKey",
                LinkOption.NOFOLLOW_LINKS);
        if (Objects.equals(attributes.get("fileKey"), look.key()) && attributes.get("nlink") instanceof Integer names) {
            return new Inode(names, attributes.get("ctime"));
        }
        throw new NoSuchFileException(entry.toString());
    }

    /** Nobody else can exchange it where it lies. */
    @Override
    public ReadableByteChannel read(Path entry, FileLook look) throws IOException {
        return claimed.newByteChannel(entry, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            claimed.close();
        }
    }
}
