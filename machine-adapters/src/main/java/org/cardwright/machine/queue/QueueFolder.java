package org.cardwright.machine.queue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * The folder of a machine as it must be before card data stand in it: there, set up for this machine, ours, and closed to others.
 *
 * <p>A file in it says the name of the machine. In the home folder and file are made; elsewhere somebody did so when the folder was set up, so
 * that the empty place of a share that is not mounted is never taken for the folder. What locks the machine lies in the home, where nobody
 * else can put another file in its place; the file in the folder is locked beside that, for the case of two homes.
 */
final class QueueFolder {

    static final String MARKER = ".station.lock";

    private static final FileAttribute<?> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);
    private static final Set<PosixFilePermission> WRITERS =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final int STICKY = 01000;
    private static final int MOST_MARKER_BYTES = 64;

    private final Delivery.Place place;
    private final String machine;

    private QueueFolder(Delivery.Place place, String machine) {
        this.place = place;
        this.machine = machine;
    }

    /**
     * Takes the folder alone until the result is closed.
     *
     * @throws StationException when it is not as it must be, or somebody else feeds the machine
     */
    static Closeable take(Delivery.Place place, String machine) throws IOException {
        makeOwn(place.queues());
        Path own = place.queues().resolve(machine + ".lock");
        StationLock lock = StationLock.take(own, machine);
        try {
            StationLock marker = new QueueFolder(place, machine).taken(Files.getOwner(own, LinkOption.NOFOLLOW_LINKS));
            return () -> {
                try (lock) {
                    marker.close();
                }
            };
        } catch (IOException | RuntimeException unfit) {
            lock.close();
            throw unfit;
        }
    }

    /** A directory that only its owner can open. */
    static void makeOwn(Path directory) throws IOException {
        boolean there = Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
        require(
                !there || Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS),
                directory.getFileName() + " leads out of the home");
        if (!there) {
            Files.createDirectories(directory, OWNER_FOLDER);
        }
    }

    private StationLock taken(UserPrincipal us) throws IOException {
        Path folder = place.directory();
        if (place.inHome()) {
            requireInside(folder);
            makeOwn(folder);
        }
        requireOurs(us);
        StationLock marker = marker();
        try {
            if (place.inHome() && marker.channel().size() == 0) {
                marker.channel().write(ByteBuffer.wrap((machine + "\n").getBytes(StandardCharsets.UTF_8)), 0);
                marker.channel().force(true);
                Durable.force(folder);
            }
            require(named(marker).equals(machine), notSetUp());
            return marker;
        } catch (IOException | RuntimeException unfit) {
            marker.close();
            throw unfit;
        }
    }

    private StationLock marker() throws IOException {
        Path file = place.directory().resolve(MARKER);
        boolean there = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        boolean free = place.inHome() && !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        require(there || free, notSetUp());
        if (!there) {
            try (StationLock made = StationLock.take(file, machine)) {
                made.channel().force(true);
            }
        }
        return StationLock.takeSetUp(file, machine);
    }

    private static String named(StationLock marker) throws IOException {
        ByteBuffer name = ByteBuffer.allocate(MOST_MARKER_BYTES);
        marker.channel().read(name, 0);
        return new String(name.array(), 0, name.position(), StandardCharsets.UTF_8).strip();
    }

    private String notSetUp() {
        return "the folder of machine " + machine + " is not the one that was set up: its file " + MARKER
                + " must say the name of the machine";
    }

    /** No link on the way leads out of the home; looked at before anything is made. */
    private void requireInside(Path folder) throws IOException {
        Path there = folder;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = there.getParent();
            if (parent == null) {
                throw new NoSuchFileException(folder.toString());
            }
            there = parent;
        }
        Path root = place.queues().toAbsolutePath().getParent();
        boolean inside = root != null && there.toRealPath().startsWith(root.toRealPath());
        require(inside, "the folder of machine " + machine + " leads out of the home");
    }

    /** Ours, open to nobody but the group that the definition names, and in no directory where others could put another one in its place. */
    private void requireOurs(UserPrincipal us) throws IOException {
        Path folder = place.directory();
        require(Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS), notSetUp());
        PosixFileAttributes attributes = attributes(folder);
        require(attributes.owner().equals(us), "the folder of machine " + machine + " belongs to somebody else");
        Set<PosixFilePermission> open = new HashSet<>(attributes.permissions());
        open.removeAll(PosixFilePermissions.fromString("rwx------"));
        if (attributes.group().getName().equals(place.group())) {
            open.retainAll(OTHERS);
        }
        require(
                open.isEmpty(),
                "the folder of machine " + machine + " is open to others: its mode must be 0700, or 2770 with a group"
                        + " that its definition names");
        for (Path above = folder.getParent(); !place.inHome() && above != null; above = above.getParent()) {
            Set<PosixFilePermission> writers = new HashSet<>(attributes(above).permissions());
            writers.retainAll(WRITERS);
            boolean kept = ((int) Files.getAttribute(above, "unix:mode") & STICKY) != 0;
            require(
                    writers.isEmpty() || kept,
                    "the folder of machine " + machine + " lies in a directory that others may write");
        }
    }

    private PosixFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (UnsupportedOperationException noModes) {
            throw new StationException("the folder of machine " + machine + " is on a share without owner and modes");
        }
    }

    private static void require(boolean holds, String detail) {
        if (!holds) {
            throw new StationException(detail);
        }
    }
}
