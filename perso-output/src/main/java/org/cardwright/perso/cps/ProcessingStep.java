package org.cardwright.perso.cps;

import org.cardwright.formats.bytes.ByteString;

/**
 * One processing step of the personalization device.
 *
 * <p>EMV CPS, section 3 of the record (ACT, REQ, TAG, PDI, POINTER).
 *
 * @param act action, {@code 0F} = personalization according to EMV CPS
 * @param req {@code 01} required, {@code 00} optional
 * @param tag ties the step to a data object of section 3c, {@code EF}
 * @param pdi device instructions
 * @param pointer POINTER, normally empty
 */
public record ProcessingStep(int act, int req, int tag, ProcessingInstructions pdi, ByteString pointer) {

    /** ACT of personalization. */
    public static final int PERSONALIZE = 0x0F;

    /** REQ of a required step. */
    public static final int REQUIRED = 0x01;

    /** TAG of the data object that holds the data groupings. */
    public static final int DATA_OBJECT = 0xEF;

    /** Checks the one-byte codes. */
    public ProcessingStep {
        if (act < 0 || act > 0xFF || req < 0 || req > 0xFF || tag < 0 || tag > 0xFF) {
            throw new IllegalArgumentException("ACT, REQ and TAG are one byte each");
        }
    }

    /** A required personalization step over tag EF. */
    public static ProcessingStep personalize(ProcessingInstructions pdi) {
        return new ProcessingStep(PERSONALIZE, REQUIRED, DATA_OBJECT, pdi, ByteString.EMPTY);
    }
}
