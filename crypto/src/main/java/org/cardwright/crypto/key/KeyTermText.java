package org.cardwright.crypto.key;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The days of a key as optional blocks of our own; a key without days has none. ANSI X9.143, 6.3.6 has no block for cryptoperiods.
 *
 * <p>Block 12: from, protect until, process until, each {@code YYYYMMDD} or {@code 00000000}. Block 13: the state before, the first
 * day of destruction.
 */
final class KeyTermText {

    private static final String PERIOD = "12";
    private static final String DESTRUCTION = "13";
    private static final String NO_DAY = "00000000";
    private static final int DAY = 8;

    private KeyTermText() {}

    static List<KeyBlockHeader.OptionalBlock> write(KeyTerm term) {
        List<KeyBlockHeader.OptionalBlock> blocks = new ArrayList<>();
        Cryptoperiod period = term.period();
        if (period.isLimited()) {
            blocks.add(new KeyBlockHeader.OptionalBlock(
                    PERIOD, day(period.from()) + day(period.protectUntil()) + day(period.processUntil())));
        }
        term.destruction()
                .ifPresent(planned -> blocks.add(new KeyBlockHeader.OptionalBlock(
                        DESTRUCTION, planned.before().letter() + day(Optional.of(planned.notBefore())))));
        return blocks;
    }

    static KeyTerm read(KeyBlockHeader header) {
        return new KeyTerm(
                header.optional(PERIOD).map(KeyTermText::period).orElse(Cryptoperiod.UNLIMITED),
                header.optional(DESTRUCTION).map(KeyTermText::destruction));
    }

    private static Cryptoperiod period(String text) {
        require(text.matches("[0-9]{24}"));
        return new Cryptoperiod(
                day(text.substring(0, DAY)), day(text.substring(DAY, 2 * DAY)), day(text.substring(2 * DAY)));
    }

    private static KeyTerm.Destruction destruction(String text) {
        require(text.matches("[A-Z][0-9]{8}"));
        LocalDate notBefore =
                day(text.substring(1)).orElseThrow(() -> new KeyRefusedException("the key block has no proper days"));
        return new KeyTerm.Destruction(notBefore, KeyState.ofLetter(text.charAt(0)));
    }

    private static String day(Optional<LocalDate> day) {
        return day.map(DateTimeFormatter.BASIC_ISO_DATE::format).orElse(NO_DAY);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.equals(NO_DAY)
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException malformed) {
            throw new KeyRefusedException("the key block has no proper days");
        }
    }

    private static void require(boolean met) {
        if (!met) {
            throw new KeyRefusedException("the key block has no proper days");
        }
    }
}
