package org.cardwright.pipeline.launch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.medium.MediumManifest;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.ledger.Media;

/**
 * Files that came on media, in the inbox: {@code media/ISSUER/CONTENT/NAME}, while they are checked
 * {@code media/CONTAINER.part/ISSUER/CONTENT/NAME}. CONTENT is the beginning of the hash of the file, by which the ledger knows its
 * batch. Owner-only.
 */
final class MediumFiles {

    static final FileAttribute<?> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final FileAttribute<?> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final String PART = ".part";
    private static final String CONTAINER = "container.cms";
    private static final int CONTENT_DIGITS = 16;
    private static final int DEPTH = 5;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path root;
    private final Tables tables;

    MediumFiles(Path inbox, Tables tables) {
        this.root = inbox.resolve("media");
        this.tables = tables;
    }

    boolean any() {
        return Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS);
    }

    /** An empty directory for a container. */
    Path begin(String container) throws IOException {
        Path part = root.resolve(container + PART);
        delete(part);
        return Files.createDirectories(part, OWNER_DIRECTORY);
    }

    /** The hash of the container that a directory is for. */
    static String container(Path part) {
        String name = String.valueOf(part.getFileName());
        return name.substring(0, name.length() - PART.length());
    }

    Path copy(Path container, Path part) throws IOException {
        Path copy = part.resolve(CONTAINER);
        try (OutputStream out = create(copy)) {
            Files.copy(container, out);
        }
        return copy;
    }

    MediumIntake.Place place(Path part, String issuer) {
        return new MediumIntake.Place() {
            @Override
            public OutputStream create(MediumManifest.Entry file) throws IOException {
                Files.createDirectories(path(file).resolveSibling("."), OWNER_DIRECTORY);
                return MediumFiles.create(path(file));
            }

            @Override
            public Path path(MediumManifest.Entry file) {
                return part.resolve(issuer).resolve(content(file.sha256())).resolve(file.name());
            }
        };
    }

    private static String content(ByteString sha256) {
        return sha256.toHex().toLowerCase(Locale.ROOT).substring(0, CONTENT_DIGITS);
    }

    Path kept(String issuer, Media.File file) {
        return root.resolve(issuer)
                .resolve(file.sha256().substring(0, CONTENT_DIGITS))
                .resolve(file.name());
    }

    /** Forces a file when it is closed. */
    private static OutputStream create(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE);
        return new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES) {
            @Override
            public void close() throws IOException {
                try (channel) {
                    flush();
                    channel.force(true);
                }
            }
        };
    }

    /** Forces the names of everything below a directory. */
    void force(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory, DEPTH)) {
            for (Path each : walk.filter(Files::isDirectory).toList()) {
                forceNames(each);
            }
        }
        forceNames(root);
    }

    private static void forceNames(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Gives the files of a medium their names; repeatable. */
    void finish(Path part) throws IOException {
        for (Path issuer : list(part)) {
            Path kept = Files.createDirectories(root.resolve(issuer.getFileName()), OWNER_DIRECTORY);
            for (Path content : list(issuer)) {
                // the same content may have come on another medium before
                delete(kept.resolve(content.getFileName()));
                Files.move(content, kept.resolve(content.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
            forceNames(kept);
        }
        delete(part);
        forceNames(root);
    }

    /** What the audit knows is completed, what it does not know is gone, and what a batch was made of is not needed any more. */
    void sweep() throws IOException {
        for (Path entry : list(root)) {
            if (entry.toString().endsWith(PART)) {
                if (tables.media().taken(container(entry)).isPresent()) {
                    finish(entry);
                } else {
                    delete(entry);
                }
            }
        }
        for (Path issuer : list(root)) {
            for (Path content : list(issuer)) {
                if (isOver(issuer, content)) {
                    delete(content);
                }
            }
            if (list(issuer).isEmpty()) {
                Files.delete(issuer);
            }
        }
        if (any() && list(root).isEmpty()) {
            Files.delete(root);
        }
    }

    private boolean isOver(Path issuer, Path content) {
        return tables.register()
                .stateOf(String.valueOf(issuer.getFileName()), String.valueOf(content.getFileName()))
                .filter(state -> state != BatchState.OPEN)
                .isPresent();
    }

    void delete(Path directory) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> walk = Files.walk(directory, DEPTH)) {
                for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }
}
