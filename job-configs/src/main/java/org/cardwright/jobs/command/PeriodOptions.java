package org.cardwright.jobs.command;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Between which days a key is used. NIST SP 800-57 part 1, 5.3.4. */
final class PeriodOptions {

    private static final String NO_DAY = "none";

    @Option(names = "--from", paramLabel = "DATE", description = "First day of its use, yyyy-mm-dd (UTC), or none.")
    private @Nullable String from;

    @Option(
            names = "--until",
            paramLabel = "DATE",
            description = "Last day on which it derives, wraps, signs or encrypts, or none.")
    private @Nullable String until;

    @Option(
            names = "--read-until",
            paramLabel = "DATE",
            description = "Last day on which it decrypts or verifies, or none.")
    private @Nullable String readUntil;

    /** Is any day given? */
    boolean isGiven() {
        return from != null || until != null || readUntil != null;
    }

    /** The days; what is not given is as it was. */
    Cryptoperiod over(Cryptoperiod before) {
        try {
            return new Cryptoperiod(
                    day("--from", from, before.from()),
                    day("--until", until, before.protectUntil()),
                    day("--read-until", readUntil, before.processUntil()));
        } catch (KeyRefusedException contradiction) {
            throw new WrongUsageException(String.valueOf(contradiction.getMessage()));
        }
    }

    /** In words, for what two persons permit. */
    static String words(Cryptoperiod period) {
        return "from " + word(period.from()) + ", until " + word(period.protectUntil()) + ", read until "
                + word(period.processUntil());
    }

    private static String word(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse(NO_DAY);
    }

    private static Optional<LocalDate> day(String option, @Nullable String given, Optional<LocalDate> before) {
        if (given == null) {
            return before;
        }
        try {
            return given.equals(NO_DAY) ? Optional.empty() : Optional.of(LocalDate.parse(given));
        } catch (DateTimeParseException malformed) {
            throw new WrongUsageException(option + " is a day, yyyy-mm-dd, or " + NO_DAY);
        }
    }
}
