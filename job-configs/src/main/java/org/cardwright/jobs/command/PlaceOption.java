package org.cardwright.jobs.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which installation a command works in. */
final class PlaceOption {

    /** Set by the launcher: the checkout in which the default home lies. */
    private static final String CHECKOUT = "cardwright.checkout";

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Installation to work in; filled with the test configuration when empty."
                    + " Default: CARDWRIGHT_HOME, else .cardwright in the checkout.")
    private @Nullable Path home;

    Path path() {
        if (home != null) {
            return home;
        }
        String fromEnvironment = System.getenv("CARDWRIGHT_HOME");
        if (fromEnvironment != null && !fromEnvironment.isBlank()) {
            return Path.of(fromEnvironment);
        }
        return Path.of(System.getProperty(CHECKOUT, "."), ".cardwright");
    }
}
