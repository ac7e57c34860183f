package org.cardwright.crypto.scp;

import java.util.Arrays;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.mac.RetailMac;
import org.cardwright.formats.bytes.ByteString;

/**
 * Session keys and authentication cryptograms of SCP02 (i = 15 and 55). GlobalPlatform Card Specification 2.3.1, E.4.
 *
 * <p>No session key gets parity. Closing wipes them.
 */
public final class Scp02Keys implements AutoCloseable {

    /** Length of the sequence counter. */
    public static final int COUNTER_BYTES = 2;

    private static final int HOST_CHALLENGE_BYTES = 8;
    private static final int CARD_CHALLENGE_BYTES = 6;
    private static final int BLOCK = 8;

    /** Constants of E.4.1. */
    private static final ByteString C_MAC = ByteString.fromHex("0101");

    private static final ByteString R_MAC = ByteString.fromHex("0102");
    private static final ByteString DEK = ByteString.fromHex("0181");
    private static final ByteString ENC = ByteString.fromHex("0182");

    /** 80, then zeros: what fills up the 16 bytes under a cryptogram. E.4.2. */
    private static final ByteString PADDING = ByteString.fromHex("8000000000000000");

    private final ByteString sequenceCounter;
    private final SecretBytes enc;
    private final SecretBytes mac;
    private final SecretBytes rmac;
    private final SecretBytes dek;

    private Scp02Keys(ByteString sequenceCounter, CardKeySet card) {
        this.sequenceCounter = sequenceCounter;
        this.enc = sessionKey(card.enc(), ENC, sequenceCounter);
        this.mac = sessionKey(card.mac(), C_MAC, sequenceCounter);
        this.rmac = sessionKey(card.mac(), R_MAC, sequenceCounter);
        this.dek = sessionKey(card.dek(), DEK, sequenceCounter);
    }

    /**
     * The keys of one session. E.4.1.
     *
     * @param card double-length 3DES
     * @param sequenceCounter 2 bytes, from the card
     * @throws KeyRefusedException when the keys of the card are others
     */
    public static Scp02Keys derive(CardKeySet card, ByteString sequenceCounter) {
        if (card.algorithm() != KeyAlgorithm.TDES) {
            throw new KeyRefusedException("SCP02 needs 3DES keys of the card, not " + card.algorithm());
        }
        requireLength(sequenceCounter, COUNTER_BYTES, "sequence counter");
        return new Scp02Keys(sequenceCounter, card);
    }

    /** 3DES-CBC of constant, counter and zeros, initial value zero. E.4.1. */
    private static SecretBytes sessionKey(SecretBytes cardKey, ByteString constant, ByteString sequenceCounter) {
        if (cardKey.size() != 16) {
            throw new KeyRefusedException("SCP02 needs double-length keys of the card");
        }
        try (KeyCipher cipher = KeyCipher.tdes(cardKey)) {
            byte[] data = Arrays.copyOf(constant.plus(sequenceCounter).toByteArray(), 16);
            return SecretBytes.adopt(cipher.encryptCbc(data));
        }
    }

    /** S-ENC: cryptograms and command encryption. */
    public SecretBytes enc() {
        return enc;
    }

    /** S-MAC: command MACs. */
    public SecretBytes mac() {
        return mac;
    }

    /** S-RMAC: MACs of answers. */
    public SecretBytes rmac() {
        return rmac;
    }

    /** Data encryption session key: secrets inside commands. */
    public SecretBytes dek() {
        return dek;
    }

    /**
     * What the card must have answered to INITIALIZE UPDATE. E.4.2.1.
     *
     * @param hostChallenge 8 bytes
     * @param cardChallenge 6 bytes
     */
    public ByteString cardCryptogram(ByteString hostChallenge, ByteString cardChallenge) {
        requireChallenges(hostChallenge, cardChallenge);
        return cryptogram(ByteString.concat(hostChallenge, sequenceCounter, cardChallenge, PADDING));
    }

    /**
     * What EXTERNAL AUTHENTICATE sends. E.4.2.2.
     *
     * @param hostChallenge 8 bytes
     * @param cardChallenge 6 bytes
     */
    public ByteString hostCryptogram(ByteString hostChallenge, ByteString cardChallenge) {
        requireChallenges(hostChallenge, cardChallenge);
        return cryptogram(ByteString.concat(sequenceCounter, cardChallenge, hostChallenge, PADDING));
    }

    /**
     * The challenge that a card with pseudo-random challenges (i = 55) gives: a MAC over its name, the rest of it cut off. E.4.2.3;
     * recalled, no published number.
     *
     * @param applicationIdentifier of the security domain or application that is talked to, 5 to 16 bytes
     */
    public ByteString cardChallenge(ByteString applicationIdentifier) {
        try (RetailMac retail = new RetailMac(mac)) {
            byte[] code = retail.compute(RetailMac.Padding.MANDATORY_80, applicationIdentifier.toByteArray());
            return ByteString.copyOf(code, 0, CARD_CHALLENGE_BYTES);
        }
    }

    /** The last block of 3DES-CBC, full triple DES for every block. B.1.2.1. */
    private ByteString cryptogram(ByteString data) {
        try (KeyCipher cipher = KeyCipher.tdes(enc)) {
            byte[] chained = cipher.encryptCbc(data.toByteArray());
            return ByteString.copyOf(chained, chained.length - BLOCK, BLOCK);
        }
    }

    private static void requireChallenges(ByteString hostChallenge, ByteString cardChallenge) {
        requireLength(hostChallenge, HOST_CHALLENGE_BYTES, "host challenge");
        requireLength(cardChallenge, CARD_CHALLENGE_BYTES, "card challenge");
    }

    private static void requireLength(ByteString value, int bytes, String what) {
        if (value.size() != bytes) {
            throw new IllegalArgumentException(
                    "the " + what + " of SCP02 has " + bytes + " bytes, not " + value.size());
        }
    }

    /** Wipes all session keys. */
    @Override
    public void close() {
        enc.close();
        mac.close();
        rmac.close();
        dek.close();
    }
}
