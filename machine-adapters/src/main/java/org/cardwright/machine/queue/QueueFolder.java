package org.cardwright.machine.queue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * The folder of a machine as it must be before card data stand in it: there, set up for this machine, and closed to others.
 *
 * <p>A file in it says the name of the machine and is its lock. In the home both are made; elsewhere somebody did so when the folder was set
 * up, so that the empty place of a share that is not mounted is never taken for the folder.
 */
final class QueueFolder {

    static final String MARKER = ".station.lock";

    private static final FileAttribute<?> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);
    private static final Set<PosixFilePermission> GROUP = EnumSet.of(
            PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE);

    private QueueFolder() {}

    /**
     * Takes the folder alone until the result is closed.
     *
     * @throws StationException when it is not as it must be, or somebody else feeds the machine
     */
    static Closeable take(Delivery.Place place, String machine) throws IOException {
        Path folder = place.directory();
        Path marker = folder.resolve(MARKER);
        if (place.home().isPresent()) {
            make(folder, marker, machine);
            requireIn(place.home().get(), folder, machine);
        }
        boolean there = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS);
        require(
                there
                        && Files.readString(marker, StandardCharsets.UTF_8)
                                .strip()
                                .equals(machine),
                "the folder of machine " + machine + " is not the one that was set up: its file " + MARKER
                        + " must say the name of the machine");
        requireClosed(place, machine);
        return StationLock.take(marker, machine);
    }

    private static void make(Path folder, Path marker, String machine) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, OWNER_FOLDER);
            Durable.force(Objects.requireNonNull(folder.getParent()));
        }
        if (!Files.exists(marker, LinkOption.NOFOLLOW_LINKS) || Files.size(marker) == 0) {
            Set<StandardOpenOption> write = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try (FileChannel channel = FileChannel.open(marker, write, OWNER_FILE)) {
                channel.write(ByteBuffer.wrap((machine + "\n").getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
        }
    }

    /** No link on the way leads out of the home. */
    private static void requireIn(Path home, Path folder, String machine) throws IOException {
        boolean inside = folder.toRealPath().startsWith(home.toRealPath());
        require(inside, "the folder of machine " + machine + " leads out of the home");
    }

    private static void requireClosed(Delivery.Place place, String machine) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(place.directory(), PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> open = EnumSet.copyOf(attributes.permissions());
        open.retainAll(attributes.group().getName().equals(place.group()) ? OTHERS : union());
        require(
                open.isEmpty(),
                "the folder of machine " + machine + " is open to others: its mode must be 0700, or 0770 with a group"
                        + " that its definition names");
    }

    private static Set<PosixFilePermission> union() {
        Set<PosixFilePermission> all = EnumSet.copyOf(OTHERS);
        all.addAll(GROUP);
        return all;
    }

    private static void require(boolean holds, String detail) {
        if (!holds) {
            throw new StationException(detail);
        }
    }
}
