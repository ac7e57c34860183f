package org.cardwright.jobs.ceremony;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.jobs.home.PermissionRefusedException;

/**
 * A printer on a cable of this machine, written to as a device. What goes over a network, through a spooler or into a file is refused:
 * it would leave the room, or stay. PCI PIN, 6-3.
 *
 * @param path the device as the persons who are present named it
 * @param practice true when it may be any file, because what is printed is worth nothing
 */
public record LocalPrinter(Path path, boolean practice) {

    private static final int MAJOR_SHIFT = 8;
    private static final int MAJOR_MASK = 0xFFF;
    private static final int MINOR_MASK = 0xFF;

    /** Below it the consoles have the number of serial lines. */
    private static final int FIRST_SERIAL = 64;

    /** What printers are connected with: major numbers of the Linux device list. */
    enum Connection {
        /** ttyS. */
        SERIAL(4),
        /** lp. */
        PARALLEL(6),
        /** usb/lp. */
        USB(180),
        /** ttyUSB. */
        USB_SERIAL(188);

        private final int major;

        Connection(int major) {
            this.major = major;
        }

        /** The connection of a device number; empty when no printer hangs on it. */
        static Optional<Connection> of(long device) {
            long major = device >> MAJOR_SHIFT & MAJOR_MASK;
            boolean console = major == SERIAL.major && (device & MINOR_MASK) < FIRST_SERIAL;
            return Arrays.stream(values())
                    .filter(one -> one.major == major && !console)
                    .findFirst();
        }
    }

    /**
     * A device that exists, or for practice any file.
     *
     * @throws PermissionRefusedException when it is no device of a printer
     */
    public static LocalPrinter at(Path path, boolean practice) throws IOException {
        LocalPrinter printer = new LocalPrinter(path, practice);
        if (!practice && printer.connection().isEmpty()) {
            throw new PermissionRefusedException(
                    path + " is no printer on a cable of this machine (parallel, USB or serial);"
                            + " parts of keys go over no network, through no spooler and into no file");
        }
        return printer;
    }

    /** How it is connected, followed to where a link leads. */
    private Optional<Connection> connection() throws IOException {
        if (!Files.exists(path)
                || !path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        Path real = path.toRealPath();
        boolean device = !Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS);
        return device && Files.getAttribute(real, "unix:rdev") instanceof Long number
                ? Connection.of(number)
                : Optional.empty();
    }

    /** Opens it for one page; in practice pages follow each other in the file. */
    OutputStream open() throws IOException {
        return practice
                ? Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                : Files.newOutputStream(path, StandardOpenOption.WRITE);
    }

    /** {@code /dev/usb/lp0 (usb)}. */
    @Override
    public String toString() {
        try {
            return path
                    + connection()
                            .map(found ->
                                    " (" + found.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")")
                            .orElse("");
        } catch (IOException gone) {
            return path.toString();
        }
    }
}
