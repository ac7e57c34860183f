package org.cardwright.crypto.cryptogram;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.mac.RetailMac.Padding;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;

/**
 * How a cryptogram is made: one row for each cryptogram version number (CVN) that stands in the issuer application data (9F10).
 *
 * <p>Each row is held against a suite of published values. The data that the terminal gives are the same for all: EMV 4.4 Book 2,
 * 8.1.1, Table 27.
 */
public enum CryptogramVersion {
    /** Visa CVN 10: the card key itself, zero padding. */
    VISA_10(0x0A, Layout.VISA, new Rule(Session.NONE, Padding.ZEROS, Response.METHOD_1, Included.RESULTS)),
    /** Visa CVN 18: common session key, the whole issuer application data. */
    VISA_18(0x12, Layout.VISA, new Rule(Session.EMV_COMMON, Padding.MANDATORY_80, Response.METHOD_2, Included.ALL)),
    /** M/Chip CVN 10 hexadecimal: session key of ATC and unpredictable number. */
    MCHIP_10(0x10, Layout.MCHIP, Rule.mastercardSkd(Included.RESULTS)),
    /** M/Chip CVN 11 hexadecimal: the same with counters. */
    MCHIP_11(0x11, Layout.MCHIP, Rule.mastercardSkd(Included.RESULTS_AND_COUNTERS)),
    /** M/Chip CVN 14 hexadecimal: common session key. */
    MCHIP_14(0x14, Layout.MCHIP, Rule.mastercardCommon(Included.RESULTS)),
    /** M/Chip CVN 15 hexadecimal: the same with counters. */
    MCHIP_15(0x15, Layout.MCHIP, Rule.mastercardCommon(Included.RESULTS_AND_COUNTERS));

    /** What the terminal contributes, in this order: amounts, country, TVR, currency, date, type, unpredictable number. */
    public static final List<Tag> TERMINAL_DATA = List.of(
            Tag.of("9F02"),
            Tag.of("9F03"),
            Tag.of("9F1A"),
            Tag.of("95"),
            Tag.of("5F2A"),
            Tag.of("9A"),
            Tag.of("9C"),
            Tag.of("9F37"));

    /** How the issuer application data are laid out. */
    public enum Layout {
        /** Length, derivation key index, CVN, card verification results (4). */
        VISA(2, 3, 4, 0),
        /** Derivation key index, CVN, card verification results (6), DAC or dynamic number (2), counters (8). */
        MCHIP(1, 2, 6, 10);

        private final int versionAt;
        private final int resultsAt;
        private final int resultsBytes;
        private final int countersAt;

        Layout(int versionAt, int resultsAt, int resultsBytes, int countersAt) {
            this.versionAt = versionAt;
            this.resultsAt = resultsAt;
            this.resultsBytes = resultsBytes;
            this.countersAt = countersAt;
        }

        /** Where the card verification results begin. */
        public int resultsAt() {
            return resultsAt;
        }

        /** Length of the card verification results. */
        public int resultsBytes() {
            return resultsBytes;
        }

        /** The version number in issuer application data; empty when they are too short for one. */
        public Optional<Integer> versionIn(ByteString issuerApplicationData) {
            return issuerApplicationData.size() < resultsAt + resultsBytes
                    ? Optional.empty()
                    : Optional.of(issuerApplicationData.unsignedAt(versionAt));
        }
    }

    /** Which key makes the cryptogram. */
    enum Session {
        /** That of the card. */
        NONE,
        /** EMV 4.4 Book 2, A1.3.1, from the ATC. */
        EMV_COMMON,
        /** From ATC and unpredictable number. M/Chip. */
        MASTERCARD_SKD
    }

    /** How the issuer answers. EMV 4.4 Book 2, 8.2. */
    enum Response {
        /** Eight bytes under the key of the cryptogram. */
        METHOD_1,
        /** Eight bytes under the card key, whatever made the cryptogram. M/Chip. */
        METHOD_1_MASTER_KEY,
        /** Four bytes under the key of the cryptogram. */
        METHOD_2
    }

    /** What of the issuer application data is behind AIP and ATC. */
    private enum Included {
        RESULTS,
        RESULTS_AND_COUNTERS,
        ALL
    }

    private record Rule(Session session, Padding padding, Response response, Included included) {

        static Rule mastercardSkd(Included included) {
            return new Rule(Session.MASTERCARD_SKD, Padding.MANDATORY_80, Response.METHOD_1_MASTER_KEY, included);
        }

        static Rule mastercardCommon(Included included) {
            return new Rule(Session.EMV_COMMON, Padding.MANDATORY_80, Response.METHOD_1, included);
        }
    }

    private static final int COUNTER_BYTES = 8;

    private final int number;
    private final Layout layout;
    private final Rule rule;

    CryptogramVersion(int number, Layout layout, Rule rule) {
        this.number = number;
        this.layout = layout;
        this.rule = rule;
    }

    /** The version of that number in issuer application data of that layout. */
    public static Optional<CryptogramVersion> find(Layout layout, int number) {
        return Arrays.stream(values())
                .filter(version -> version.layout == layout && version.number == number)
                .findFirst();
    }

    /** The version that issuer application data name. */
    public static Optional<CryptogramVersion> in(Layout layout, ByteString issuerApplicationData) {
        return layout.versionIn(issuerApplicationData).flatMap(number -> find(layout, number));
    }

    /** The number, 0A for Visa CVN 10. */
    public int number() {
        return number;
    }

    /** Layout of the issuer application data. */
    public Layout layout() {
        return layout;
    }

    /** True when the issuer answers with a card status update (4 bytes) instead of the response code. */
    public boolean answersWithStatusUpdate() {
        return rule.response == Response.METHOD_2;
    }

    /** Length of the ARPC. */
    public int responseBytes() {
        return answersWithStatusUpdate() ? 4 : 8;
    }

    /**
     * What the cryptogram is computed over.
     *
     * @param terminalData values of {@link #TERMINAL_DATA}, one after the other
     * @param profile AIP, 2 bytes
     * @param transactionCounter ATC, 2 bytes
     * @param issuerApplicationData tag 9F10
     * @throws IllegalArgumentException when the issuer application data are too short for the version
     */
    public ByteString input(
            ByteString terminalData,
            ByteString profile,
            ByteString transactionCounter,
            ByteString issuerApplicationData) {
        if (!takes(issuerApplicationData)) {
            throw new IllegalArgumentException(
                    "issuer application data of " + issuerApplicationData.size() + " bytes, needed " + neededBytes());
        }
        ByteString results = issuerApplicationData.slice(layout.resultsAt, layout.resultsAt + layout.resultsBytes);
        ByteString ofIssuer = switch (rule.included) {
            case RESULTS -> results;
            case RESULTS_AND_COUNTERS -> results.plus(issuerApplicationData.slice(layout.countersAt, neededBytes()));
            case ALL -> issuerApplicationData;
        };
        return ByteString.concat(terminalData, profile, transactionCounter, ofIssuer);
    }

    /** True when issuer application data are long enough for this version. */
    public boolean takes(ByteString issuerApplicationData) {
        return issuerApplicationData.size() >= neededBytes();
    }

    private int neededBytes() {
        return rule.included == Included.RESULTS_AND_COUNTERS
                ? layout.countersAt + COUNTER_BYTES
                : layout.resultsAt + layout.resultsBytes;
    }

    Session session() {
        return rule.session;
    }

    Padding padding() {
        return rule.padding;
    }

    Response response() {
        return rule.response;
    }
}
