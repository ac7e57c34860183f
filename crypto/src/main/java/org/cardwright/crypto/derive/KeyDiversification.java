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
    EMV_C(MasterKey.ISSUER_AES, Shape.CARD, Result.aes("MK"), "EMV 4.4 Book 2, A1.4.3");

    /** What becomes of the parity bits of a derived key. */
    public enum Parity {
        /** Set to odd in every byte. */
        ODD("odd"),
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

    /** Standard and section. */
    public String source() {
        return source;
    }
}
