package org.cardwright.perso.cps;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;

/**
 * Finds out what a record does not say of itself, from redundancies: the decimal length against the binary one, and the
 * fixed codes behind each transport key identifier.
 */
final class RecordFormDetector {

    /** VNL and total length. */
    static final int FIXED_BYTES = 4 + 2;

    private static final int MAX_MIC = 7;
    private static final int MAX_WIDTH = 9;
    private static final int MAX_TKID = 32;

    private RecordFormDetector() {}

    /** The form of the record, or of the first record, in the bytes. */
    static RecordForm detect(ByteString bytes) {
        RecordForm section1 = section1(bytes);
        int at = section1.headerBytes();
        ByteString iccData = bytes.slice(at, at + iccDataBytes(bytes, at));
        return new RecordForm(section1.micBytes(), section1.lccaWidth(), tkidBytes(iccData));
    }

    /** Number of bytes of the first record in the bytes. */
    static int firstRecordBytes(ByteString bytes) {
        int at = section1(bytes).headerBytes();
        return at + iccDataBytes(bytes, at);
    }

    private static RecordForm section1(ByteString bytes) {
        return widthsInOrder()
                .flatMap(width -> IntStream.rangeClosed(1, MAX_MIC).mapToObj(mic -> new RecordForm(mic, width, 1)))
                .filter(form -> hasSection1(bytes, form))
                .findFirst()
                .orElseGet(() -> withoutSection1(bytes));
    }

    /** True for ASCII digits only, at least one. */
    static boolean isNumber(String digits) {
        return !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Stream<Integer> widthsInOrder() {
        int usual = RecordForm.USUAL.lccaWidth();
        // longest first, so that leading zeros are not taken for a part of the code
        return Stream.concat(
                Stream.of(usual),
                IntStream.rangeClosed(1, MAX_WIDTH)
                        .map(i -> MAX_WIDTH + 1 - i)
                        .filter(w -> w != usual)
                        .boxed());
    }

    private static RecordForm withoutSection1(ByteString bytes) {
        if (!beginsIccData(bytes, 0)) {
            throw new MalformedRecordException("MIC", 0, "section 1 or a version number of the layout");
        }
        return new RecordForm(0, 0, 1);
    }

    private static boolean hasSection1(ByteString bytes, RecordForm form) {
        int at = form.headerBytes();
        if (!beginsIccData(bytes, at)) {
            return false;
        }
        String digits = bytes.slice(form.micBytes(), at).toAscii();
        return isNumber(digits) && Integer.parseInt(digits) == iccDataBytes(bytes, at);
    }

    private static boolean beginsIccData(ByteString bytes, int at) {
        return bytes.size() >= at + FIXED_BYTES
                && IntStream.range(at, at + 4).allMatch(i -> isPrintable(bytes.unsignedAt(i)))
                && at + iccDataBytes(bytes, at) <= bytes.size();
    }

    private static boolean isPrintable(int c) {
        return c >= 0x20 && c <= 0x7E;
    }

    private static int iccDataBytes(ByteString bytes, int at) {
        return FIXED_BYTES + bytes.slice(at + 4, at + FIXED_BYTES).toUnsigned();
    }

    /** The length with which the directory can be read; the usual one first, and when there is no directory. */
    private static int tkidBytes(ByteString iccData) {
        int usual = RecordForm.USUAL.tkidBytes();
        return IntStream.concat(IntStream.of(usual), IntStream.rangeClosed(1, MAX_TKID))
                .filter(n -> fits(iccData, n))
                .findFirst()
                .orElse(usual);
    }

    private static boolean fits(ByteString iccData, int tkidBytes) {
        try {
            return CpsRecordCodec.decode(iccData, new RecordForm(0, 0, tkidBytes)).applications().stream()
                    .flatMap(a -> a.transportKeys().stream())
                    .allMatch(RecordFormDetector::isUsual);
        } catch (MalformedRecordException notThis) {
            return false;
        }
    }

    private static boolean isUsual(TransportKeyEntry entry) {
        return entry.type() == TransportKeyEntry.TYPE
                && (entry.cmode() == TransportKeyEntry.ECB || entry.cmode() == TransportKeyEntry.CBC)
                && !entry.dgis().isEmpty();
    }
}
