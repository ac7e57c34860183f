package org.cardwright.jobs.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.cardwright.jobs.wiring.CardControl;
import org.cardwright.machine.line.LineRules;
import org.cardwright.machine.line.LineRules.ScrapLimit;
import org.cardwright.pipeline.ledger.ChipRuns;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a line makes a whole batch. */
final class LineOptions {

    private static final int MAX_HEADS = 64;
    private static final int MAX_SPOILED = 9;

    /** Each is a card that pays until somebody has destroyed it. */
    private static final int MAX_SAMPLES = 10;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description =
                    "The cards on one stock of plastic: a directory of the batch. Needed when several have chips.")
    private @Nullable String group;

    @Option(
            names = "--heads",
            paramLabel = "N",
            description = "Heads beside each other with virtual chips. Default: ${DEFAULT-VALUE}.")
    private int heads = 1;

    @Option(
            names = "--first",
            paramLabel = "N",
            description = "Cards that must be good before the line goes on, 0 for none. Default: ${DEFAULT-VALUE}.")
    private int first = 1;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            description = "Chips that a card may spoil before it is held, 1 to 9. Default: ${DEFAULT-VALUE}.")
    private int attempts = ChipRuns.USUAL_LIMIT;

    @Option(
            names = "--scrap-limit",
            paramLabel = "PERCENT",
            description = "More spoiled chips than that, of 20 or more, stop the line. Default: ${DEFAULT-VALUE}.")
    private int scrapPercent = 10;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            description = "What a card may take before an alarm is written. Default: ${DEFAULT-VALUE}.")
    private int budgetSeconds = 20;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "How long a head waits for a card. Default: ${DEFAULT-VALUE}.")
    private int patienceSeconds = 60;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description =
                    "Complete cards that are taken out as samples, to be destroyed: 0 to 10 in all runs over the group,"
                            + " one of a card at most. Default: ${DEFAULT-VALUE}.")
    private int samples;

    @Option(
            names = "--control",
            paramLabel = "HOW",
            description =
                    "full: every card is read back, compared with its other channels and pays. first: those of --first,"
                            + " the others are read back. Default: ${DEFAULT-VALUE}.")
    private String control = "full";

    @Option(names = "--sheet", description = "Makes nothing, and prints the audit control sheet.")
    private boolean sheetOnly;

    @Option(
            names = "--lists",
            paramLabel = "DIR",
            description = "Where made.csv, remake.csv and waiting.csv are written, beside what is there already.")
    private @Nullable Path lists;

    @Option(
            names = "--write-scripts",
            paramLabel = "FILE",
            description =
                    "Makes nothing, and writes the test scripts of the cards: what each answers that has the right keys.")
    private @Nullable Path writtenScripts;

    @Option(
            names = "--scripts",
            paramLabel = "FILE",
            description = "Tests every card by its script instead of a transaction: with no key of its issuer.")
    private @Nullable Path scripts;

    /** Refuses what makes nothing either, and what writes. */
    void requireMaking() {
        if (sheetOnly || writtenScripts != null || lists != null) {
            throw new WrongUsageException("--dry-run stands without --sheet, --lists and --write-scripts");
        }
    }

    Optional<Path> writtenScripts() {
        return Optional.ofNullable(writtenScripts);
    }

    Optional<Path> scripts() {
        return Optional.ofNullable(scripts);
    }

    Optional<String> group() {
        return Optional.ofNullable(group);
    }

    boolean sheetOnly() {
        return sheetOnly;
    }

    Optional<Path> lists() {
        return Optional.ofNullable(lists);
    }

    int heads() {
        return within("--heads", heads, 1, MAX_HEADS);
    }

    int attempts() {
        return within("--attempts", attempts, 1, MAX_SPOILED);
    }

    int samples() {
        return within("--samples", samples, 0, MAX_SAMPLES);
    }

    CardControl control() {
        return switch (control) {
            case "full" -> CardControl.FULL;
            case "first" -> CardControl.FIRST;
            default -> throw new WrongUsageException("--control is full or first");
        };
    }

    int first() {
        return within("--first", first, 0, 1_000);
    }

    LineRules rules() {
        Duration patience = Duration.ofSeconds(within("--patience", patienceSeconds, 1, 86_400));
        return LineRules.usual(patience)
                .withFirstArticles(first())
                .withScrapLimit(new ScrapLimit(within("--scrap-limit", scrapPercent, 0, 100), 20))
                .withBudget(Duration.ofSeconds(within("--budget", budgetSeconds, 1, 86_400)));
    }

    private static int within(String option, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new WrongUsageException(option + " is " + lowest + " to " + highest);
        }
        return value;
    }
}
