package org.cardwright.crypto.cryptogram;

import org.cardwright.crypto.cryptogram.CryptogramVersion.Response;
import org.cardwright.crypto.derive.SessionKeyDerivation;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.mac.ApplicationCryptogram;
import org.cardwright.crypto.mac.RetailMac.Padding;
import org.cardwright.formats.bytes.ByteString;

/**
 * Cryptograms and responses under the key of one card; the same arithmetic in the card and at its issuer.
 *
 * <p>EMV 4.4 Book 2, 8.1 and 8.2. Double-length 3DES. Not safe for several threads.
 */
public final class CardCryptograms {

    private static final int KEY_BYTES = 16;

    private final CryptogramVersion version;
    private final SecretBytes cardKey;

    /**
     * For one card.
     *
     * @param cardKey ICC master key for application cryptograms, 16 bytes; stays the caller's
     */
    public CardCryptograms(CryptogramVersion version, SecretBytes cardKey) {
        if (cardKey.size() != KEY_BYTES) {
            throw new KeyRefusedException("a card key of 3DES has 16 bytes, was " + cardKey.size());
        }
        this.version = version;
        this.cardKey = cardKey;
    }

    /**
     * What both sides derive the session key from.
     *
     * @param transactionCounter ATC, 2 bytes
     * @param unpredictableNumber 9F37, 4 bytes
     */
    public record Moment(ByteString transactionCounter, ByteString unpredictableNumber) {

        /** Checks the lengths. */
        public Moment {
            if (transactionCounter.size() != 2 || unpredictableNumber.size() != 4) {
                throw new IllegalArgumentException("an ATC has 2 and an unpredictable number 4 bytes");
            }
        }
    }

    /**
     * The cryptogram, 8 bytes.
     *
     * @param input as {@link CryptogramVersion#input} makes it
     */
    public ByteString cryptogram(Moment moment, ByteString input) {
        try (SecretBytes key = sessionKey(moment);
                ApplicationCryptogram engine = new ApplicationCryptogram(KeyAlgorithm.TDES, key)) {
            return version.padding() == Padding.ZEROS ? engine.computeZeroPadded(input) : engine.compute(input);
        }
    }

    /**
     * The answer of the issuer, ARPC.
     *
     * @param cryptogram that of the request
     * @param decision ARC (2 bytes), or card status update (4 bytes) with 0 to 8 bytes of the issuer
     * @return 8 or 4 bytes
     * @throws IllegalArgumentException when the decision has another length
     */
    public ByteString response(Moment moment, ByteString cryptogram, ByteString decision) {
        boolean method2 = version.response() == Response.METHOD_2;
        if (method2 ? decision.size() < 4 || decision.size() > 12 : decision.size() != 2) {
            throw new IllegalArgumentException("an ARC has 2 bytes, a card status update 4 to 12 with what follows");
        }
        boolean underCardKey = version.response() == Response.METHOD_1_MASTER_KEY;
        try (SecretBytes session = sessionKey(moment);
                ApplicationCryptogram engine =
                        new ApplicationCryptogram(KeyAlgorithm.TDES, underCardKey ? cardKey : session)) {
            return method2
                    ? engine.responseMethod2(cryptogram, decision.slice(0, 4), decision.slice(4))
                    : engine.responseMethod1(cryptogram, decision);
        }
    }

    private SecretBytes sessionKey(Moment moment) {
        try (KeyCipher master = KeyCipher.tdes(cardKey)) {
            return switch (version.session()) {
                case NONE -> SecretBytes.copyOf(ClearKeyAccess.open(cardKey));
                case EMV_COMMON -> SessionKeyDerivation.emvCommon(master, moment.transactionCounter());
                case MASTERCARD_SKD ->
                    SessionKeyDerivation.mastercardSkd(
                            master, moment.transactionCounter(), moment.unpredictableNumber());
            };
        }
    }
}
