package org.cardwright.crypto.key;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How long keys are used that nobody gave other days: one row for each kind of key. NIST SP 800-57 part 1 revision 5, 5.3.6, Table 1.
 */
public enum StandardPeriod {
    /** Row 1, private signature key: 1 to 3 years. What it signed is verified with the public half. */
    SIGNATURE(3, 0),
    /** Row 3, symmetric authentication key: at most 2 years, what it made is verified at most 3 years longer. */
    AUTHENTICATION(2, 3),
    /** Row 6, symmetric data encryption key: at most 2 years, read at most 3 years longer. */
    DATA_ENCRYPTION(2, 3),
    /** Row 7, symmetric key-wrapping key: at most 2 years, unwraps at most 3 years longer. */
    KEY_WRAPPING(2, 3),
    /** Row 9, symmetric master key and key-derivation key: about 1 year; cards of it are checked as long as they live. */
    MASTER(1, 0),
    /** Our own keys that live as long as what they belong to: the ledger, a batch, published test data. */
    LIFE_OF_ITS_DATA(0, 0);

    private final int protectYears;
    private final int moreYears;

    StandardPeriod(int protectYears, int moreYears) {
        this.protectYears = protectYears;
        this.moreYears = moreYears;
    }

    /** The row of a purpose. */
    public static StandardPeriod of(KeyPurpose purpose) {
        return switch (purpose) {
            case ISSUER_RSA, MANIFEST_SIGNING -> SIGNATURE;
            case CVK, PVK_PVV, PVK_IBM -> AUTHENTICATION;
            case PIN_ENCRYPTION, DATA_ENCRYPTION -> DATA_ENCRYPTION;
            case KEK, KEY_BLOCK_PROTECTION -> KEY_WRAPPING;
            case IMK_AC, IMK_SMC, IMK_SMI, IMK_IDN, IMK_CVC3, IMK_DAC, CARD_MASTER, CHIP_MASTER, KEY_DERIVATION ->
                MASTER;
            case RECORD_MAC, BATCH_DATA, KEY_PAIR_STORAGE, PIN_STORAGE, TEST_RANDOM_SEED, CA_RSA -> LIFE_OF_ITS_DATA;
        };
    }

    /** The period of a key that comes into use on a day. */
    public Cryptoperiod from(LocalDate day) {
        if (this == LIFE_OF_ITS_DATA) {
            return Cryptoperiod.UNLIMITED;
        }
        LocalDate protectUntil = day.plusYears(protectYears).minusDays(1);
        return new Cryptoperiod(
                Optional.of(day),
                Optional.of(protectUntil),
                moreYears == 0 ? Optional.empty() : Optional.of(protectUntil.plusYears(moreYears)));
    }
}
