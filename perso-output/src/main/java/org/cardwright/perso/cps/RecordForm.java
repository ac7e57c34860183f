package org.cardwright.perso.cps;

/**
 * What a reader of records must know because the record does not say it. EMV CPS, sections 1 and 3 of the record.
 *
 * @param micBytes length of the module identifier code, 0 to 7; 0 when records begin with section 2
 * @param lccaWidth decimal digits of the length field, 0 to 9; 0 when records begin with section 2
 * @param tkidBytes length of a transport key identifier, 1 to 32
 */
public record RecordForm(int micBytes, int lccaWidth, int tkidBytes) {

    /** {@code #CHP#}, seven digits, transport key identifiers of nine bytes. */
    public static final RecordForm USUAL = new RecordForm(5, 7, 9);

    /** Most bytes of section 1. */
    static final int MAX_HEADER_BYTES = 7 + 9;

    private static final int MAX_TKID = 32;

    /** Checks the ranges. */
    public RecordForm {
        boolean header = micBytes >= 1 && micBytes <= 7 && lccaWidth >= 1 && lccaWidth <= 9;
        boolean none = micBytes == 0 && lccaWidth == 0;
        if (!(header || none) || tkidBytes < 1 || tkidBytes > MAX_TKID) {
            throw new IllegalArgumentException("a code of 1 to 7, a length of 1 to 9, an identifier of 1 to 32 bytes");
        }
    }

    /** True when records begin with section 1. */
    public boolean hasHeader() {
        return micBytes > 0;
    }

    /** Number of bytes of section 1. */
    public int headerBytes() {
        return micBytes + lccaWidth;
    }
}
