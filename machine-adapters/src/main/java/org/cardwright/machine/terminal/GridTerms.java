package org.cardwright.machine.terminal;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/**
 * Where a card is tried.
 *
 * @param amounts in the minor unit
 * @param countries with their currencies
 * @param kinds of terminals
 */
public record GridTerms(List<Long> amounts, List<Country> countries, List<TerminalKind> kinds) {

    private static final int CODE_BYTES = 2;
    private static final int MOST_CELLS = 2_000;

    /** Copies the lists. */
    public GridTerms {
        amounts = List.copyOf(amounts);
        countries = List.copyOf(countries);
        kinds = List.copyOf(kinds);
        long cells = (long) amounts.size() * countries.size() * kinds.size();
        if (cells < 1 || cells > MOST_CELLS) {
            throw new IllegalArgumentException("a grid has 1 to " + MOST_CELLS + " cells");
        }
    }

    /**
     * A country with its currency, as terminals say them. ISO 3166-1 and ISO 4217, numeric.
     *
     * @param code 9F1A, 2 bytes
     * @param currency 5F2A, 2 bytes
     */
    public record Country(ByteString code, ByteString currency) {

        /** Checks the lengths. */
        public Country {
            if (code.size() != CODE_BYTES || currency.size() != CODE_BYTES) {
                throw new IllegalArgumentException("a country is 0276/0978: country and currency, four digits each");
            }
        }

        /** {@code 0276/0978}. */
        public static Country parse(String text) {
            if (!text.matches("[0-9]{4}/[0-9]{4}")) {
                throw new IllegalArgumentException("a country is 0276/0978: country and currency, four digits each");
            }
            return new Country(ByteString.fromHex(text.substring(0, 4)), ByteString.fromHex(text.substring(5)));
        }

        /** As it is parsed. */
        @Override
        public String toString() {
            return code.toHex() + "/" + currency.toHex();
        }
    }
}
