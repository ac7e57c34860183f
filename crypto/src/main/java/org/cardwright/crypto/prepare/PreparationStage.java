package org.cardwright.crypto.prepare;

/** The stages of preparation in their order, each timed on its own. */
public enum PreparationStage {
    /** Reference PINs and further secrets from KEK1 to KEK2. */
    SECRETS,
    /** Card verification values and PIN verification values. */
    CARD_VALUES,
    /** Tracks of stripe and chip, initial vectors of CVC3. */
    TRACKS,
    /** Issuer certificates and parameters: everything the signature covers. */
    PARAMETERS,
    /** Signed static application data. */
    STATIC_SIGNATURES,
    /** ICC keys and their certificates. */
    ICC_KEYS,
    /** Card keys and their check values. */
    CARD_KEYS;

    /** Takes note of what a stage took. */
    @FunctionalInterface
    public interface Timer {

        /** Nobody wants to know. */
        Timer NONE = (stage, cards, nanos) -> {};

        /**
         * One stage is done.
         *
         * @param cards number of cards that went through
         * @param nanos elapsed time in nanoseconds
         */
        void took(PreparationStage stage, int cards, long nanos);
    }
}
