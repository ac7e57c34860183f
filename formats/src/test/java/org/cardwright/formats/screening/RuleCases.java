package org.cardwright.formats.screening;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.issuer.IssuerField;
import org.cardwright.formats.issuer.SampleOrder;

/** For every rule an order that violates it and a twin, as near as can be, that does not. */
final class RuleCases {

    private static final String PAN = SampleOrder.number(9).record(9).text(IssuerField.PAN);

    private static final TestPolicy WITHOUT_NAME = new TestPolicy("gothic-10", true, false, 0, Map.of());
    private static final TestPolicy WITHOUT_PIN = new TestPolicy("gothic-10", false, true, 0, Map.of());
    private static final TestPolicy WITHOUT_FONT = new TestPolicy("", true, true, 0, Map.of());
    private static final TestPolicy UNKNOWN_FONT = new TestPolicy("helvetica", true, true, 0, Map.of());
    private static final TestPolicy LASER = new TestPolicy("laser-latin", true, true, 0, Map.of());
    private static final TestPolicy TRACK_1 = new TestPolicy("gothic-10", true, true, 1, Map.of());
    private static final TestPolicy TRACK_2 = new TestPolicy("gothic-10", true, true, 2, Map.of());
    private static final TestPolicy TRACK_3 = new TestPolicy("gothic-10", true, true, 3, Map.of());
    private static final TestPolicy SECRET = new TestPolicy("gothic-10", true, true, 0, Map.of("SECRET_2", 16));

    private static final TestPolicy COMPUTED = new TestPolicy("gothic-10", true, true, 0, Map.of(), true);
    private static final TestPolicy COMPUTED_1 = new TestPolicy("gothic-10", true, true, 1, Map.of(), true);
    private static final TestPolicy COMPUTED_2 = new TestPolicy("gothic-10", true, true, 2, Map.of(), true);
    private static final TestPolicy COMPUTED_3 = new TestPolicy("gothic-10", true, true, 3, Map.of(), true);
    private static final TestPolicy SECRET_1 = new TestPolicy("gothic-10", true, true, 0, Map.of("SECRET_1", 8), true);

    private RuleCases() {}

    /**
     * One pair.
     *
     * @param reason the rule
     * @param field the field that violates it
     * @param wrong violates it
     * @param right its twin
     */
    record RuleCase(RejectReason reason, IssuerField field, Asked wrong, Asked right) {
        @Override
        public String toString() {
            return reason.id() + " " + reason + " " + field;
        }
    }

    /**
     * An order for a product.
     *
     * @param policy the product
     * @param order the order
     */
    record Asked(TestPolicy policy, SampleOrder order) {

        Asked with(IssuerField field, String text) {
            return new Asked(policy, order.with(field, text));
        }
    }

    static Stream<RuleCase> all() {
        return Stream.of(identity(), dates(), texts(), stripe(), pins(), secrets(), places())
                .flatMap(List::stream);
    }

    private static Asked gold(String product) {
        return usual().with(IssuerField.PRODUCT, product).with(IssuerField.SEGMENT, "gold");
    }

    private static Asked usual() {
        return of(TestPolicy.USUAL);
    }

    private static Asked of(TestPolicy policy) {
        return new Asked(policy, SampleOrder.number(9));
    }

    /** Two texts of one field for the usual product. */
    private static RuleCase pair(RejectReason reason, IssuerField field, String wrong, String right) {
        return new RuleCase(reason, field, usual().with(field, wrong), usual().with(field, right));
    }

