package org.cardwright.machine.terminal;

/** What a cryptogram says. EMV 4.4 Book 3, 6.5.5.4, Table 14. */
public enum CryptogramKind {
    /** Declined. */
    AAC(0x00),
    /** Approved. */
    TC(0x40),
    /** The issuer is to be asked. */
    ARQC(0x80);

    private static final int MASK = 0xC0;

    private final int bits;

    CryptogramKind(int bits) {
        this.bits = bits;
    }

    int bits() {
        return bits;
    }

    static CryptogramKind of(int information) {
        for (CryptogramKind kind : values()) {
            if (kind.bits == (information & MASK)) {
                return kind;
            }
        }
        throw new Terminated("the card answers with a reserved cryptogram");
    }
}
