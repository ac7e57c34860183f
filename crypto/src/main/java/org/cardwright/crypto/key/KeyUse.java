package org.cardwright.crypto.key;

import static org.cardwright.crypto.key.KeyDirection.DATA_PREPARATION_TO_PERSONALIZER;
import static org.cardwright.crypto.key.KeyDirection.ISSUER_TO_DATA_PREPARATION;
import static org.cardwright.crypto.key.KeyDirection.NONE;

import java.util.Arrays;
import java.util.List;

/**
 * What usage and mode of use of a key block mean here, and what is written of a key that leaves: one row for each purpose and
 * direction. ANSI X9.143, 6.3.1 (usage) and 6.3.3 (mode of use).
 *
 * <p>Accepted are the modes that allow all that is done here with such a key. A narrower one (only generate, only verify) is refused,
 * because nothing here would keep to it.
 */
public enum KeyUse {
    IMK_AC(KeyPurpose.IMK_AC, NONE, Modes.DERIVE),
    IMK_SMC(KeyPurpose.IMK_SMC, NONE, Modes.DERIVE),
    IMK_SMI(KeyPurpose.IMK_SMI, NONE, Modes.DERIVE),
    IMK_IDN(KeyPurpose.IMK_IDN, NONE, Modes.DERIVE),
    IMK_CVC3(KeyPurpose.IMK_CVC3, NONE, Modes.DERIVE),
    IMK_DAC(KeyPurpose.IMK_DAC, NONE, Modes.CODE),
    CARD_MASTER(KeyPurpose.CARD_MASTER, NONE, Modes.DERIVE),
    CHIP_MASTER(KeyPurpose.CHIP_MASTER, NONE, Modes.DERIVE),
    KEY_DERIVATION(KeyPurpose.KEY_DERIVATION, NONE, Modes.DERIVE),
    CVK(KeyPurpose.CVK, NONE, Modes.VERIFY),
    PVK_PVV(KeyPurpose.PVK_PVV, NONE, Modes.VERIFY),
    PVK_IBM(KeyPurpose.PVK_IBM, NONE, Modes.VERIFY),
    KEK_IN(KeyPurpose.KEK, ISSUER_TO_DATA_PREPARATION, Modes.DECRYPT),
    KEK_OUT(KeyPurpose.KEK, DATA_PREPARATION_TO_PERSONALIZER, Modes.ENCRYPT),
    KEY_BLOCK_PROTECTION_IN(KeyPurpose.KEY_BLOCK_PROTECTION, ISSUER_TO_DATA_PREPARATION, Modes.DECRYPT),
    KEY_BLOCK_PROTECTION_OUT(KeyPurpose.KEY_BLOCK_PROTECTION, DATA_PREPARATION_TO_PERSONALIZER, Modes.ENCRYPT),
    PIN_ENCRYPTION_IN(KeyPurpose.PIN_ENCRYPTION, ISSUER_TO_DATA_PREPARATION, Modes.DECRYPT),
    PIN_ENCRYPTION_OUT(KeyPurpose.PIN_ENCRYPTION, DATA_PREPARATION_TO_PERSONALIZER, Modes.ENCRYPT),
    DATA_ENCRYPTION_IN(KeyPurpose.DATA_ENCRYPTION, ISSUER_TO_DATA_PREPARATION, Modes.DECRYPT),
    DATA_ENCRYPTION_OUT(KeyPurpose.DATA_ENCRYPTION, DATA_PREPARATION_TO_PERSONALIZER, Modes.ENCRYPT),
    // our own, which neither come nor go
    ISSUER_RSA(KeyPurpose.ISSUER_RSA, NONE, Modes.OWN_SIGN),
    CA_RSA(KeyPurpose.CA_RSA, NONE, Modes.OWN_SIGN),
    MANIFEST_SIGNING(KeyPurpose.MANIFEST_SIGNING, NONE, Modes.OWN_SIGN),
    RECORD_MAC(KeyPurpose.RECORD_MAC, NONE, Modes.OWN_MAC),
    BATCH_DATA(KeyPurpose.BATCH_DATA, NONE, Modes.OWN_CIPHER),
    KEY_PAIR_STORAGE(KeyPurpose.KEY_PAIR_STORAGE, NONE, Modes.OWN_CIPHER),
    PIN_STORAGE(KeyPurpose.PIN_STORAGE, NONE, Modes.OWN_CIPHER),
    TEST_RANDOM_SEED(KeyPurpose.TEST_RANDOM_SEED, NONE, Modes.OWN_DERIVE);

