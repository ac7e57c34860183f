package org.cardwright.formats.emv;

/** How long RSA moduli may be so that what is made with them fits into a record. EMV 4.4 Book 2, annex D, Table 43. */
public final class ModulusLengths {

    /** Of a CA or an issuer: a record holds 254 bytes, 70 81 L 90 81 L takes 6 of them. */
    public static final int MAX_BYTES = 248;

    /** Of an issuer that certifies card keys, and of a card: 70 81 L 9F46 81 L takes 7. */
    public static final int MAX_CERTIFYING_BYTES = 247;

    /** Of a card with CDA, less tag 9F10: of 256 response bytes 77 81 L, 9F27 01 x, 9F36 02 xx and 9F4B 81 L take 16. */
    public static final int MAX_CDA_BYTES = 240;

    private ModulusLengths() {}
}
