package org.cardwright.machine.virtualcard;

/** What a cryptogram means. EMV 4.4 Book 3, 6.5.5.4, Table 14 (bits 8 and 7 of P1 and of the cryptogram information data). */
enum CryptogramType {
    /** Declined. */
    AAC(0x00),
    /** Approved. */
    TC(0x40),
    /** The issuer is to be asked. */
    ARQC(0x80);

    private static final int MASK = 0xC0;

    private final int bits;

    CryptogramType(int bits) {
        this.bits = bits;
    }

    int bits() {
        return bits;
    }

    /** The type that a terminal asks for. */
    static CryptogramType of(int p1) {
        for (CryptogramType type : values()) {
            if (type.bits == (p1 & MASK)) {
                return type;
            }
        }
        throw new CardRefusal(CardRefusal.WRONG_PARAMETERS);
    }
}
