package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.cardwright.pipeline.step.CrashPoints;

/** Ends the process as a power failure would, at the moment that the system property {@code halt.at} names. */
public final class HaltAtPoint implements CrashPoints {

    /** Exit code of a process that died so. */
    static final int HALTED = 137;

    private static final String PROPERTY = "halt.at";

    private final Moment moment = Moment.parse(System.getProperty(PROPERTY, "//1"));
    private final AtomicInteger passages = new AtomicInteger();

    /** For {@link java.util.ServiceLoader}. */
    public HaltAtPoint() {}

    /**
     * A moment in a run.
     *
     * @param point name of the point
     * @param step step it is passed in, empty outside of steps
     * @param passage which time it is passed
     */
    record Moment(String point, String step, int passage) {

        static Moment parse(String text) {
            String[] parts = text.split("/", -1);
            return new Moment(parts[0], parts[1], Integer.parseInt(parts[2]));
        }

        /** Option of the JVM that is to die then. */
        String option() {
            return "-D" + PROPERTY + "=" + this;
        }

        @Override
        public String toString() {
            return point + "/" + step + "/" + passage;
        }
    }

    /** A directory for the class path that makes the program pass its crash points here; the shipped program has none. */
    static Path service(Path parent) throws IOException {
        Path services = Files.createDirectories(parent.resolve("crash-points/META-INF/services"));
        Files.writeString(
                services.resolve(CrashPoints.class.getName()), HaltAtPoint.class.getName(), StandardCharsets.UTF_8);
        return parent.resolve("crash-points");
    }

    @Override
    public void pass(String point, String step) {
        boolean here = point.equals(moment.point()) && step.equals(moment.step());
        if (here && passages.incrementAndGet() == moment.passage()) {
            Runtime.getRuntime().halt(HALTED);
        }
    }
}
