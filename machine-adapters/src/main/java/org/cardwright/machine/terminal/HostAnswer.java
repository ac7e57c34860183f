package org.cardwright.machine.terminal;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/**
 * What the issuer says.
 *
 * @param code authorisation response code, 2 characters; 00 is an approval
 * @param issuerAuthenticationData tag 91, 8 to 16 bytes; empty when there is none
 * @param finding why it is refused; an approval has none
 * @param scripts templates 71 and 72, in the order in which the card gets them
 */
public record HostAnswer(String code, ByteString issuerAuthenticationData, Finding finding, List<ByteString> scripts) {

    /** Copies the list. */
    public HostAnswer {
        scripts = List.copyOf(scripts);
    }

    /** What a host looks at, in this order. */
    public enum Finding {
        /** Nothing is wrong. */
        NONE,
        /** The card number cannot be one. */
        CARD_NUMBER,
        /** Track 2 of the chip says something else than the application. */
        TRACK_2,
        /** The verification value of the chip is wrong. */
        CARD_VERIFICATION_VALUE,
        /** The card makes its cryptograms in a way that nobody agreed on. */
        CRYPTOGRAM_VERSION,
        /** The cryptogram is not that of the card. */
        CRYPTOGRAM,
        /** The terminal found what this issuer does not accept. */
        TERMINAL_RESULTS
    }

    /** ISO 8583 response code of an approval. */
    public static final String APPROVED = "00";

    /** ISO 8583 response code of a refusal. */
    public static final String DECLINED = "05";

    /** True for an approval. EMV 4.4 Book 4, annex A6. */
    public boolean isApproved() {
        return code.equals(APPROVED);
    }

    /** Code and finding. */
    public String text() {
        return code + (finding == Finding.NONE ? "" : ", " + finding);
    }
}
