package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/** A directory of which nothing that it says, and that nobody thought of, ends more than the round over it. CWE-248. */
final class GuardedDirectory implements DropDirectory {

    private final DropDirectory directory;

    private GuardedDirectory(DropDirectory directory) {
        this.directory = directory;
    }

    /**
     * Opens where the files of an issuer lie.
     *
     * @param us who the bureau is on this machine
     * @throws UnusableFolderException when nothing can be taken out of it safely
     */
    static DropDirectory open(DropSource source, UserPrincipal us) throws IOException {
        return new GuardedDirectory(guarded(() -> source.open(us)));
    }

    @FunctionalInterface
    private interface Act<T> {

        T act() throws IOException;
    }

    private static <T> T guarded(Act<T> act) throws IOException {
        try {
            return act.act();
        } catch (RuntimeException unforeseen) {
            throw new UnusableFolderException(
                    DropRule.FOLDER, unforeseen.getClass().getSimpleName());
        }
    }

    @Override
    public Names names(Place place) throws IOException {
        return guarded(() -> directory.names(place));
    }

    @Override
    public int mostLooks() {
        return directory.mostLooks();
    }

    @Override
    public Optional<FileLook> look(Place place, Path entry) throws IOException {
        return guarded(() -> directory.look(place, entry));
    }

    @Override
    public void move(Place from, Path entry, Place to, Path name) throws IOException {
        guarded(() -> {
            directory.move(from, entry, to, name);
            return 0;
        });
    }

    @Override
    public void delete(Path entry) throws IOException {
        guarded(() -> {
            directory.delete(entry);
            return 0;
        });
    }

    @Override
    public Inode inode(Path entry, FileLook look) throws IOException {
        return guarded(() -> directory.inode(entry, look));
    }

    @Override
    public ReadableByteChannel read(Path entry, FileLook look) throws IOException {
        ReadableByteChannel opened = guarded(() -> directory.read(entry, look));
        return new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer to) throws IOException {
                return guarded(() -> opened.read(to));
            }

            @Override
            public boolean isOpen() {
                return opened.isOpen();
            }

            @Override
            public void close() throws IOException {
                guarded(() -> {
                    opened.close();
                    return 0;
                });
            }
        };
    }

    @Override
    public void close() throws IOException {
        guarded(() -> {
            directory.close();
            return 0;
        });
    }
}
