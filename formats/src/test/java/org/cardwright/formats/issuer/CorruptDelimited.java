package org.cardwright.formats.issuer;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Bad delimited files. */
final class CorruptDelimited {

    private static final String NINTH = "NB-2511-000009;";

    private CorruptDelimited() {}

    static CorruptFiles files() {
        CorruptFiles files = new CorruptFiles("delimited", ".csv", SampleForms::delimited).wrongFields(Map.of());
        lines(files);
        controls(files);
        characters(files);
        return files;
    }

    private static void lines(CorruptFiles files) {
        String header = SampleForms.delimitedHeader();
        String names = SampleForms.delimitedNames();
        files.truncated("file R-013")
                .replace("column-more", NINTH, NINTH + ";", "record 9 R-101")
                .replace("column-less", NINTH + "105;", NINTH, "record 9 R-101")
                .replace("blank-line", NINTH, "\n" + NINTH, "file R-016")
                .replace("quote-open", NINTH, "\"" + NINTH, "record 9 R-118")
                .replace("line-end-in-quotes", NINTH, "\"NB-2511\n-000009\";", "file R-016")
                .add("carriage-returns-only", files.goodText().replace('\n', '\r'), "file R-009")
                .add("empty", "", "file R-002")
                .add("header-only", header + names, "file R-003")
                .add("trailer-only", "T;0\n", "file R-010")
                .replace("header-missing", header, "", "file R-010")
                .replace("header-twice", header, header + header, "file R-019")
                .replace("header-among-orders", NINTH, header + NINTH, "file R-012")
                .replace("names-twice", NINTH, names + NINTH, "file R-012")
                .replace("names-missing", names, "", "file R-019")
                .replace("name-unknown", ";psn;", ";number;", "file R-019")
                .replace("name-twice", ";psn;", ";pan;", "file R-019")
                .add("twice", files.goodText() + files.goodText(), "file R-015");
    }

    private static void controls(CorruptFiles files) {
        files.replace("issuer-other", "H;NB01;", "H;NB02;", "file R-018")
                .replace("sequence-missing", ";17;", ";;", "file R-011")
                .replace("sequence-not-digits", ";17;", ";0x11;", "file R-011")
                .replace("date-wrong", "2025-11-20\n", "2025-11-31\n", "file R-011")
                .replace("header-short", ";2025-11-20\n", "\n", "file R-011")
                .replace("count-wrong", "T;10\n", "T;11\n", "file R-016")
                .replace("count-missing", "T;10\n", "T;\n", "file R-014")
                .replace("count-huge", "T;10\n", "T;99999999999999999999\n", "file R-014")
                .replace("trailer-missing", "T;10\n", "", "file R-013")
                .replace("trailer-early", NINTH, "T;10\n" + NINTH, "file R-015");
    }

    private static void characters(CorruptFiles files) {
        byte[] utf16 = files.goodText().getBytes(StandardCharsets.UTF_16);
        files.prefixed("byte-order-mark", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, "file R-007")
                .add("utf-16", utf16, "file R-007")
                .add("latin-1", files.goodText().getBytes(StandardCharsets.ISO_8859_1), "record 2 R-103")
                .add("bad-utf-8", badUtf8(files), "record 9 R-103")
                .replace("nul", "WU/LI", "WU/\0LI", "record 9 R-104 CARDHOLDER_NAME")
                .replace("name-reverses", "WU/LI", "WU/\u202eLI", "record 9 R-104 CARDHOLDER_NAME")
                .replace("pan-letter", NINTH + "105;;N;9999", NINTH + "105;;N;999O", "record 9 R-107 PAN")
                .replace("pan-20-digits", NINTH + "105;;N;9999", NINTH + "105;;N;99999999", "record 9 R-105 PAN")
                .replace("pin-block-not-hex", "A1B2C3D4E5F60709", "A1B2C3D4E5F607GG", "record 9 R-109 PIN_BLOCK")
                .replace("reason-unknown", NINTH + "105;;N;", NINTH + "105;;X;", "record 9 R-113 REASON");
    }

    private static byte[] badUtf8(CorruptFiles files) {
        byte[] bytes = files.good();
        int at = files.goodText().indexOf("WU/LI");
        int ahead = files.goodText().substring(0, at).getBytes(StandardCharsets.UTF_8).length;
        bytes[ahead] = (byte) 0xC0;
        return bytes;
    }
}
