package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.cardwright.jobs.Cardwright;

/** The real program, held for inspection when it has done everything and is about to end. */
final class HeldAtExit {

    /** Appears when the program is about to end. */
    static final String HELD = "scorecard.held";

    private static final int LONGEST_HOLD_SECONDS = 240;

    private HeldAtExit() {}

    /** Holds the process until the file is deleted. */
    public static void main(String[] arguments) throws IOException {
        Path held = Path.of(System.getProperty(HELD));
        plant();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> hold(held), "held"));
        Cardwright.main(arguments);
    }

    /** A positive control: a secret where threads and objects could hold one. */
    private static void plant() {
        String secret = System.getProperty("scorecard.planted", "");
        if (!secret.isEmpty()) {
            Thread planted = new Thread(() -> sleep(TimeUnit.SECONDS.toMillis(LONGEST_HOLD_SECONDS)), secret);
            planted.setDaemon(true);
            planted.start();
        }
    }

    private static void hold(Path held) {
        try {
            Files.createFile(held);
            for (int i = 0; i < LONGEST_HOLD_SECONDS * 100 && Files.exists(held); i++) {
                sleep(10);
            }
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
