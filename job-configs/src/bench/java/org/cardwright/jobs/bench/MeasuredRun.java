package org.cardwright.jobs.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.jobs.Cardwright;

/** The real program, which leaves behind what the whole process took: nanoseconds of CPU time, milliseconds since its start. */
public final class MeasuredRun {

    /** File of the two numbers. */
    static final String FIGURES = "bench.figures";

    private MeasuredRun() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(MeasuredRun::write, "figures"));
        Cardwright.main(arguments);
    }

    /** Of this process. */
    static void write() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long millis = ManagementFactory.getRuntimeMXBean().getUptime();
        try {
            Files.writeString(Path.of(System.getProperty(FIGURES)), system.getProcessCpuTime() + " " + millis);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
