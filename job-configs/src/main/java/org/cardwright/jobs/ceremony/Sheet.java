package org.cardwright.jobs.ceremony;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.jobs.paper.Pdf;
import org.cardwright.jobs.paper.Pdf.Style;
import org.cardwright.jobs.paper.QrCode;

/**
 * The page that one custodian takes away: what it is, what is to be typed again, the same as a code, and what to do with it.
 *
 * @param heading what it is
 * @param rehearsal true when it is worth nothing
 * @param facts what stands on it, by name
 * @param rules what the custodian does with it
 */
record Sheet(String heading, boolean rehearsal, Map<String, String> facts, List<String> rules) {

    private static final double LEFT = 56;
    private static final double TOP = 780;
    private static final double STEP = 17;
    private static final double VALUES = 210;
    private static final double CODE_SIDE = 190;
    private static final double CODE_LEFT = 350;

    /**
     * The page as PDF, to be wiped by the caller.
     *
     * @param typed lines of ASCII; closed by the caller
     * @param code what the code holds; closed by the caller
     */
    byte[] print(SecretBytes typed, SecretBytes code) {
        try (Pdf pdf = new Pdf().page();
                QrCode printed = QrCode.of(ClearKeyAccess.open(code))) {
            pdf.text(Style.HEADING, LEFT, TOP, rehearsal ? "REHEARSAL - " + heading : heading);
            double y = TOP - 2 * STEP;
            for (Map.Entry<String, String> fact : facts.entrySet()) {
                pdf.text(Style.PLAIN, LEFT, y, fact.getKey());
                pdf.text(Style.STRONG, VALUES, y, fact.getValue());
                y -= STEP;
            }
            pdf.code(printed, CODE_LEFT, y - STEP - CODE_SIDE, CODE_SIDE);
            y = lines(pdf, typed, y - 2 * STEP);
            y = Math.min(y, TOP - (facts.size() + 4) * STEP - CODE_SIDE) - STEP;
            for (String rule : rules) {
                pdf.text(Style.PLAIN, LEFT, y, rule);
                y -= STEP;
            }
            pdf.text(Style.PLAIN, LEFT, y - STEP, "Date, signature: ..............................................");
            return pdf.toBytes();
        }
    }

    private static double lines(Pdf pdf, SecretBytes typed, double top) {
        byte[] all = ClearKeyAccess.open(typed);
        double y = top;
        int from = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\n') {
                byte[] line = Arrays.copyOfRange(all, from, i);
                pdf.text(Style.TYPED, LEFT, y, line);
                Arrays.fill(line, (byte) 0);
                from = i + 1;
                y -= STEP;
            }
        }
        return y;
    }

    /** Bytes of a key as people type them: capital hexadecimal digits, four in a group, 16 in a line; closed by the caller. */
    static SecretBytes digits(SecretBytes key) {
        byte[] bytes = ClearKeyAccess.open(key);
        byte[] text = new byte[bytes.length * 2 + bytes.length / 2];
        byte[] digits = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
        int at = 0;
        for (int i = 0; i < bytes.length; i++) {
            text[at++] = digits[(bytes[i] >> 4) & 0x0F];
            text[at++] = digits[bytes[i] & 0x0F];
            if (i % 2 == 1) {
                text[at++] = (byte) (i % 8 == 7 ? '\n' : ' ');
            }
        }
        return SecretBytes.adopt(text);
    }

    /** The same in one line, for the code; closed by the caller. */
    static SecretBytes together(SecretBytes digits) {
        byte[] text = ClearKeyAccess.open(digits);
        byte[] line = new byte[text.length];
        int length = 0;
        for (byte one : text) {
            if (one > ' ') {
                line[length++] = one;
            }
        }
        byte[] exact = Arrays.copyOf(line, length);
        Arrays.fill(line, (byte) 0);
        return SecretBytes.adopt(exact);
    }
}