    private static List<RuleCase> identity() {
        return List.of(
                pair(RejectReason.CONTROL_CHARACTER, IssuerField.ADDRESS_LINE_1, "Main\tStreet", "Main Street"),
                pair(RejectReason.FIELD_MISSING, IssuerField.ORDER_REFERENCE, "", "A"),
                pair(RejectReason.FIELD_MISSING, IssuerField.EFFECTIVE_DATE, "", "2025-11-01"),
                pair(RejectReason.ORDER_REFERENCE_SHAPE, IssuerField.ORDER_REFERENCE, "A..B", "A.B"),
                pair(RejectReason.ORDER_REFERENCE_SHAPE, IssuerField.ORDER_REFERENCE, "A/B", "A-B"),
                pair(RejectReason.ORDER_REFERENCE_SHAPE, IssuerField.ORDER_REFERENCE, "A B", "A_B"),
                pair(RejectReason.ORDER_REFERENCE_SHAPE, IssuerField.ORDER_REFERENCE, "-A", "A-"),
                pair(RejectReason.ORDER_REFERENCE_SHAPE, IssuerField.ORDER_REFERENCE, "=A", "0A"),
                pair(RejectReason.ORDER_REFERENCE_SHAPE, IssuerField.ORDER_REFERENCE, "A".repeat(33), "A".repeat(32)),
                pair(
                        RejectReason.ORDER_REFERENCE_SHOWS_PAN,
                        IssuerField.ORDER_REFERENCE,
                        "N" + PAN,
                        "N" + PAN.substring(1)),
                pair(
                        RejectReason.ORDER_REFERENCE_SHOWS_PAN,
                        IssuerField.ORDER_REFERENCE,
                        "9999990000010104",
                        "9999990000010105"),
                pair(RejectReason.PRODUCT_UNKNOWN, IssuerField.PRODUCT, "visa-ddd", "visa-dda"),
                pair(RejectReason.REASON_UNKNOWN, IssuerField.REASON, "new", "NEW"),
                pair(RejectReason.PAN_SHAPE, IssuerField.PAN, "999999001002", SampleOrder.pan("999999001003")),
                pair(
                        RejectReason.PAN_SHAPE,
                        IssuerField.PAN,
                        "99999900000000010029",
                        SampleOrder.pan("999999000000001002")),
                pair(RejectReason.PAN_SHAPE, IssuerField.PAN, "9999990000O10096", PAN),
                pair(RejectReason.PAN_CHECK_DIGIT, IssuerField.PAN, "9999990000010097", "9999990000010096"),
                pair(RejectReason.BIN_NOT_OF_PRODUCT, IssuerField.PAN, "4761739001010119", "9999990000010096"),
                pair(RejectReason.PAN_SEQUENCE_NUMBER_SHAPE, IssuerField.PAN_SEQUENCE_NUMBER, "100", "99"),
                pair(RejectReason.PAN_SEQUENCE_NUMBER_SHAPE, IssuerField.PAN_SEQUENCE_NUMBER, "-1", ""));
    }

    private static List<RuleCase> dates() {
        IssuerField expires = IssuerField.EXPIRATION_DATE;
        IssuerField effective = IssuerField.EFFECTIVE_DATE;
        return List.of(
                pair(RejectReason.EFFECTIVE_DATE_SHAPE, effective, "2025-02-30", "2025-02-28"),
                pair(RejectReason.EFFECTIVE_DATE_SHAPE, effective, "20251101", "2025-11-01"),
                pair(RejectReason.EXPIRATION_DATE_SHAPE, expires, "2028-13", "2028-09"),
                pair(RejectReason.EXPIRATION_DATE_SHAPE, expires, "2100-01", "2028-01"),
                pair(RejectReason.EXPIRED, expires, "2025-10", "2025-11"),
                pair(RejectReason.EXPIRES_AFTER_CERTIFICATE, expires, "2030-01", "2028-10"),
                pair(RejectReason.VALIDITY_TOO_LONG, expires, "2028-12", "2028-11"),
                pair(RejectReason.EFFECTIVE_AFTER_EXPIRATION, effective, "2028-10-01", "2028-09-30"));
    }

