package org.cardwright.crypto.hostcommand;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyTerm;
import org.cardwright.crypto.key.KeyTerm.Destruction;

/** The days in the life of a key as fields, each of eight digits or empty, and back. */
final class TermParts {

    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private TermParts() {}

    static HostFields period(HostFields fields, Cryptoperiod period) {
        return fields.with(HostField.VALID_FROM, day(period.from()))
                .with(HostField.PROTECT_UNTIL, day(period.protectUntil()))
                .with(HostField.PROCESS_UNTIL, day(period.processUntil()));
    }

    static Cryptoperiod period(HostFields fields) {
        return new Cryptoperiod(
                day(fields, HostField.VALID_FROM),
                day(fields, HostField.PROTECT_UNTIL),
                day(fields, HostField.PROCESS_UNTIL));
    }

    /** Without a day of destruction the state before it says nothing. */
    static HostFields term(HostFields fields, KeyTerm term) {
        return period(fields, term.period())
                .with(HostField.DESTROY_FROM, day(term.destruction().map(Destruction::notBefore)))
                .with(
                        HostField.STATE_BEFORE,
                        term.destruction().map(Destruction::before).orElse(KeyState.PRE_ACTIVATION));
    }

    static KeyTerm term(HostFields fields) {
        return new KeyTerm(
                period(fields),
                day(fields, HostField.DESTROY_FROM)
                        .map(day -> new Destruction(day, fields.choice(HostField.STATE_BEFORE, KeyState.class))));
    }

    static String day(Optional<LocalDate> day) {
        return day.map(DAY::format).orElse("");
    }

    static Optional<LocalDate> day(HostFields fields, HostField field) {
        String text = fields.text(field);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text, DAY));
        } catch (DateTimeException wrong) {
            throw new MalformedMessageException(field.label() + " is no day");
        }
    }
}
