package org.cardwright.formats.issuer;

import static org.cardwright.formats.issuer.IssuerField.ADDRESS_LINE_1;
import static org.cardwright.formats.issuer.IssuerField.ADDRESS_LINE_2;
import static org.cardwright.formats.issuer.IssuerField.CARDHOLDER_NAME;
import static org.cardwright.formats.issuer.IssuerField.CITY;
import static org.cardwright.formats.issuer.IssuerField.COUNTRY;
import static org.cardwright.formats.issuer.IssuerField.EFFECTIVE_DATE;
import static org.cardwright.formats.issuer.IssuerField.EMBOSS_LINE_1;
import static org.cardwright.formats.issuer.IssuerField.EMBOSS_LINE_2;
import static org.cardwright.formats.issuer.IssuerField.EXPIRATION_DATE;
import static org.cardwright.formats.issuer.IssuerField.LANGUAGE;
import static org.cardwright.formats.issuer.IssuerField.ORDER_REFERENCE;
import static org.cardwright.formats.issuer.IssuerField.PAN;
import static org.cardwright.formats.issuer.IssuerField.PAN_SEQUENCE_NUMBER;
import static org.cardwright.formats.issuer.IssuerField.PIN_BLOCK;
import static org.cardwright.formats.issuer.IssuerField.PIN_BLOCK_FORMAT;
import static org.cardwright.formats.issuer.IssuerField.POSTAL_CODE;
import static org.cardwright.formats.issuer.IssuerField.PRODUCT;
import static org.cardwright.formats.issuer.IssuerField.REASON;
import static org.cardwright.formats.issuer.IssuerField.SECRET_1;
import static org.cardwright.formats.issuer.IssuerField.SEGMENT;
import static org.cardwright.formats.issuer.IssuerField.SERVICE_CODE;
import static org.cardwright.formats.issuer.IssuerField.TRACK_1_DISCRETIONARY;
import static org.cardwright.formats.issuer.IssuerField.TRACK_2_DISCRETIONARY;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes orders the way Northbank's hosts do: the other side of the readers, written apart from them. */
public final class SampleForms {

    static final Charset EBCDIC = Charset.forName("IBM1047");

    static final List<String> COLUMNS = List.of(
            "order",
            "product",
            "segment",
            "reason",
            "pan",
            "psn",
            "name",
            "line1",
            "line2",
            "valid_from",
            "expires",
            "service_code",
            "track1_data",
            "track2_data",
            "pin_block",
            "pin_block_format",
            "secret1",
            "language",
            "address1",
            "address2",
            "postal_code",
            "city",
            "country");

    private static final Map<String, String> REASON_CODES = Map.of("NEW", "N", "RENEWAL", "R", "REPLACEMENT", "E");

    private SampleForms() {}

    /** The sum of the PANs modulo 10^12. */
    static String hashTotal(List<SampleOrder> orders) {
        BigInteger sum = orders.stream()
                .map(order -> new BigInteger("0" + order.text(PAN).replaceAll("[^0-9]", "")))
                .reduce(BigInteger.ZERO, BigInteger::add)
                .mod(BigInteger.TEN.pow(12));
        return String.format(Locale.ROOT, "%012d", sum);
    }

    static String delimitedHeader() {
        return "H;NB01;17;2025-11-20\n";
    }

    static String delimitedNames() {
        return String.join(";", COLUMNS) + "\n";
    }

    static String delimitedLine(SampleOrder order) {
        String expires = order.text(EXPIRATION_DATE);
        String mmyy = expires.isEmpty() ? "" : expires.substring(5, 7) + "/" + expires.substring(2, 4);
        return List.of(
                        order.text(ORDER_REFERENCE),
                        productCode(order),
                        order.text(SEGMENT),
                        reasonCode(order),
                        order.text(PAN),
                        order.text(PAN_SEQUENCE_NUMBER),
                        order.text(CARDHOLDER_NAME),
                        order.text(EMBOSS_LINE_1),
                        order.text(EMBOSS_LINE_2),
                        order.text(EFFECTIVE_DATE),
                        mmyy,
                        order.text(SERVICE_CODE),
                        order.text(TRACK_1_DISCRETIONARY),
                        order.text(TRACK_2_DISCRETIONARY),
                        order.text(PIN_BLOCK),
                        order.text(PIN_BLOCK_FORMAT),
                        order.text(SECRET_1),
                        order.text(LANGUAGE),
                        order.text(ADDRESS_LINE_1),
                        order.text(ADDRESS_LINE_2),
                        order.text(POSTAL_CODE),
                        order.text(CITY),
                        order.text(COUNTRY))
                .stream()
                .map(SampleForms::quoted)
                .collect(Collectors.joining(";", "", "\n"));
    }

