package org.cardwright.formats.profile;

import java.util.List;

/**
 * Keys that are derived for every card and travel in one data grouping.
 *
 * @param id name within the application
 * @param option derivation option. EMV 4.4 Book 2, A1.4
 * @param keys in the order of the data grouping
 */
public record CardKeyProfile(String id, Option option, List<Key> keys) {

    /** Copies the list. */
    public CardKeyProfile {
        keys = List.copyOf(keys);
    }

    /** EMV 4.4 Book 2, A1.4.1 to A1.4.3. */
    public enum Option {
        /** 3DES over the rightmost 16 digits of PAN and PAN sequence number. */
        A,
        /** As A for PANs of up to 16 digits, else over decimalised SHA-1. */
        B,
        /** AES. */
        C
    }

    /** What a card key is for. */
    public enum Use {
        /** Application cryptograms. */
        AC,
        /** Integrity of scripts. */
        SMI,
        /** Confidentiality of scripts. */
        SMC,
        /** ICC dynamic numbers. */
        IDN,
        /** Dynamic card verification codes. */
        CVC3
    }

    /**
     * One key.
     *
     * @param use what it is for
     * @param issuerMasterKey what it is derived from
     */
    public record Key(Use use, KeyReference issuerMasterKey) {}
}
