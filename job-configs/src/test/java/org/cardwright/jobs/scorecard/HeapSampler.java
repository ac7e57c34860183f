package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cardwright.jobs.Cardwright;

/** The real program, with a thread that collects garbage every now and then and writes down what is left in the heap. */
final class HeapSampler {

    /** File of the samples: a line of bytes for each that was taken since the first card was staged. */
    static final String SAMPLES = "scorecard.heap.samples";

    /** Work directory of the home. */
    static final String WORK = "scorecard.heap.work";

    /** Time between two samples. */
    static final String MILLIS = "scorecard.heap.millis";

    /** A positive control: so many bytes are kept with every sample. */
    static final String KEPT = "scorecard.heap.kept";

    /** Fewer samples say nothing. */
    static final int LEAST_SAMPLES = 5;

    private static final long LONGEST_WAIT_SECONDS = 30;

    private final Path samples = Path.of(System.getProperty(SAMPLES));
    private final Path work = Path.of(System.getProperty(WORK));
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final List<byte[]> kept = new ArrayList<>();
    private final CountDownLatch missing = new CountDownLatch(LEAST_SAMPLES);

    private HeapSampler() {}

    /** Runs the program; it ends when there are enough samples. */
    public static void main(String[] arguments) {
        HeapSampler sampler = new HeapSampler();
        Thread thread = new Thread(sampler::run, "heap-sampler");
        thread.setDaemon(true);
        thread.start();
        Runtime.getRuntime().addShutdownHook(new Thread(sampler::await, "enough-samples"));
        Cardwright.main(arguments);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(Long.getLong(MILLIS));
                if (missing.getCount() < LEAST_SAMPLES || isStaged()) {
                    sample();
                }
            }
        } catch (IOException | InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void sample() throws IOException {
        kept.add(new byte[Integer.getInteger(KEPT, 0)]);
        memory.gc();
        Files.writeString(
                samples,
                memory.getHeapMemoryUsage().getUsed() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        missing.countDown();
    }

    private boolean isStaged() throws IOException {
        if (!Files.isDirectory(work)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(work)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("prepared")
                    && file.toFile().length() > 0);
        }
    }

    private void await() {
        try {
            missing.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