    private static String quoted(String text) {
        boolean needed = text.chars().anyMatch(c -> c == ';' || c == '"' || c == '\n');
        return needed ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    private static String productCode(SampleOrder order) {
        return SampleOrder.PRODUCT_CODES.getOrDefault(order.text(PRODUCT), order.text(PRODUCT));
    }

    private static String reasonCode(SampleOrder order) {
        return REASON_CODES.getOrDefault(order.text(REASON), order.text(REASON));
    }

    static byte[] delimited(List<SampleOrder> orders) {
        String lines = orders.stream().map(SampleForms::delimitedLine).collect(Collectors.joining());
        return utf8(delimitedHeader() + delimitedNames() + lines + "T;" + orders.size() + "\n");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] fixed(List<SampleOrder> orders) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(fixedHeader());
        orders.forEach(order -> out.writeBytes(fixedRecord(order)));
        out.writeBytes(fixedTrailer(orders.size() + 2, hashTotal(orders)));
        return out.toByteArray();
    }

    static byte[] fixedHeader() {
        return record("H", ebcdic("NB01", 8), packed("17", 4), packed("20251120", 5));
    }

    static byte[] fixedTrailer(int records, String hashTotal) {
        return record("T", packed(Integer.toString(records), 4), ebcdic(hashTotal, 12));
    }

    static byte[] fixedRecord(SampleOrder order) {
        String yymm = order.text(EXPIRATION_DATE).replace("-", "").substring(2);
        String secret = order.text(SECRET_1);
        return record(
                "D",
                ebcdic(order.text(ORDER_REFERENCE), 16),
                ebcdic(productCode(order), 3),
                ebcdic(order.text(SEGMENT), 10),
                ebcdic(reasonCode(order), 1),
                packed(order.text(PAN), 10),
                ebcdic(order.text(PAN_SEQUENCE_NUMBER), 2),
                ebcdic(order.text(CARDHOLDER_NAME), 40),
                ebcdic(order.text(EMBOSS_LINE_1), 40),
                ebcdic(order.text(EMBOSS_LINE_2), 40),
                packed(order.text(EFFECTIVE_DATE).replace("-", ""), 5),
                packed(yymm, 3),
                packed(order.text(SERVICE_CODE), 2),
                ebcdic(order.text(TRACK_1_DISCRETIONARY), 24),
                ebcdic(order.text(TRACK_2_DISCRETIONARY), 16),
                ebcdic(order.text(PIN_BLOCK), 32),
                ebcdic(order.text(PIN_BLOCK_FORMAT), 1),
                secret.isEmpty() ? ebcdic("", 16) : HexFormat.of().parseHex(secret),
                ebcdic(order.text(LANGUAGE), 2),
                ebcdic(order.text(ADDRESS_LINE_1), 40),
                ebcdic(order.text(ADDRESS_LINE_2), 40),
                ebcdic(order.text(POSTAL_CODE), 10),
                ebcdic(order.text(CITY), 30),
                ebcdic(order.text(COUNTRY), 2));
    }

    private static byte[] record(String marker, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(marker.getBytes(EBCDIC));
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        out.writeBytes(ebcdic("", 400 - out.size()));
        return out.toByteArray();
    }

    static byte[] ebcdic(String text, int length) {
        byte[] octets = (text + " ".repeat(Math.max(0, length - text.length()))).getBytes(EBCDIC);
        if (octets.length != length) {
            throw new IllegalStateException("a text does not fit into " + length + " bytes");
        }
        return octets;
    }

    static byte[] packed(String digits, int length) {
        String nibbles = "0".repeat(2 * length - 1 - digits.length()) + digits + "C";
        return HexFormat.of().parseHex(nibbles);
    }
}
