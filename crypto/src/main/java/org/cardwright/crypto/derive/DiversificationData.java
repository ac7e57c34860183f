package org.cardwright.crypto.derive;

import org.cardwright.crypto.derive.CounterModeKdf.FixedInput;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;

/**
 * What makes the keys of one card, chip or session differ from those of all others.
 *
 * <p>Constructors refuse a wrong length with {@link IllegalArgumentException}.
 */
public sealed interface DiversificationData {

    /** What it is made of; a method takes one shape only. */
    enum Shape {
        /** PAN and PAN sequence number. */
        CARD("PAN, PAN sequence number"),
        /** The key diversification data (KDD) that a security domain answers to INITIALIZE UPDATE. */
        SECURITY_DOMAIN("KDD (10 bytes)"),
        /** The same and the counter of a session. */
        SCP02("KDD, card keys, sequence counter (2)"),
        /** The same and the challenges of a session. */
        SCP03("KDD, card keys, two challenges (8)"),
        /** Number of a chip. */
        CHIP("chip number (8)"),
        /** Whatever follows the counter. */
        FIXED_INPUT("fixed input (1 to 255), bits"),
        /** What stands beside something that a PIN opens. */
        SALT("salt (16 to 64), iterations");

        private final String words;

        Shape(String words) {
            this.words = words;
        }

        /** For people. */
        public String describe() {
            return words;
        }
    }

    /** Its shape. */
    Shape shape();

    /** An account and the number of the card in it. EMV 4.4 Book 2, A1.4. */
    record Card(Pan pan, PanSequenceNumber sequenceNumber) implements DiversificationData {

        @Override
        public Shape shape() {
            return Shape.CARD;
        }
    }

    /**
     * A security domain of a card; that of the issuer is the card manager.
     *
     * @param data key diversification data, 10 bytes, as the card sends them
     */
    record SecurityDomain(ByteString data) implements DiversificationData {

        /** Checks the length. */
        public SecurityDomain {
            requireLength(data, CardManagementKeys.DATA_BYTES, "key diversification data");
        }

        @Override
        public Shape shape() {
            return Shape.SECURITY_DOMAIN;
        }
    }

    /**
     * A session of SCP02.
     *
     * @param cardKeys how the static keys of the card come from the KMC
     * @param card its key diversification data
     * @param sequenceCounter 2 bytes, as the card sends them
     */
    record Scp02Session(KeyDiversification cardKeys, SecurityDomain card, ByteString sequenceCounter)
            implements DiversificationData {

        /** Checks method and length. */
        public Scp02Session {
            requireCardKeys(cardKeys);
            requireLength(sequenceCounter, 2, "a sequence counter");
        }

        @Override
        public Shape shape() {
            return Shape.SCP02;
        }
    }

    /**
     * A session of SCP03.
     *
     * @param cardKeys how the static keys of the card come from the KMC
     * @param card its key diversification data
     * @param hostChallenge 8 bytes
     * @param cardChallenge 8 bytes
     */
    record Scp03Session(
            KeyDiversification cardKeys, SecurityDomain card, ByteString hostChallenge, ByteString cardChallenge)
            implements DiversificationData {

        /** Checks method and lengths. */
        public Scp03Session {
            requireCardKeys(cardKeys);
            requireLength(hostChallenge, 8, "a host challenge");
            requireLength(cardChallenge, 8, "a card challenge");
        }

        @Override
        public Shape shape() {
            return Shape.SCP03;
        }
    }

    /**
     * A chip.
     *
     * @param number 8 bytes
     */
    record Chip(ByteString number) implements DiversificationData {

        /** Checks the length. */
        public Chip {
            requireLength(number, ChipKeyDerivation.NUMBER_BYTES, "a chip number");
        }

        @Override
        public Shape shape() {
            return Shape.CHIP;
        }
    }

    /**
     * The input of a key derivation function behind its counter.
     *
     * @param input 1 to 255 bytes
     * @param bits of the key: 128, 192 or 256
     */
    record CounterMode(ByteString input, int bits) implements DiversificationData {

        private static final int MAX_BYTES = 255;

        /** Checks the lengths. */
        public CounterMode {
            if (input.isEmpty() || input.size() > MAX_BYTES) {
                throw new IllegalArgumentException("a fixed input has 1 to 255 bytes, not " + input.size());
            }
            if (bits != 128 && bits != 192 && bits != 256) {
                throw new IllegalArgumentException("a derived AES key has 128, 192 or 256 bits, not " + bits);
            }
        }

        @Override
        public Shape shape() {
            return Shape.FIXED_INPUT;
        }

        /** As the function wants it. */
        public FixedInput fixedInput() {
            return FixedInput.behindCounter(input);
        }
    }

    private static void requireCardKeys(KeyDiversification method) {
        if (method.input() != Shape.SECURITY_DOMAIN) {
            throw new IllegalArgumentException(method.label() + " gives no keys of a security domain");
        }
    }

    private static void requireLength(ByteString value, int bytes, String what) {
        if (value.size() != bytes) {
            throw new IllegalArgumentException(what + ": needed " + bytes + " bytes, not " + value.size());
        }
    }
}
