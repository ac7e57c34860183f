package org.cardwright.jobs.sample;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.cardwright.formats.issuer.IssuerField;

/**
 * The same orders as a file of each form the test issuers send; the shapes are those of the shipped layouts.
 *
 * @param issuer who sends it
 * @param sequenceNumber number of the file in the issuer's stream
 * @param orders the orders
 */
record OrderFile(String issuer, int sequenceNumber, List<SampleOrder> orders) {

    private static final String CREATED = "2026-11-20";
    private static final Charset EBCDIC = Charset.forName("IBM1047");
    private static final int HOST_RECORD_BYTES = 400;

    /** Names of the fields in delimited, XML and JSON files, in column order. */
    private static final List<Map.Entry<IssuerField, String>> NAMES = List.of(
            Map.entry(IssuerField.ORDER_REFERENCE, "order"),
            Map.entry(IssuerField.PRODUCT, "product"),
            Map.entry(IssuerField.SEGMENT, "segment"),
            Map.entry(IssuerField.REASON, "reason"),
            Map.entry(IssuerField.PAN, "pan"),
            Map.entry(IssuerField.PAN_SEQUENCE_NUMBER, "sequence"),
            Map.entry(IssuerField.CARDHOLDER_NAME, "name"),
            Map.entry(IssuerField.EMBOSS_LINE_1, "line1"),
            Map.entry(IssuerField.EFFECTIVE_DATE, "effective"),
            Map.entry(IssuerField.EXPIRATION_DATE, "expires"),
            Map.entry(IssuerField.SERVICE_CODE, "service"),
            Map.entry(IssuerField.PIN_BLOCK, "pinBlock"),
            Map.entry(IssuerField.PIN_BLOCK_FORMAT, "pinFormat"),
            Map.entry(IssuerField.LANGUAGE, "language"),
            Map.entry(IssuerField.ADDRESS_LINE_1, "address1"),
            Map.entry(IssuerField.ADDRESS_LINE_2, "address2"),
            Map.entry(IssuerField.POSTAL_CODE, "postalCode"),
            Map.entry(IssuerField.CITY, "city"),
            Map.entry(IssuerField.COUNTRY, "country"));

    private static final Map<String, String> HOST_PRODUCTS = Map.of(
            "visa-sda", "VSDA",
            "visa-dda", "VDDA",
            "mc-cda", "MCDA",
            "dual-interface", "DUAL",
            "payment-loyalty", "PLOY",
            "no-such-product", "????");

    private static final Map<String, String> HOST_REASONS =
            Map.of("NEW", "N", "RENEWAL", "R", "REPLACEMENT", "L", "", " ");

