package org.cardwright.formats.issuer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Bad fixed files of a host. */
final class CorruptFixed {

    private static final int RECORD = 400;
    private static final int SPOILED_AT = CorruptFiles.SPOILED * RECORD;
    private static final int TRAILER_AT = 11 * RECORD;
    private static final int LINE_FEED = 0x15;

    private CorruptFixed() {}

    static CorruptFiles files() {
        CorruptFiles files = new CorruptFiles("fixed", ".dat", SampleForms::fixed)
                .wrongFields(Map.of("order-missing", "R-117 ORDER_REFERENCE"));
        records(files);
        controls(files);
        bytes(files);
        return files;
    }

    private static byte[] patched(byte[] file, int at, int... octets) {
        byte[] changed = file.clone();
        for (int i = 0; i < octets.length; i++) {
            changed[at + i] = (byte) octets[i];
        }
        return changed;
    }

    /** The file with the bytes from one offset to another replaced. */
    private static byte[] spliced(byte[] file, int from, int to, byte[] middle) {
        return CorruptFiles.joined(
                CorruptFiles.joined(Arrays.copyOf(file, from), middle), Arrays.copyOfRange(file, to, file.length));
    }

    private static void records(CorruptFiles files) {
        byte[] good = files.good();
        byte[] header = SampleForms.fixedHeader();
        byte[] ninth = Arrays.copyOfRange(good, SPOILED_AT, SPOILED_AT + RECORD);
        files.truncated("file R-013")
                .add("cut-in-record", Arrays.copyOf(good, SPOILED_AT + 17), "file R-004")
                .add("byte-more", spliced(good, SPOILED_AT + 60, SPOILED_AT + 60, new byte[] {0x40}), "file R-023")
                .add("byte-less", spliced(good, SPOILED_AT + 60, SPOILED_AT + 61, new byte[0]), "file R-004")
                .add("line-ends", spliced(good, RECORD, RECORD, new byte[] {LINE_FEED}), "file R-023")
                .add("empty", new byte[0], "file R-002")
                .add("header-only", header, "file R-003")
                .add("trailer-only", Arrays.copyOfRange(good, TRAILER_AT, good.length), "file R-010")
                .add("header-missing", Arrays.copyOfRange(good, RECORD, good.length), "file R-010")
                .add("header-twice", spliced(good, RECORD, RECORD, header), "file R-012")
                .add("header-among-orders", spliced(good, SPOILED_AT, SPOILED_AT, header), "file R-012")
                .add("order-doubled", spliced(good, SPOILED_AT, SPOILED_AT, ninth), "file R-016")
                .add("order-lost", spliced(good, SPOILED_AT, SPOILED_AT + RECORD, new byte[0]), "file R-016")
                .add("marker-wrong", patched(good, SPOILED_AT, 'D'), "file R-023")
                .add(
                        "trailer-early",
                        spliced(good, SPOILED_AT, SPOILED_AT, Arrays.copyOfRange(good, TRAILER_AT, good.length)),
                        "file R-015")
                .add("trailer-missing", Arrays.copyOf(good, TRAILER_AT), "file R-013")
                .add("twice", CorruptFiles.joined(good, good), "file R-015");
    }

    private static void controls(CorruptFiles files) {
        byte[] good = files.good();
        List<SampleOrder> orders = SampleOrder.ten();
        String hash = SampleForms.hashTotal(orders);
        String otherHash = hash.substring(0, 11) + (hash.charAt(11) == '0' ? '1' : '0');
        files.add("issuer-other", patched(good, 4, 0xF9), "file R-018")
                .add("sequence-not-packed", patched(good, 9, 0xAA), "file R-011")
                .add("date-wrong", patched(good, 13, 0x02, 0x02, 0x51, 0x31, 0x1C), "file R-011")
                .add("count-wrong", withTrailer(good, SampleForms.fixedTrailer(13, hash)), "file R-016")
                .add("count-not-packed", patched(good, TRAILER_AT + 1, 0x40, 0x40, 0x40, 0x40), "file R-014")
                .add("hash-total-wrong", withTrailer(good, SampleForms.fixedTrailer(12, otherHash)), "file R-017")
                .add("hash-total-blank", patched(good, TRAILER_AT + 5, 0x40), "file R-014");
    }

    private static byte[] withTrailer(byte[] good, byte[] trailer) {
        return spliced(good, TRAILER_AT, good.length, trailer);
    }

    private static void bytes(CorruptFiles files) {
        byte[] good = files.good();
        byte[] ascii = "x".repeat(10 * RECORD).getBytes(StandardCharsets.US_ASCII);
        files.prefixed("byte-order-mark", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, "file R-007")
                .add("ascii", ascii, "file R-010")
                .add("nul", patched(good, SPOILED_AT + 45, 0), "record 9 R-104 CARDHOLDER_NAME")
                .add("line-end-in-name", patched(good, SPOILED_AT + 45, LINE_FEED), "record 9 R-104 CARDHOLDER_NAME")
                .add("pan-not-packed", patched(good, SPOILED_AT + 35, 0xFA), "file R-017")
                .add("pan-negative", patched(good, SPOILED_AT + 40, 0x6D), "file R-017")
                .add("sequence-not-zoned", patched(good, SPOILED_AT + 41, 0x40), "record 9 R-112 PAN_SEQUENCE_NUMBER")
                .add("expires-not-packed", patched(good, SPOILED_AT + 170, 0x99), "record 9 R-111 EXPIRATION_DATE")
                .add("expires-5-digits", patched(good, SPOILED_AT + 168, 0x12), "record 9 R-108 EXPIRATION_DATE")
                .add("pin-block-not-hex", patched(good, SPOILED_AT + 213, 0xE9), "record 9 R-109 PIN_BLOCK")
                .add("reason-unknown", patched(good, SPOILED_AT + 30, 0xE7), "record 9 R-113 REASON");
    }
}
