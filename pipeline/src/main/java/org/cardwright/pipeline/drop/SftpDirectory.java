package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/**
 * An open folder of an SFTP server. It knows no inodes and no second names: whoever writes at the server between two looks is seen by length
 * and time of the file alone.
 */
final class SftpDirectory implements DropDirectory {

    private static final int OF_OTHERS = 077;
    private static final int MOST_LOOKS = 1_000;
    private static final int MOST_CHARACTERS = 255;
    private static final FileTime NEVER = FileTime.fromMillis(0);
    private static final Comparator<Named> OLDEST_FIRST = Comparator.comparing(Named::modified);

    private final SftpConnection server;
    private final String path;
    private final SftpPatience patience;

    private SftpDirectory(SftpConnection server, String path, SftpPatience patience) {
        this.server = server;
        this.path = path;
        this.patience = patience;
    }

    static SftpDirectory open(SftpConnection server, String path, SftpPatience patience) throws IOException {
        SftpDirectory opened = new SftpDirectory(server, path, patience);
        opened.requireDirectory(path, DropRule.FOLDER);
        opened.own(Place.CLAIMED);
        return opened;
    }

    private SftpClient.Attributes requireDirectory(String at, DropRule rule) throws IOException {
        Optional<SftpClient.Attributes> attributes = attributes(at);
        if (attributes.filter(SftpClient.Attributes::isDirectory).isEmpty()) {
            throw new UnusableFolderException(rule, "there is no such directory at the server");
        }
        // every name on the way, and not the last one alone
        if (!server.ask(client -> client.canonicalPath(at)).equals(at)) {
            throw new UnusableFolderException(rule, "a link leads to it at the server");
        }
        return attributes.get();
    }

    private void own(Place place) throws IOException {
        String at = at(place);
        if (attributes(at).isEmpty()) {
            server.ask(client -> {
                client.makeOwn(at);
                return 0;
            });
        }
        SftpClient.Attributes attributes = requireDirectory(at, DropRule.OWN_DIRECTORY);
        boolean told = attributes.getFlags().contains(SftpClient.Attribute.Perms);
        if (told && (attributes.getPermissions() & OF_OTHERS) != 0) {
            throw new UnusableFolderException(DropRule.OWN_DIRECTORY, place.directory() + " is open to others");
        }
    }

    private String at(Place place) {
        return place == Place.FOLDER ? path : path + "/" + place.directory();
    }

    private String at(Place place, Path entry) {
        return at(place) + "/" + entry;
    }

    @Override
    public Names names(Place place) throws IOException {
        String at = at(place);
        try {
            return server.ask(patience.listing(), client -> names(client, at));
        } catch (SftpException refused) {
            throw translated(refused, Path.of(place.directory()));
        }
    }

    /** As a listing has it; how it looks is asked again. */
    private record Named(Path name, FileTime modified) {}

    /** Every entry, every answer and every 255 characters count: a server may list for ever. */
    private static Names names(SftpClient client, String at) throws IOException {
        List<Named> names = new ArrayList<>();
        int strange = 0;
        int seen = 0;
        boolean whole;
        try (SftpClient.CloseableHandle directory = client.openDir(at)) {
            AtomicReference<Boolean> end = new AtomicReference<>();
            List<SftpClient.DirEntry> answer = client.readDir(directory, end);
            while (answer != null && seen < Directories.MOST_NAMES) {
                seen++;
                for (SftpClient.DirEntry entry : answer) {
                    seen += 1 + entry.getFilename().length() / MOST_CHARACTERS;
                    strange += add(entry, names) ? 0 : 1;
                }
                answer = Boolean.TRUE.equals(end.get()) ? null : client.readDir(directory, end);
            }
            whole = answer == null;
        }
        return new Names(names.stream().sorted(OLDEST_FIRST).map(Named::name).toList(), strange, whole);
    }

    /** False for what no file of this machine can be called: nobody could take it. */
    private static boolean add(SftpClient.DirEntry entry, List<Named> names) {
        String name = entry.getFilename();
        if (name.equals(".") || name.equals("..")) {
            return true;
        }
        // what is no UTF-8 was lost when it was read, and nobody can ask for it
        if (name.isEmpty()
                || name.length() > MOST_CHARACTERS
                || name.indexOf('/') >= 0
                || name.indexOf('\uFFFD') >= 0) {
            return false;
        }
        try {
            names.add(new Named(Path.of(name), modified(entry.getAttributes())));
            return true;
        } catch (InvalidPathException unspeakable) {
            return false;
        }
    }

    /** Each look is an answer of a server that may be far away, and a round has its end. */
    @Override
    public int mostLooks() {
        return MOST_LOOKS;
    }

    @Override
    public Optional<FileLook> look(Place place, Path entry) throws IOException {
        return attributes(at(place, entry)).map(SftpDirectory::look);
    }

    private static FileLook look(SftpClient.Attributes attributes) {
        return new FileLook(
                null,
                attributes.isRegularFile(),
                attributes.isDirectory(),
                false,
                bytes(attributes.getSize()),
                modified(attributes));
    }

    /** It is sent without a sign. */
    private static long bytes(long told) {
        return told < 0 ? Long.MAX_VALUE : told;
    }

    private static FileTime modified(SftpClient.@Nullable Attributes attributes) {
        FileTime told = attributes == null ? null : attributes.getModifyTime();
        return told == null ? NEVER : told;
    }

    private Optional<SftpClient.Attributes> attributes(String at) throws IOException {
        try {
            return Optional.of(server.ask(client -> client.lstat(at)));
        } catch (SftpException refused) {
            if (isMissing(refused)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static boolean isMissing(SftpException refused) {
        return refused.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
                || refused.getStatus() == SftpConstants.SSH_FX_NO_SUCH_PATH;
    }

    @Override
    public void move(Place from, Path entry, Place to, Path name) throws IOException {
        if (to == Place.QUARANTINE) {
            own(to);
        }
        try {
            server.ask(client -> {
                client.rename(at(from, entry), at(to, name));
                return 0;
            });
        } catch (SftpException refused) {
            throw translated(refused, entry);
        }
    }

    @Override
    public void delete(Path entry) throws IOException {
        try {
            server.ask(client -> {
                client.remove(at(Place.CLAIMED, entry));
                return 0;
            });
        } catch (SftpException refused) {
            throw translated(refused, entry);
        }
    }

    @Override
    public Inode inode(Path entry, FileLook look) {
        return new Inode(1, look.modified());
    }

    /** What was opened is what was looked at, as far as a server tells: a link in its place would lead elsewhere. */
    @Override
    public ReadableByteChannel read(Path entry, FileLook look) throws IOException {
        String at = at(Place.CLAIMED, entry);
        try {
            SftpClient.CloseableHandle opened = server.ask(client -> client.open(at));
            if (!look(server.ask(client -> client.stat(opened))).equals(look)) {
                server.ask(client -> {
                    opened.close();
                    return 0;
                });
                throw new NoSuchFileException(entry.toString());
            }
            return Channels.newChannel(server.bytes(opened, at, look.bytes()));
        } catch (SftpException refused) {
            throw translated(refused, entry);
        }
    }

    private static IOException translated(SftpException refused, Path entry) {
        if (isMissing(refused)) {
            return new NoSuchFileException(entry.toString());
        }
        return refused.getStatus() == SftpConstants.SSH_FX_PERMISSION_DENIED
                ? new AccessDeniedException(entry.toString())
                : refused;
    }

    @Override
    public void close() {
        // the connection is held for the next round
    }
}
