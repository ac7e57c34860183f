package org.cardwright.formats.profile;

/** Which rules an application follows; never what it looks like. */
public enum Family {
    /** Visa-like (VIS): TLV data groupings 3000, 3001, 9200. */
    VIS,
    /** Mastercard-like (M/Chip): positional data groupings Axxx and Bxxx. */
    MCHIP,
    /** An application of the issuer's own, EMV or not. */
    LOCAL,
    /** Payment System Environment, {@code 1PAY.SYS.DDF01}. EMV 4.4 Book 1, 12.2. */
    PSE,
    /** Proximity Payment System Environment, {@code 2PAY.SYS.DDF01}. */
    PPSE;

    /** True for the two directories, which have no money in them. */
    public boolean isDirectory() {
        return this == PSE || this == PPSE;
    }
}