    private static List<RuleCase> texts() {
        IssuerField name = IssuerField.CARDHOLDER_NAME;
        IssuerField line = IssuerField.EMBOSS_LINE_1;
        return List.of(
                pair(RejectReason.FORMULA_START, name, "=WU/LI", "WU/LI"),
                pair(RejectReason.FORMULA_START, IssuerField.CITY, "@home", "home"),
                pair(RejectReason.TEXT_TOO_LONG, IssuerField.POSTAL_CODE, "1".repeat(13), "1".repeat(12)),
                new RuleCase(
                        RejectReason.NAME_MISSING,
                        name,
                        usual().with(name, ""),
                        of(WITHOUT_NAME).with(name, "")),
                pair(RejectReason.NAME_CHARACTER, name, "WU/李", "WÜ/LI"),
                pair(RejectReason.NAME_CHARACTER, name, "WU^LI", "WU/LI"),
                pair(RejectReason.NAME_CHARACTER, name, "WU=LI", "W'U/L&I"),
                pair(RejectReason.NAME_LENGTH, name, "W", "WU"),
                pair(RejectReason.NAME_LENGTH, name, "Ö".repeat(14), "Ö".repeat(13)),
                pair(RejectReason.FONT_CHARACTER, name, "WU_LI", "WU/LI"),
                new RuleCase(RejectReason.FONT_CHARACTER, line, usual().with(line, "WU#1"), usual().with(line, "WU-1")),
                pair(RejectReason.FONT_WIDTH, line, "W".repeat(28), "W".repeat(27)),
                new RuleCase(
                        RejectReason.FONT_WIDTH,
                        line,
                        usual().with(line, "É".repeat(28)),
                        of(LASER).with(line, "É".repeat(28))),
                new RuleCase(RejectReason.FONT_UNKNOWN, name, of(UNKNOWN_FONT), usual()),
                new RuleCase(RejectReason.FONT_UNKNOWN, line, of(WITHOUT_FONT).with(line, "WU"), of(WITHOUT_FONT)),
                pair(RejectReason.LANGUAGE_UNKNOWN, IssuerField.LANGUAGE, "xx", "fr"),
                pair(RejectReason.LANGUAGE_UNKNOWN, IssuerField.LANGUAGE, "la", ""),
                pair(RejectReason.COUNTRY_UNKNOWN, IssuerField.COUNTRY, "XX", "DE"));
    }

    private static List<RuleCase> stripe() {
        IssuerField track1 = IssuerField.TRACK_1;
        IssuerField track2 = IssuerField.TRACK_2;
        String first = "B" + PAN + "^WU/LI^2809201000000123";
        String second = PAN + "=280920100000123";
        return List.of(
                pair(RejectReason.SERVICE_CODE_SHAPE, IssuerField.SERVICE_CODE, "20", "201"),
                pair(RejectReason.SERVICE_CODE_NOT_ALLOWED, IssuerField.SERVICE_CODE, "220", "221"),
                new RuleCase(
                        RejectReason.TRACK_MISSING,
                        track1,
                        of(TRACK_1),
                        of(TRACK_1).with(track1, first)),
                new RuleCase(
                        RejectReason.TRACK_MISSING,
                        track2,
                        of(TRACK_2),
                        of(TRACK_2).with(track2, second)),
                new RuleCase(
                        RejectReason.TRACK_MISSING,
                        IssuerField.TRACK_3,
                        of(TRACK_3),
                        of(TRACK_3).with(IssuerField.TRACK_3, "015999=99")),
                pair(RejectReason.TRACK_SHAPE, track1, first.replace('^', '&'), first),
                pair(RejectReason.TRACK_SHAPE, track1, first + "0".repeat(76), "%" + first + "?"),
                pair(RejectReason.TRACK_SHAPE, track2, second.replace('=', 'D'), ";" + second + "?"),
                pair(RejectReason.TRACK_SHAPE, IssuerField.TRACK_3, "015A", "_;015?"),
                pair(RejectReason.TRACK_SHAPE, IssuerField.TRACK_2_DISCRETIONARY, "12A", "12"),
                pair(
                        RejectReason.TRACK_CONTRADICTS_ORDER,
                        track1,
                        first.replace("WU/LI", "LI/WU"),
                        first.replace("WU/LI", "WU/LI  ")),
                pair(RejectReason.TRACK_CONTRADICTS_ORDER, track1, first.replace("^2809", "^2810"), first),
                pair(RejectReason.TRACK_CONTRADICTS_ORDER, track2, second.replace("=2809201", "=2809221"), second),
                pair(RejectReason.TRACK_CONTRADICTS_ORDER, track2, second.replace(PAN, "9999990000010104"), second));
    }

