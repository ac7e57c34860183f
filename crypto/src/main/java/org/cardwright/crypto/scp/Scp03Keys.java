package org.cardwright.crypto.scp;

import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.derive.CounterModeKdf;
import org.cardwright.crypto.derive.CounterModeKdf.FixedInput;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * Session keys, cryptograms and pseudo-random card challenges of SCP03, AES with 128, 192 or 256 bits. GlobalPlatform Amendment D
 * 1.2, 4.1.5, 6.2.1 and 6.2.2.
 *
 * <p>There is no session key for secrets inside commands: those go under the static K_DEK. Closing wipes the session keys.
 */
public final class Scp03Keys implements AutoCloseable {

    /** Length of a challenge. */
    public static final int CHALLENGE_BYTES = 8;

    private static final int COUNTER_BYTES = 3;
    private static final int VALUE_BYTES = 8;

    /** Constants of table 4-1. */
    private static final int CARD_CRYPTOGRAM = 0x00;

    private static final int HOST_CRYPTOGRAM = 0x01;
    private static final int CARD_CHALLENGE = 0x02;
    private static final int S_ENC = 0x04;
    private static final int S_MAC = 0x06;
    private static final int S_RMAC = 0x07;

    private final ByteString context;
    private final SecretBytes enc;
    private final SecretBytes mac;
    private final SecretBytes rmac;

    private Scp03Keys(CardKeySet card, ByteString context) {
        this.context = context;
        this.enc = sessionKey(card.enc(), S_ENC, context);
        this.mac = sessionKey(card.mac(), S_MAC, context);
        this.rmac = sessionKey(card.mac(), S_RMAC, context);
    }

    /**
     * The keys of one session. 6.2.1.
     *
     * @param card AES
     * @param hostChallenge 8 bytes
     * @param cardChallenge 8 bytes
     * @throws KeyRefusedException when the keys of the card are others
     */
    public static Scp03Keys derive(CardKeySet card, ByteString hostChallenge, ByteString cardChallenge) {
        if (card.algorithm() != KeyAlgorithm.AES) {
            throw new KeyRefusedException("SCP03 needs AES keys of the card, not " + card.algorithm());
        }
        if (hostChallenge.size() != CHALLENGE_BYTES || cardChallenge.size() != CHALLENGE_BYTES) {
            throw new IllegalArgumentException("the challenges of SCP03 have 8 bytes");
        }
        return new Scp03Keys(card, hostChallenge.plus(cardChallenge));
    }

    private static SecretBytes sessionKey(SecretBytes cardKey, int constant, ByteString context) {
        return kdf(cardKey, constant, context, cardKey.size());
    }

    /** 00 x 11, constant, 00, length in bits; the counter; the context. 4.1.5. */
    private static SecretBytes kdf(SecretBytes key, int constant, ByteString context, int bytes) {
        ByteString before = ByteString.concat(
                ByteString.repeat(0, 11),
                ByteString.ofByte(constant),
                ByteString.ofByte(0),
                ByteString.ofUnsigned(8 * bytes, 2));
        try (KeyCipher cipher = KeyCipher.aes(key)) {
            return CounterModeKdf.cmac(cipher, new FixedInput(before, context), bytes);
        }
    }

    /** What the function gives when it is no key: it travels in clear. */
    private static ByteString value(SecretBytes key, int constant, ByteString context) {
        try (SecretBytes value = kdf(key, constant, context, VALUE_BYTES)) {
            return ByteString.of(ClearKeyAccess.open(value));
        }
    }

    /** S-ENC: command and answer encryption. */
    public SecretBytes enc() {
        return enc;
    }

    /** S-MAC: command MACs and cryptograms. */
    public SecretBytes mac() {
        return mac;
    }

    /** S-RMAC: MACs of answers. */
    public SecretBytes rmac() {
        return rmac;
    }

    /** What the card must have answered to INITIALIZE UPDATE. 6.2.2.2. */
    public ByteString cardCryptogram() {
        return value(mac, CARD_CRYPTOGRAM, context);
    }

    /** What EXTERNAL AUTHENTICATE sends. 6.2.2.3. */
    public ByteString hostCryptogram() {
        return value(mac, HOST_CRYPTOGRAM, context);
    }

    /**
     * The challenge that a card with pseudo-random challenges gives, so that commands can be prepared without the card. 6.2.2.1.
     *
     * @param enc K_ENC of the card, AES
     * @param sequenceCounter 3 bytes, of the session to come
     * @param applicationIdentifier of the security domain, 5 to 16 bytes
     */
    public static ByteString cardChallenge(
            SecretBytes enc, ByteString sequenceCounter, ByteString applicationIdentifier) {
        if (sequenceCounter.size() != COUNTER_BYTES) {
            throw new IllegalArgumentException("the sequence counter of SCP03 has 3 bytes");
        }
        if (applicationIdentifier.size() < 5 || applicationIdentifier.size() > 16) {
            throw new IllegalArgumentException("an application identifier has 5 to 16 bytes");
        }
        return value(enc, CARD_CHALLENGE, sequenceCounter.plus(applicationIdentifier));
    }

    /** Wipes all session keys. */
    @Override
    public void close() {
        enc.close();
        mac.close();
        rmac.close();
    }
}
