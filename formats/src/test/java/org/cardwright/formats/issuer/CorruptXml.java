package org.cardwright.formats.issuer;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Bad XML files. */
final class CorruptXml {

    private static final String NINTH = "<order reference=\"NB-2511-000009\"";
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private CorruptXml() {}

    static CorruptFiles files() {
        CorruptFiles files = new CorruptFiles("xml", ".xml", SampleMarkup::xml)
                .wrongFields(Map.of("product-unknown", "R-203 PRODUCT"));
        entities(files);
        structure(files);
        controls(files);
        characters(files);
        return files;
    }

    private static void entities(CorruptFiles files) {
        String bomb = "<!DOCTYPE cardOrders [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
                + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>\n";
        String external = "<!DOCTYPE cardOrders [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n";
        String deep = "<a>".repeat(10_000) + "</a>".repeat(10_000);
        files.replace("doctype", DECLARATION, DECLARATION + "<!DOCTYPE cardOrders>\n", "file R-021")
                .add(
                        "external-entity",
                        files.goodText()
                                .replace(DECLARATION, DECLARATION + external)
                                .replace("WU/LI", "&x;"),
                        "file R-021")
                .add(
                        "entity-bomb",
                        files.goodText()
                                .replace(DECLARATION, DECLARATION + bomb)
                                .replace("WU/LI", "&d;"),
                        "file R-021")
                .replace(
                        "external-dtd",
                        DECLARATION,
                        DECLARATION + "<!DOCTYPE cardOrders SYSTEM \"http://127.0.0.1:9/x.dtd\">\n",
                        "file R-021")
                .replace("entity-unknown", "WU/LI", "&wu;", "file R-020")
                .replace("nested-10000-deep", "WU/LI", deep, "file R-022")
                .replace("elements-10000", "<product>payment-loyalty</product>", "<a/>".repeat(4_000), "file R-022");
    }

    private static void structure(CorruptFiles files) {
        files.truncated("file R-020")
                .replace("element-unknown", "<name>WU/LI</name>", "<name>WU/LI</name><nick>WU</nick>", "record 9 R-115")
                .replace(
                        "element-twice", "<name>WU/LI</name>", "<name>WU/LI</name><name>LI/WU</name>", "record 9 R-116")
                .replace("attribute-unknown", NINTH, NINTH + " priority=\"1\"", "record 9 R-115")
                .replace("attribute-twice", NINTH, NINTH + " reference=\"NB-9\"", "file R-020")
                .replace("pan-missing", "<pan>9999990000010096</pan>", "", "file R-017")
                .replace("order-of-elements", "<name>WU/LI</name>", "", "record 9 R-209 CARDHOLDER_NAME")
                .replace("text-between", "<name>WU/LI</name>", "WU<name>WU/LI</name>", "record 9 R-118")
                .replace("text-between-orders", "  " + NINTH, "and " + NINTH, "file R-023")
                .replace(
                        "other-namespace", "<name>WU/LI</name>", "<name xmlns=\"urn:x\">WU/LI</name>", "record 9 R-115")
                .replace("quote-open", NINTH, "<order reference=\"NB-2511-000009", "file R-020")
                .replace("colon-before-element", "<name>WU/LI</name>", "<:name>WU/LI</:name>", "file R-020")
                .replace("colon-before-attribute", NINTH, NINTH + " :priority=\"1\"", "file R-020")
                .replace("tag-open", "<name>WU/LI</name>", "<name>WU/LI", "file R-020")
                .replace("root-other", "cardOrders", "orders", "file R-023")
                .replace("reason-unknown", NINTH + " reason=\"NEW\"", NINTH + " reason=\"GIFT\"", "record 9 R-118")
                .add("twice", files.goodText() + files.goodText(), "file R-020")
                .add("garbage-behind", files.goodText() + "orders", "file R-020")
                .add("empty", "", "file R-002")
                .add("header-only", SampleMarkup.xmlStart() + SampleMarkup.xmlEnd(0, "0".repeat(12)), "file R-003");
    }

    private static void controls(CorruptFiles files) {
        String control = "  <control><orders>10</orders>";
        String good = files.goodText();
        String whole = good.substring(good.indexOf("  <control>"), good.indexOf("</cardOrders>"));
        files.replace("issuer-other", "\"NB01\"", "\"NB02\"", "file R-018")
                .replace("issuer-missing", " issuer=\"NB01\"", "", "file R-011")
                .replace("sequence-not-digits", "\"17\"", "\"x\"", "file R-011")
                .replace("date-wrong", "\"2025-11-20\"", "\"2025-11-31\"", "file R-011")
                .replace("count-wrong", control, control.replace("10", "11"), "file R-016")
                .replace("hash-total-wrong", "<hashTotal>", "<hashTotal>1", "file R-014")
                .replace("trailer-missing", whole, "", "file R-014")
                .replace("trailer-twice", whole, whole + whole, "file R-012");
    }

    private static void characters(CorruptFiles files) {
        files.prefixed("byte-order-mark", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, "file R-007")
                .add("utf-16", files.goodText().getBytes(StandardCharsets.UTF_16), "file R-007")
                .add("latin-1", files.goodText().getBytes(StandardCharsets.ISO_8859_1), "file R-008")
                .replace("other-charset-declared", "\"UTF-8\"", "\"ISO-8859-1\"", "file R-024")
                .replace("nul", "WU/LI", "WU/\0LI", "file R-020")
                .replace("nul-reference", "WU/LI", "WU/&#0;LI", "file R-020")
                .replace("carriage-return-in-name", "WU/LI", "WU/&#13;LI", "record 9 R-104 CARDHOLDER_NAME")
                .replace("name-reverses", "WU/LI", "WU/\u202eLI", "record 9 R-104 CARDHOLDER_NAME")
                .replace("pin-block-not-base64", "obLD1OX2Bwk=", "obLD1OX2B!k=", "record 9 R-110 PIN_BLOCK");
    }
}