    private static List<RuleCase> pins() {
        IssuerField pin = IssuerField.PIN_BLOCK;
        IssuerField format = IssuerField.PIN_BLOCK_FORMAT;
        return List.of(
                new RuleCase(
                        RejectReason.PIN_BLOCK_MISSING,
                        pin,
                        usual().with(pin, ""),
                        of(WITHOUT_PIN).with(pin, "")),
                new RuleCase(
                        RejectReason.PIN_BLOCK_NOT_EXPECTED,
                        pin,
                        of(WITHOUT_PIN),
                        of(WITHOUT_PIN).with(pin, "")),
                pair(RejectReason.PIN_BLOCK_FORMAT_UNKNOWN, format, "2", "3"),
                pair(RejectReason.PIN_BLOCK_FORMAT_UNKNOWN, format, "", "1"),
                pair(RejectReason.PIN_BLOCK_LENGTH, pin, "00".repeat(16), "00".repeat(8)),
                new RuleCase(
                        RejectReason.PIN_BLOCK_LENGTH,
                        pin,
                        usual().with(format, "4"),
                        usual().with(format, "4").with(pin, "00".repeat(16))),
                new RuleCase(
                        RejectReason.PIN_BLOCK_FORMAT_NOT_OF_KEY,
                        format,
                        gold("visa-sda").with(format, "4").with(pin, "00".repeat(16)),
                        gold("visa-sda").with(format, "1")),
                new RuleCase(
                        RejectReason.PIN_BLOCK_FORMAT_NOT_OF_KEY,
                        format,
                        gold("mc-cda").with(format, "3"),
                        gold("mc-cda").with(format, "4").with(pin, "00".repeat(16))));
    }

    private static List<RuleCase> secrets() {
        IssuerField secret = IssuerField.SECRET_2;
        return List.of(
                new RuleCase(
                        RejectReason.SECRET_MISSING,
                        secret,
                        of(SECRET),
                        of(SECRET).with(secret, "00".repeat(16))),
                new RuleCase(
                        RejectReason.SECRET_LENGTH,
                        secret,
                        of(SECRET).with(secret, "00".repeat(8)),
                        of(SECRET).with(secret, "00".repeat(16))),
                pair(RejectReason.SECRET_LENGTH, IssuerField.SECRET_1, "00".repeat(513), "00".repeat(512)));
    }

    private static List<RuleCase> places() {
        Asked oneLine = usual().with(IssuerField.PRODUCT, "visa-dda");
        Asked encoded = of(COMPUTED).with(IssuerField.PRODUCT, "visa-dda");
        Asked other = usual().with(IssuerField.PRODUCT, "visa-sda");
        String first = "B" + PAN + "^WU/LI^2809201000000123";
        String second = PAN + "=280920100000123";
        return List.of(
                place(IssuerField.EMBOSS_LINE_2, oneLine, other, "SINCE 1999"),
                place(IssuerField.EMBOSS_LINE_3, oneLine, other, "SINCE 1999"),
                place(IssuerField.EMBOSS_LINE_4, oneLine, encoded, "SINCE 1999"),
                place(IssuerField.TRACK_1, of(COMPUTED), of(COMPUTED_1), first),
                place(IssuerField.TRACK_1_DISCRETIONARY, of(COMPUTED), of(COMPUTED_1), "000123"),
                place(IssuerField.TRACK_2, of(COMPUTED), of(COMPUTED_2), second),
                place(IssuerField.TRACK_2_DISCRETIONARY, of(COMPUTED), of(COMPUTED_2), "00123"),
                place(IssuerField.TRACK_3, of(COMPUTED), of(COMPUTED_3), "015999=99"),
                place(IssuerField.SECRET_1, of(COMPUTED), of(SECRET_1), "00".repeat(8)));
    }

    /** The same text for a product without a place for it, and for one with. */
    private static RuleCase place(IssuerField field, Asked without, Asked with, String text) {
        return new RuleCase(RejectReason.FIELD_WITHOUT_PLACE, field, without.with(field, text), with.with(field, text));
    }
}
