package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * An open folder of an SFTP server. It knows no inodes and no second names: whoever writes at the server between two looks is seen by length
 * and time of the file alone.
 */
final class SftpDirectory implements DropDirectory {

    private final SftpClient client;
    private final String path;

    private SftpDirectory(SftpClient client, String path) {
        this.client = client;
        this.path = path;
    }

    static SftpDirectory open(SftpClient client, String path) throws IOException {
        SftpDirectory opened = new SftpDirectory(client, path);
        opened.requireDirectory(path, DropRule.FOLDER);
        opened.own(Place.CLAIMED);
        return opened;
    }

    private void requireDirectory(String at, DropRule rule) throws IOException {
        if (look(at).filter(FileLook::directory).isEmpty()) {
            throw new UnusableFolderException(rule, "there is no such directory at the server");
        }
    }

    private void own(Place place) throws IOException {
        String at = at(place);
        if (look(at).isEmpty()) {
            client.mkdir(at);
        }
        requireDirectory(at, DropRule.OWN_DIRECTORY);
    }

    private String at(Place place) {
        return place == Place.FOLDER ? path : path + "/" + place.directory();
    }

    private String at(Place place, Path entry) {
        return at(place) + "/" + entry;
    }

    @Override
    public List<Path> names(Place place) throws IOException {
        List<Path> names = new ArrayList<>();
        for (SftpClient.DirEntry entry : client.readDir(at(place))) {
            String name = entry.getFilename();
            boolean own = name.equals(".") || name.equals("..");
            // what is no name is no file that anybody could take
            if (!own && name.indexOf('/') < 0 && name.indexOf(0) < 0) {
                names.add(Path.of(name));
            }
            if (names.size() == Directories.MOST_NAMES) {
                break;
            }
        }
        return names;
    }

    @Override
    public Optional<FileLook> look(Place place, Path entry) throws IOException {
        return look(at(place, entry));
    }

    private Optional<FileLook> look(String at) throws IOException {
        SftpClient.Attributes attributes;
        try {
            attributes = client.lstat(at);
        } catch (SftpException refused) {
            if (refused.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                return Optional.empty();
            }
            throw refused;
        }
        FileTime modified = attributes.getModifyTime();
        return Optional.of(new FileLook(
                null,
                attributes.isRegularFile(),
                attributes.isDirectory(),
                false,
                attributes.getSize(),
                modified == null ? FileTime.fromMillis(0) : modified));
    }

    @Override
    public void move(Place from, Path entry, Place to, Path name) throws IOException {
        if (to == Place.QUARANTINE) {
            own(to);
        }
        try {
            client.rename(at(from, entry), at(to, name));
        } catch (SftpException refused) {
            throw translated(refused, entry);
        }
    }

    @Override
    public void delete(Path entry) throws IOException {
        try {
            client.remove(at(Place.CLAIMED, entry));
        } catch (SftpException refused) {
            throw translated(refused, entry);
        }
    }

    @Override
    public Inode inode(Path entry, FileLook look) {
        return new Inode(1, look.modified());
    }

    @Override
    public ReadableByteChannel read(Path entry) throws IOException {
        try {
            return Channels.newChannel(client.read(at(Place.CLAIMED, entry)));
        } catch (SftpException refused) {
            throw translated(refused, entry);
        }
    }

    private static IOException translated(SftpException refused, Path entry) {
        return switch (refused.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE -> new NoSuchFileException(entry.toString());
            case SftpConstants.SSH_FX_PERMISSION_DENIED -> new AccessDeniedException(entry.toString());
            default -> refused;
        };
    }

    @Override
    public void close() {
        // the connection is held for the next round
    }
}
