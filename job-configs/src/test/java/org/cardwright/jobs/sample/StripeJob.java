package org.cardwright.jobs.sample;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The embosser file of a stripe issuer, with the tracks his own host has always written. ISO/IEC 7813. */
public final class StripeJob {

    private static final String VALID_FROM = "11/26";
    private static final String CVK = "bank-one.cvk";

    private StripeJob() {}

    /**
     * Ten records for the PIN-less product; the third has a wrong verification value, the sixth a track of another card.
     */
    static byte[] sample() {
        List<String> records = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            String pan = Luhn.complete("99999916" + String.format(Locale.ROOT, "%07d", i));
            String track = i == 6 ? Luhn.complete("999999160000099") : pan;
            records.add(record(pan, track, i));
        }
        String third = records.get(2);
        records.set(2, third.replace(discretionary(third), wrong(discretionary(third))));
        return String.join("", records).getBytes(StandardCharsets.US_ASCII);
    }

    private static String record(String pan, String trackPan, int number) {
        String expires = String.format(Locale.ROOT, "%02d/31", number);
        String yymm = "31" + expires.substring(0, 2);
        String digits = discretionary(pan, yymm, "202");
        String company = number % 3 == 0 ? "TEST COMPANY " + number : "";
        return "#DCC##EMB#" + pan.replaceAll("(.{4})(?=.)", "$1 ") + '"' + VALID_FROM + '"' + " ".repeat(10) + expires
                + "\"TEST CARDHOLDER " + (char) ('A' + number) + "\"" + company + "\"#ENC#%B" + pan + "^CARDHOLDER "
                + (char) ('A' + number) + "/TEST^" + yymm + "202" + digits + "?;" + trackPan + "=" + yymm + "202"
                + digits + "?#END#@@@@@@\r\n";
    }

    /** Five digits of the issuer, the verification value, two digits of the issuer. */
    public static String discretionary(String pan, String yymm, String serviceCode) {
        return "00420" + TestCardValues.cvv(TestKeys.hex(CVK), pan, yymm, serviceCode) + "71";
    }

    private static String discretionary(String record) {
        int end = record.indexOf('?');
        return record.substring(end - 10, end);
    }

    private static String wrong(String digits) {
        char first = digits.charAt(5);
        return digits.substring(0, 5) + (char) ('0' + (first - '0' + 1) % 10) + digits.substring(6);
    }
}
