package org.cardwright.formats.issuer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The bad inputs of scorecard row R10 in one form: ten good orders, one thing wrong.
 *
 * <p>What must happen is written as {@code file R-016} or {@code record 9 R-206 PAN}.
 */
final class CorruptFiles {

    /** The order that is spoiled; it has nothing rare. */
    static final int SPOILED = 9;

    /**
     * One bad file.
     *
     * @param kind what is wrong, also the name of the committed file
     * @param bytes the whole file
     * @param expected what must happen
     */
    record Corrupt(String kind, byte[] bytes, String expected) {}

    /** One wrong field value and what every form says to it. */
    private record WrongField(String kind, IssuerField field, String text, String expected) {}

    /** Writes orders in one form. */
    interface Form {
        byte[] write(List<SampleOrder> orders);
    }

    private static final List<WrongField> WRONG_FIELDS = List.of(
            new WrongField("pan-check-digit", IssuerField.PAN, "9999990000010099", "R-206 PAN"),
            new WrongField("pan-12-digits", IssuerField.PAN, "999999000106", "R-205 PAN"),
            new WrongField("pan-unknown-bin", IssuerField.PAN, "4761739001010119", "R-207 PAN"),
            new WrongField("expired", IssuerField.EXPIRATION_DATE, "2025-10", "R-217 EXPIRATION_DATE"),
            new WrongField("month-13", IssuerField.EXPIRATION_DATE, "2028-13", "R-108 EXPIRATION_DATE"),
            new WrongField("outlives-certificate", IssuerField.EXPIRATION_DATE, "2030-01", "R-218 EXPIRATION_DATE"),
            new WrongField("valid-too-long", IssuerField.EXPIRATION_DATE, "2028-12", "R-219 EXPIRATION_DATE"),
            new WrongField("effective-too-late", IssuerField.EFFECTIVE_DATE, "2028-11-01", "R-220 EFFECTIVE_DATE"),
            new WrongField("february-30", IssuerField.EFFECTIVE_DATE, "2025-02-30", "R-108 EFFECTIVE_DATE"),
            new WrongField("service-code", IssuerField.SERVICE_CODE, "999", "R-222 SERVICE_CODE"),
            new WrongField("name-too-long", IssuerField.CARDHOLDER_NAME, "A".repeat(27), "R-210 CARDHOLDER_NAME"),
            new WrongField("name-not-encodable", IssuerField.CARDHOLDER_NAME, "WU/\u00a5", "R-211 CARDHOLDER_NAME"),
            new WrongField("name-is-formula", IssuerField.CARDHOLDER_NAME, "=1+1", "R-233 CARDHOLDER_NAME"),
            new WrongField("line-too-wide", IssuerField.EMBOSS_LINE_1, "W".repeat(28), "R-213 EMBOSS_LINE_1"),
            new WrongField("pin-block-missing", IssuerField.PIN_BLOCK, "", "R-226 PIN_BLOCK"),
            new WrongField("pin-block-too-short", IssuerField.PIN_BLOCK, "A1B2C3D4E5F607", "R-228 PIN_BLOCK"),
            new WrongField("pin-block-format", IssuerField.PIN_BLOCK_FORMAT, "2", "R-227 PIN_BLOCK_FORMAT"),
            new WrongField("order-is-path", IssuerField.ORDER_REFERENCE, "../../etc/pass", "R-201 ORDER_REFERENCE"),
            new WrongField("order-is-formula", IssuerField.ORDER_REFERENCE, "@SUM(A1)", "R-201 ORDER_REFERENCE"),
            new WrongField("order-missing", IssuerField.ORDER_REFERENCE, "", "R-117 ORDER_REFERENCE"),
            new WrongField("product-unknown", IssuerField.PRODUCT, "999", "R-113 PRODUCT"),
            new WrongField("language-unknown", IssuerField.LANGUAGE, "xx", "R-231 LANGUAGE"),
            new WrongField("country-unknown", IssuerField.COUNTRY, "XX", "R-232 COUNTRY"),
            new WrongField(
                    "track-not-digits", IssuerField.TRACK_2_DISCRETIONARY, "12A", "R-224 TRACK_2_DISCRETIONARY"));

    private final String name;
    private final String extension;
    private final Form form;
    private final List<Corrupt> files = new ArrayList<>();

    CorruptFiles(String name, String extension, Form form) {
        this.name = name;
        this.extension = extension;
        this.form = form;
    }

    /** All bad files of all forms. */
    static List<CorruptFiles> all() {
        return List.of(CorruptDelimited.files(), CorruptFixed.files(), CorruptXml.files(), CorruptJson.files());
    }

    String name() {
        return name;
    }

    /** The layout of the form. */
    String layout() {
        return "northbank-" + name;
    }

    /** Where the committed file lies in the sample data. */
    String path(Corrupt file) {
        return "corrupt/" + name + "/" + file.kind() + extension;
    }

    List<Corrupt> files() {
        return List.copyOf(files);
    }

    /** The good file. */
    byte[] good() {
        return form.write(SampleOrder.ten());
    }

    String goodText() {
        return new String(good(), StandardCharsets.UTF_8);
    }

    CorruptFiles add(String kind, byte[] bytes, String expected) {
        files.add(new Corrupt(kind, bytes, expected));
        return this;
    }

    CorruptFiles add(String kind, String text, String expected) {
        return add(kind, text.getBytes(StandardCharsets.UTF_8), expected);
    }

    /** The good file with one text replaced, which must be there. */
    CorruptFiles replace(String kind, String old, String now, String expected) {
        String good = goodText();
        if (!good.contains(old)) {
            throw new IllegalStateException(kind + " replaces nothing");
        }
        return add(kind, good.replace(old, now), expected);
    }

    /** The good file cut off in the middle. */
    CorruptFiles truncated(String expected) {
        byte[] good = good();
        return add("truncated", Arrays.copyOf(good, good.length * 2 / 3), expected);
    }

    /** The good file with bytes in front of it. */
    CorruptFiles prefixed(String kind, byte[] prefix, String expected) {
        return add(kind, joined(prefix, good()), expected);
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Ten orders of which one is changed. */
    CorruptFiles spoil(String kind, UnaryOperator<SampleOrder> spoiler, String expected) {
        List<SampleOrder> orders = new ArrayList<>(SampleOrder.ten());
        orders.set(SPOILED - 1, spoiler.apply(orders.get(SPOILED - 1)));
        return add(kind, form.write(orders), expected);
    }

    /** The wrong field values; the map says where this form answers otherwise, and an empty answer leaves one out. */
    CorruptFiles wrongFields(Map<String, String> otherwise) {
        for (WrongField wrong : WRONG_FIELDS) {
            String expected = otherwise.getOrDefault(wrong.kind(), wrong.expected());
            if (!expected.isEmpty()) {
                String place = expected.startsWith("file") ? "" : "record " + SPOILED + " ";
                spoil(wrong.kind(), order -> order.with(wrong.field(), wrong.text()), place + expected);
            }
        }
        return this;
    }
}
