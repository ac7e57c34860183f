package org.cardwright.crypto.cryptogram;

import org.cardwright.crypto.cryptogram.CryptogramVersion.Layout;
import org.cardwright.crypto.derive.SessionKeyDerivation;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.mac.RetailMac;
import org.cardwright.formats.bytes.ByteString;

/**
 * Script commands under one key of one card; the same arithmetic in the card and at its issuer. EMV 4.4 Book 2, 9.2.1 (MAC, format 2)
 * and 9.3.1 (encipherment).
 *
 * <p>Session keys: of the ATC for Visa CVN 10 and 18, of the request cryptogram for M/Chip. Double-length 3DES.
 */
public final class ScriptMessages {

    /** Length of the MAC. */
    public static final int MAC_BYTES = 8;

    private static final int KEY_BYTES = 16;

    private final Layout layout;
    private final SecretBytes cardKey;

    /**
     * For one card.
     *
     * @param cardKey ICC master key for script integrity (SMI) or confidentiality (SMC), 16 bytes; stays the caller's
     */
    public ScriptMessages(Layout layout, SecretBytes cardKey) {
        if (cardKey.size() != KEY_BYTES) {
            throw new KeyRefusedException("a card key of 3DES has 16 bytes, was " + cardKey.size());
        }
        this.layout = layout;
        this.cardKey = cardKey;
    }

    /**
     * What both sides know of the transaction.
     *
     * @param transactionCounter ATC, 2 bytes
     * @param requestCryptogram ARQC, 8 bytes
     */
    public record Request(ByteString transactionCounter, ByteString requestCryptogram) {

        /** Checks the lengths. */
        public Request {
            if (transactionCounter.size() != 2 || requestCryptogram.size() != 8) {
                throw new IllegalArgumentException("an ATC has 2 and a request cryptogram 8 bytes");
            }
        }
    }

    /**
     * The MAC behind the data of a script command: over CLA INS P1 P2, Lc with the MAC, ATC, ARQC, data. 9.2.1.2, format 2.
     *
     * @param header CLA (84 or 8C), INS, P1, P2 as one number
     * @param data in front of the MAC, as they are sent
     */
    public ByteString mac(Request request, int header, ByteString data) {
        ByteString message = ByteString.concat(
                ByteString.ofUnsigned(header, 4),
                ByteString.ofByte(data.size() + MAC_BYTES),
                request.transactionCounter(),
                request.requestCryptogram(),
                data);
        try (SecretBytes session = sessionKey(request);
                RetailMac mac = new RetailMac(session)) {
            return ByteString.of(mac.compute(RetailMac.Padding.MANDATORY_80, message.toByteArray()));
        }
    }

    /** Opens an enciphered PIN block of M/Chip: CBC from zero, a whole number of blocks. The caller closes it. */
    public SecretBytes decipher(Request request, ByteString cryptogram) {
        try (SecretBytes session = sessionKey(request);
                KeyCipher cipher = KeyCipher.tdes(session)) {
            return SecretBytes.adopt(cipher.decryptCbc(cryptogram.toByteArray()));
        }
    }

    private SecretBytes sessionKey(Request request) {
        if (layout == Layout.VISA) {
            return SessionKeyDerivation.visaScript(cardKey, request.transactionCounter());
        }
        try (KeyCipher master = KeyCipher.tdes(cardKey)) {
            return SessionKeyDerivation.emvCommon(master, request.requestCryptogram());
        }
    }
}
