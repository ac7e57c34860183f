package org.cardwright.pipeline.drop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder in which an issuer writes, with the bureau's own directories in it, held open for one round. */
interface DropDirectory extends Closeable {

    /** Where in it. */
    enum Place {
        /** The issuer's. */
        FOLDER(""),
        /** What was moved out of the issuer's reach. */
        CLAIMED(".claimed"),
        /** What nobody may read. */
        QUARANTINE(".quarantine");

        private final String directory;

        Place(String directory) {
            this.directory = directory;
        }

        /** Name of the directory in the folder; empty for the folder itself. */
        String directory() {
            return directory;
        }
    }

    /**
     * What is called somehow at a place.
     *
     * @param names a bounded number of them at a time
     * @param strange how many entries have names that nobody here can write, and are passed over
     * @param whole false when there may be more
     */
    record Names(List<Path> names, int strange, boolean whole) {

        /** Copies the list. */
        public Names {
            names = List.copyOf(names);
        }
    }

    /** The names at a place; the oldest first where a server tells it. */
    Names names(Place place) throws IOException;

    /** How many entries are looked at in one round. */
    int mostLooks();

    /** How an entry looks, itself and not what it leads to; empty when there is none. */
    Optional<FileLook> look(Place place, Path entry) throws IOException;

    /**
     * Gives an entry another place and name.
     *
     * @throws NoSuchFileException when it is not there any more
     */
    void move(Place from, Path entry, Place to, Path name) throws IOException;

    /** Removes a claimed entry. */
    void delete(Path entry) throws IOException;

    /**
     * What only the inode says.
     *
     * @param names how many names it has
     * @param changed when anything of it was changed last
     */
    record Inode(int names, @Nullable Object changed) {}

    /**
     * The inode of a claimed entry that was looked at.
     *
     * @throws NoSuchFileException when another one stands under its path: the folder was exchanged, and is looked at again
     */
    Inode inode(Path entry, FileLook look) throws IOException;

    /**
     * Opens a claimed entry for reading.
     *
     * @param look how it was when it was looked at
     * @throws java.nio.file.AccessDeniedException when the bureau may not
     * @throws NoSuchFileException when another one is seen to stand there by now
     */
    ReadableByteChannel read(Path entry, FileLook look) throws IOException;
}