    /** Semicolons, a header line, a line of names, a trailer line. */
    public byte[] delimited() {
        StringBuilder text = new StringBuilder("HDR;" + issuer + ";" + sequenceNumber + ";" + CREATED + "\n");
        text.append(NAMES.stream().map(Map.Entry::getValue).collect(Collectors.joining(";")))
                .append('\n');
        for (SampleOrder order : orders) {
            text.append(NAMES.stream()
                            .map(name -> quoted(order.text(name.getKey())))
                            .collect(Collectors.joining(";")))
                    .append('\n');
        }
        text.append("TRL;")
                .append(orders.size())
                .append(';')
                .append(hashTotal())
                .append('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** One element per order inside an envelope with the control data. */
    public byte[] xml() {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<card-orders xmlns=\""
                + "urn:cardwright:bank-orders:1\" issuer=\"" + issuer + "\" file=\"" + sequenceNumber + "\" created=\""
                + CREATED
                + "\" orders=\"" + orders.size() + "\" hash=\"" + hashTotal() + "\">\n");
        for (SampleOrder order : orders) {
            text.append("  <order reference=\"")
                    .append(escaped(order.text(IssuerField.ORDER_REFERENCE)))
                    .append("\">");
            NAMES.stream()
                    .skip(1)
                    .filter(name -> !order.text(name.getKey()).isEmpty())
                    .forEach(name -> text.append('<')
                            .append(name.getValue())
                            .append('>')
                            .append(escaped(order.text(name.getKey())))
                            .append("</")
                            .append(name.getValue())
                            .append('>'));
            text.append("</order>\n");
        }
        return text.append("</card-orders>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** An object with the control data and an array of orders. */
    public byte[] json() {
        String head = "{\"issuer\":\"" + issuer + "\",\"file\":\"" + sequenceNumber + "\",\"created\":\"" + CREATED
                + "\",\"count\":\"" + orders.size() + "\",\"hash\":\"" + hashTotal() + "\",\"orders\":[\n";
        return orders.stream()
                .map(OrderFile::json)
                .collect(Collectors.joining(",\n", head, "\n]}\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Host records of 400 bytes in EBCDIC with packed numbers. */
    public byte[] fixed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HostRecord header = new HostRecord('H').text(1, issuer).packed(21, 5, "" + sequenceNumber);
        out.writeBytes(header.text(26, CREATED.replace("-", "")).bytes());
        orders.forEach(order -> out.writeBytes(host(order)));
        out.writeBytes(new HostRecord('T')
                .packed(1, 4, "" + orders.size())
                .packed(5, 6, hashTotal())
                .bytes());
        return out.toByteArray();
    }

    private static byte[] host(SampleOrder order) {
        return new HostRecord('D')
                .text(1, order.text(IssuerField.ORDER_REFERENCE))
                .text(21, Objects.requireNonNull(HOST_PRODUCTS.get(order.text(IssuerField.PRODUCT))))
                .text(25, order.text(IssuerField.SEGMENT))
                .text(45, Objects.requireNonNull(HOST_REASONS.get(order.text(IssuerField.REASON))))
                .packed(46, 10, order.text(IssuerField.PAN))
                .packed(56, 2, order.text(IssuerField.PAN_SEQUENCE_NUMBER))
                .text(58, order.text(IssuerField.CARDHOLDER_NAME))
                .text(88, order.text(IssuerField.EMBOSS_LINE_1))
                .text(118, order.text(IssuerField.EFFECTIVE_DATE).replace("-", ""))
                .text(126, order.text(IssuerField.EXPIRATION_DATE).replace("-", ""))
                .packed(132, 2, order.text(IssuerField.SERVICE_CODE))
                .text(134, order.text(IssuerField.PIN_BLOCK))
                .text(166, order.text(IssuerField.PIN_BLOCK_FORMAT))
                .text(167, order.text(IssuerField.LANGUAGE))
                .text(169, order.text(IssuerField.ADDRESS_LINE_1))
                .text(209, order.text(IssuerField.ADDRESS_LINE_2))
                .text(249, order.text(IssuerField.POSTAL_CODE))
                .text(259, order.text(IssuerField.CITY))
                .text(289, order.text(IssuerField.COUNTRY))
                .bytes();
    }

    private static String json(SampleOrder order) {
        return NAMES.stream()
                .filter(name -> !order.text(name.getKey()).isEmpty())
                .map(name -> "\"" + name.getValue() + "\":\"" + order.text(name.getKey()) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Sum of all PANs modulo 10^10. */
    private String hashTotal() {
        BigInteger sum = orders.stream()
                .map(order -> new BigInteger(order.text(IssuerField.PAN)))
                .reduce(BigInteger.ZERO, BigInteger::add);
        return String.format(Locale.ROOT, "%010d", sum.mod(BigInteger.TEN.pow(10)));
    }

    private static String quoted(String text) {
        return text.contains(";") ? "\"" + text + "\"" : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** One host record under construction. */
    private static final class HostRecord {

        private final byte[] bytes = " ".repeat(HOST_RECORD_BYTES).getBytes(EBCDIC);

        HostRecord(char kind) {
            text(0, String.valueOf(kind));
        }

        HostRecord text(int offset, String text) {
            byte[] coded = text.getBytes(EBCDIC);
            System.arraycopy(coded, 0, bytes, offset, coded.length);
            return this;
        }

        /** COMP-3: two digits a byte, the sign F of an unsigned number in the last half. */
        HostRecord packed(int offset, int length, String digits) {
            String nibbles = "0".repeat(2 * length - 1 - digits.length()) + digits + "F";
            for (int i = 0; i < length; i++) {
                bytes[offset + i] = (byte) Integer.parseInt(nibbles.substring(2 * i, 2 * i + 2), 16);
            }
            return this;
        }

        byte[] bytes() {
            return bytes;
        }
    }
}
