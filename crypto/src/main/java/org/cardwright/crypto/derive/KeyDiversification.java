package org.cardwright.crypto.derive;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.crypto.derive.DiversificationData.Shape;

/**
 * The catalogue of diversifications, as data: what each starts from, what it is fed with, which keys come out, and where that is
 * written.
 */
public enum KeyDiversification {
    /** ICC master key by option A. */
    EMV_A(MasterKey.ISSUER_TDES, Shape.CARD, Result.odd("MK"), "EMV 4.4 Book 2, A1.4.1"),
    /** ICC master key by option B. */
    EMV_B(MasterKey.ISSUER_TDES, Shape.CARD, Result.odd("MK"), "EMV 4.4 Book 2, A1.4.2"),
    /** ICC master key by option C. */
    EMV_C(MasterKey.ISSUER_AES, Shape.CARD, Result.aes("MK"), "EMV 4.4 Book 2, A1.4.3"),
    /** Card manager keys that are the KMC itself: cards that come so from their maker, and test cards. */
    NONE(MasterKey.KMC, Shape.SECURITY_DOMAIN, Result.asMaster("K_ENC", "K_MAC", "K_DEK"), "no diversification"),
    /** Card manager keys by EMV CPS 1.1. */
    CPS11(MasterKey.KMC_TDES, Shape.SECURITY_DOMAIN, Result.asComputed("K_ENC", "K_MAC", "K_DEK"), "EMV CPS 1.1"),
    /** Card manager keys by VISA2. */
    VISA2(
            MasterKey.KMC_TDES,
            Shape.SECURITY_DOMAIN,
            Result.asComputed("K_ENC", "K_MAC", "K_DEK"),
            "Visa, not published"),
    /** Card manager keys by KDF3. */
    KDF3(MasterKey.KMC_AES, Shape.SECURITY_DOMAIN, Result.aes("K_ENC", "K_MAC", "K_DEK"), "NIST SP 800-108r1, 4.1"),
    /** Session keys of SCP02 from the keys of a card manager. */
    SCP02(
            MasterKey.KMC_TDES,
            Shape.SCP02,
            Result.asComputed("S-ENC", "S-MAC", "S-RMAC", "S-DEK"),
            "GlobalPlatform 2.3.1, E.4.1"),
    /** Session keys of SCP03 from the keys of a card manager. */
    SCP03(
            MasterKey.KMC_AES,
            Shape.SCP03,
            Result.aes("S-ENC", "S-MAC", "S-RMAC"),
            "GlobalPlatform Amendment D 1.2, 6.2.1"),
    /** Chip key from that of its maker, 3DES. */
    KIC_TDES(MasterKey.CHIP_TDES, Shape.CHIP, Result.odd("K(IC)"), "own rule, as EMV 4.4 Book 2, A1.4.1"),
    /** Chip key from that of its maker, AES. */
    KIC_AES(MasterKey.CHIP_AES, Shape.CHIP, Result.aes("K(IC)"), "own rule, NIST SP 800-108r1, 4.1"),
    /** Counter mode with AES-CMAC. */
    KDF_CMAC(MasterKey.DERIVATION_AES, Shape.FIXED_INPUT, Result.aes("KO"), "NIST SP 800-108r1, 4.1"),
    /** Counter mode with HMAC-SHA-256. */
    KDF_HMAC_SHA256(MasterKey.DERIVATION_HMAC, Shape.FIXED_INPUT, Result.aes("KO"), "NIST SP 800-108r1, 4.1"),
    /** Wrapping key from the PIN of a person. */
    PBKDF2(MasterKey.PIN, Shape.SALT, Result.aes("KW"), "RFC 8018, 5.2");

    /** What becomes of the parity bits of a derived key. */
    public enum Parity {
        /** Set to odd in every byte. */
        ODD("odd"),
        /** As the computation leaves them; no cipher looks at them. */
        AS_COMPUTED("as computed"),
        /** Those of the master key. */
        AS_MASTER("as master"),
        /** AES has none. */
        NONE("none");

        private final String words;

        Parity(String words) {
            this.words = words;
        }

        /** For people. */
        public String describe() {
            return words;
        }
    }

    /**
     * What comes out.
     *
     * @param keys names of the keys, in their order
     * @param parity of every one
     */
    public record Result(List<String> keys, Parity parity) {

        private static Result odd(String... keys) {
            return new Result(List.of(keys), Parity.ODD);
        }

        private static Result asComputed(String... keys) {
            return new Result(List.of(keys), Parity.AS_COMPUTED);
        }

        private static Result asMaster(String... keys) {
            return new Result(List.of(keys), Parity.AS_MASTER);
        }

        private static Result aes(String... keys) {
            return new Result(List.of(keys), Parity.NONE);
        }
    }

    private final MasterKey master;
    private final Shape input;
    private final Result result;
    private final String source;

    KeyDiversification(MasterKey master, Shape input, Result result, String source) {
        this.master = master;
        this.input = input;
        this.result = result;
        this.source = source;
    }

    /** The method of a name as {@link #label} writes it. */
    public static Optional<KeyDiversification> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(method -> method.label().equals(label))
                .findFirst();
    }

    /** The name by which people ask for it: {@code emv-a}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it starts from. */
    public MasterKey master() {
        return master;
    }

    /** What it is fed with. */
    public Shape input() {
        return input;
    }

    /** What comes out. */
    public Result result() {
        return result;
    }

    /**
     * True when a security module can try it with one of its keys; a PIN is none of them, and a check value of what comes of a PIN
     * would let anyone try PINs.
     */
    public boolean hasDryRun() {
        return !master.purposes().isEmpty();
    }

    /** Standard and section. */
    public String source() {
        return source;
    }
}
