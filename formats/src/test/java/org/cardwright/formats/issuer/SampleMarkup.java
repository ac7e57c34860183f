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

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Writes orders as XML and JSON; the other half of {@link SampleForms}. */
public final class SampleMarkup {

    private SampleMarkup() {}

    static byte[] xml(List<SampleOrder> orders) {
        String body = orders.stream().map(SampleMarkup::xmlOrder).collect(Collectors.joining());
        return SampleForms.utf8(xmlStart() + body + xmlEnd(orders.size(), SampleForms.hashTotal(orders)));
    }

    static String xmlStart() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<cardOrders xmlns=\"urn:cardwright:card-orders:1\" issuer=\"NB01\" sequenceNumber=\"17\""
                + " created=\"2025-11-20\">\n";
    }

    static String xmlEnd(int count, String hashTotal) {
        return "  <control><orders>" + count + "</orders><hashTotal>" + hashTotal + "</hashTotal></control>\n"
                + "</cardOrders>\n";
    }

    static String xmlOrder(SampleOrder order) {
        return "  <order reference=\"" + escaped(order.text(ORDER_REFERENCE)) + "\" reason=\"" + order.text(REASON)
                + "\">\n    " + element("product", order.text(PRODUCT)) + element("segment", order.text(SEGMENT))
                + "\n    <card>" + element("pan", order.text(PAN))
                + element("sequenceNumber", order.text(PAN_SEQUENCE_NUMBER))
                + element("name", order.text(CARDHOLDER_NAME)) + element("line", order.text(EMBOSS_LINE_1))
                + element("line", order.text(EMBOSS_LINE_2)) + element("effective", order.text(EFFECTIVE_DATE))
                + element("expires", order.text(EXPIRATION_DATE)) + element("serviceCode", order.text(SERVICE_CODE))
                + "</card>\n    <tracks>" + element("track1Discretionary", order.text(TRACK_1_DISCRETIONARY))
                + element("track2Discretionary", order.text(TRACK_2_DISCRETIONARY)) + "</tracks>\n    "
                + pinBlock(order)
                + element("secret", base64(order.text(SECRET_1))) + element("language", order.text(LANGUAGE))
                + "\n    <address>" + element("line", order.text(ADDRESS_LINE_1))
                + element("line", order.text(ADDRESS_LINE_2)) + element("postalCode", order.text(POSTAL_CODE))
                + element("city", order.text(CITY)) + element("country", order.text(COUNTRY))
                + "</address>\n  </order>\n";
    }

    private static String pinBlock(SampleOrder order) {
        return order.text(PIN_BLOCK).isEmpty()
                ? ""
                : "<pinBlock format=\"" + order.text(PIN_BLOCK_FORMAT) + "\">" + base64(order.text(PIN_BLOCK))
                        + "</pinBlock>";
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    private static String element(String name, String text) {
        return text.isEmpty() ? "" : "<" + name + ">" + escaped(text) + "</" + name + ">";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    static byte[] json(List<SampleOrder> orders) {
        String body = orders.stream().map(SampleMarkup::jsonOrder).collect(Collectors.joining(",\n"));
        return SampleForms.utf8(jsonStart() + body + jsonEnd(orders.size()));
    }

    static String jsonStart() {
        return "{\"issuer\": \"NB01\", \"sequenceNumber\": 17, \"created\": \"2025-11-20\", \"orders\": [\n";
    }

    static String jsonEnd(int count) {
        return "\n], \"count\": " + count + "}\n";
    }

    static String jsonOrder(SampleOrder order) {
        String card = members(
                "pan",
                order.text(PAN),
                "sequenceNumber",
                order.text(PAN_SEQUENCE_NUMBER),
                "name",
                order.text(CARDHOLDER_NAME),
                "effective",
                order.text(EFFECTIVE_DATE),
                "expires",
                order.text(EXPIRATION_DATE),
                "serviceCode",
                order.text(SERVICE_CODE));
        String lines = array(order.text(EMBOSS_LINE_1), order.text(EMBOSS_LINE_2));
        String address = members(
                "postalCode", order.text(POSTAL_CODE), "city", order.text(CITY), "country", order.text(COUNTRY));
        return "{"
                + members(
                        "reference",
                        order.text(ORDER_REFERENCE),
                        "product",
                        order.text(PRODUCT),
                        "segment",
                        order.text(SEGMENT),
                        "reason",
                        order.text(REASON),
                        "language",
                        order.text(LANGUAGE))
                + ", \"card\": {" + card + ", \"lines\": " + lines + "}, \"tracks\": {"
                + members(
                        "track1Discretionary",
                        order.text(TRACK_1_DISCRETIONARY),
                        "track2Discretionary",
                        order.text(TRACK_2_DISCRETIONARY))
                + "}, \"pinBlock\": {"
                + members("value", order.text(PIN_BLOCK), "format", order.text(PIN_BLOCK_FORMAT)) + "}, \"secrets\": "
                + array(order.text(SECRET_1)) + ", \"address\": {" + address + ", \"lines\": "
                + array(order.text(ADDRESS_LINE_1), order.text(ADDRESS_LINE_2)) + "}}";
    }

    private static String members(String... namesAndTexts) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            if (!namesAndTexts[i + 1].isEmpty()) {
                out.append(out.isEmpty() ? "" : ", ")
                        .append(string(namesAndTexts[i]))
                        .append(": ");
                out.append(string(namesAndTexts[i + 1]));
            }
        }
        return out.toString();
    }

    private static String array(String... texts) {
        return List.of(texts).stream()
                .filter(text -> !text.isEmpty())
                .map(SampleMarkup::string)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String string(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
