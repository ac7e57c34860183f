package org.cardwright.jobs.sample;

/** The check digit of a card number. ISO/IEC 7812-1, annex B. */
public final class Luhn {

    private Luhn() {}

    /** The digits with their check digit behind them. */
    public static String complete(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? 2 * digit : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return body + (10 - sum % 10) % 10;
    }
}