    private static final char NEVER = '-';

    /** Mode of use here, of the other party's copy, and all that are accepted from others. */
    private enum Modes {
        DERIVE('X', 'X', "XN"),
        CODE('C', 'X', "XCN"),
        VERIFY('C', 'C', "CN"),
        DECRYPT('D', 'E', "DBN"),
        ENCRYPT('E', 'D', "EBN"),
        OWN_SIGN('S', NEVER, ""),
        OWN_MAC('C', NEVER, ""),
        OWN_CIPHER('B', NEVER, ""),
        OWN_DERIVE('X', NEVER, "");

        private final char here;
        private final char there;
        private final String accepted;

        Modes(char here, char there, String accepted) {
            this.here = here;
            this.there = there;
            this.accepted = accepted;
        }
    }

    private final KeyPurpose purpose;
    private final KeyDirection direction;
    private final Modes modes;

    KeyUse(KeyPurpose purpose, KeyDirection direction, Modes modes) {
        this.purpose = purpose;
        this.direction = direction;
        this.modes = modes;
    }

    /**
     * The row of a purpose and a direction.
     *
     * @throws KeyRefusedException when a transport key has no direction, or another key has one
     */
    public static KeyUse of(KeyPurpose purpose, KeyDirection direction) {
        return Arrays.stream(values())
                .filter(use -> use.purpose == purpose && use.direction == direction)
                .findFirst()
                .orElseThrow(() -> new KeyRefusedException("no " + purpose + " key goes " + direction));
    }

    /** What a key with this usage and mode of use may become here, in the order of the table; none when it is not for us. */
    public static List<KeyUse> ofBlock(String usage, char modeOfUse) {
        return Arrays.stream(values())
                .filter(use -> use.purpose.usage().equals(usage) && use.modes.accepted.indexOf(modeOfUse) >= 0)
                .toList();
    }

    /**
     * Refuses a key block that is for something else.
     *
     * @throws KeyRefusedException when the usage is another one, or the mode forbids what is done here with such a key
     */
    public void requireAdmits(KeyBlockHeader header) {
        requireComes();
        if (!header.usage().equals(purpose.usage())) {
            throw new KeyRefusedException("the key block is for another usage than " + purpose);
        }
        if (modes.accepted.indexOf(header.modeOfUse()) < 0) {
            throw new KeyRefusedException("the mode of use in the key block forbids "
                    + (direction == NONE
                            ? "what is done here with a " + purpose + " key"
                            : "the direction " + direction));
        }
    }

    /**
     * Refuses a key of our own that somebody sends.
     *
     * @throws KeyRefusedException when such a key never comes from others
     */
    public void requireComes() {
        if (modes.accepted.isEmpty()) {
            throw new KeyRefusedException("a " + purpose + " key does not come from others");
        }
    }

    /** Only use. */
    public KeyPurpose purpose() {
        return purpose;
    }

    /** Direction of a transport key, else NONE. */
    public KeyDirection direction() {
        return direction;
    }

    /** The mode of use of the key in our own store. */
    public char modeHere() {
        return modes.here;
    }

    /**
     * The mode of use of the other party's copy: who gets the key with which we encrypt, decrypts.
     *
     * @throws KeyRefusedException when such a key never leaves
     */
    public char modeThere() {
        if (modes.there == NEVER) {
            throw new KeyRefusedException("a " + purpose + " key does not leave");
        }
        return modes.there;
    }
}
