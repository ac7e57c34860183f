package org.cardwright.jobs.wiring;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.plan.UnitCosts;

/** The machine on which costs are measured. */
public final class ThisMachine {

    private static final int FORCED_BYTES = 256 * 1024;
    private static final int FORCES = 40;
    private static final int PERCENT = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final HomeDirectory home;

    /** With the disk and database of a home. */
    public ThisMachine(HomeDirectory home) {
        this.home = home;
    }

    /** What a reader has to know beside the figures. */
    public UnitCosts.Measured described(LocalDate today, String product, SecurityModule module) throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        double waiting = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        String database = home.settings().database().isEmpty() ? "H2" : "PostgreSQL";
        String machine = processors + " processors " + System.getProperty("os.arch") + ", Java "
                + System.getProperty("java.version") + ", security module "
                + module.inventory().custody().name().toLowerCase(Locale.ROOT).replace('_', '-') + ", " + database;
        return new UnitCosts.Measured(
                today, machine, processors, Math.round(Math.max(0, waiting) * PERCENT / processors), product);
    }

    /** Processor time that this process has used, over all its threads. */
    public static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /** Size of the embedded database; 0 for one on a server, whose growth is seen there. */
    public long databaseBytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(home.database())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /** What the disk of the work directory takes when it is forced piece by piece, as segments are. */
    public long diskBytesPerSecond() throws IOException {
        Path file = Files.createTempFile(home.work(), "disk", ".part");
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] piece = new byte[FORCED_BYTES];
            long start = System.nanoTime();
            for (int i = 0; i < FORCES; i++) {
                out.write(piece);
                out.getFD().sync();
            }
            double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
            return Math.max(1, (long) ((double) FORCES * FORCED_BYTES / seconds));
        } finally {
            Files.delete(file);
        }
    }
}
