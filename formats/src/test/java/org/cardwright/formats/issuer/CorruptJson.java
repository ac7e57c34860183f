package org.cardwright.formats.issuer;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Bad JSON files. */
final class CorruptJson {

    private static final String NINTH = "{\"reference\": \"NB-2511-000009\"";

    private CorruptJson() {}

    static CorruptFiles files() {
        CorruptFiles files = new CorruptFiles("json", ".json", SampleMarkup::json)
                .wrongFields(Map.of("product-unknown", "R-203 PRODUCT"));
        structure(files);
        controls(files);
        characters(files);
        return files;
    }

    private static void structure(CorruptFiles files) {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        files.truncated("file R-020")
                .replace("member-unknown", NINTH, NINTH + ", \"nick\": \"WU\"", "record 9 R-115")
                .replace("member-twice", NINTH, NINTH + ", \"reference\": \"NB-9\"", "record 9 R-116")
                .replace("member-alias", NINTH, NINTH + ", \"card/pan\": \"9999990000010096\"", "record 9 R-115")
                .replace("pan-missing", "\"pan\": \"9999990000010096\", ", "", "record 9 R-117 PAN")
                .replace("pan-floating", "\"9999990000010096\"", "9.99999E15", "record 9 R-107 PAN")
                .replace("order-is-array", NINTH, "[], " + NINTH, "file R-023")
                .replace("order-is-null", NINTH, "null, " + NINTH, "file R-023")
                .replace("comma-lost", NINTH, NINTH.replace(":", ""), "file R-020")
                .replace("string-open", "\"WU/LI\"", "\"WU/LI", "file R-020")
                .replace("nested-10000-deep", "\"WU/LI\"", deep, "file R-020")
                .replace("elements-1000", "\"WU/LI\"", "[" + "1,".repeat(999) + "1]", "file R-022")
                .replace("number-1000-digits", "\"9999990000010096\"", "9".repeat(1_000), "file R-020")
                .add("other-root", "[" + files.goodText() + "]", "file R-023")
                .add("twice", files.goodText() + files.goodText(), "file R-015")
                .add("garbage-behind", files.goodText() + "orders", "file R-020")
                .add("empty", "", "file R-002")
                .add("blanks-only", "  \n", "file R-002")
                .add("header-only", SampleMarkup.jsonStart() + SampleMarkup.jsonEnd(0), "file R-003");
    }

    private static void controls(CorruptFiles files) {
        files.replace("issuer-other", "\"NB01\"", "\"NB02\"", "file R-018")
                .replace("issuer-missing", "\"issuer\": \"NB01\", ", "", "file R-011")
                .replace(
                        "issuer-twice",
                        "\"issuer\": \"NB01\", ",
                        "\"issuer\": \"NB01\", \"issuer\": \"NB01\", ",
                        "file R-012")
                .replace("orders-missing", "\"orders\"", "\"cards\"", "file R-023")
                .replace("sequence-not-digits", ": 17,", ": 1.7,", "file R-011")
                .replace("date-wrong", "\"2025-11-20\"", "\"2025-11-31\"", "file R-011")
                .replace("count-wrong", "\"count\": 10", "\"count\": 11", "file R-016")
                .replace("count-missing", ", \"count\": 10", "", "file R-014")
                .replace("root-member-unknown", ", \"count\": 10", ", \"count\": 10, \"more\": 1", "file R-023");
    }

    private static void characters(CorruptFiles files) {
        files.prefixed("byte-order-mark", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, "file R-007")
                .add("utf-16", files.goodText().getBytes(StandardCharsets.UTF_16), "file R-007")
                .add("latin-1", files.goodText().getBytes(StandardCharsets.ISO_8859_1), "file R-008")
                .replace("nul", "WU/LI", "WU/\0LI", "file R-020")
                .replace("nul-escaped", "WU/LI", "WU/\\u0000LI", "record 9 R-104 CARDHOLDER_NAME")
                .replace("half-character", "WU/LI", "WU/\\ud800LI", "record 9 R-104 CARDHOLDER_NAME")
                .replace("line-end-in-name", "WU/LI", "WU/\nLI", "file R-020")
                .replace("pin-block-not-hex", "A1B2C3D4E5F60709", "A1B2C3D4E5F607GG", "record 9 R-109 PIN_BLOCK");
    }
}
