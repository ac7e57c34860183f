package org.cardwright.crypto.module;

import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/** Encrypts and decrypts secrets under KEK1 and KEK2 as a {@link WrapUnder} says. EMV CPS, personalization record. */
final class SecretTransport {

    private SecretTransport() {}

    /** Encrypts under KEK2; a whole number of cipher blocks. */
    static ByteString encrypt(KeySession session, WrapUnder under, KeyPurpose purpose, SecretBytes clear) {
        KeyCipher cipher = session.cipher(under.key(), KeyNeed.outgoing(purpose));
        byte[] bytes = ClearKeyAccess.open(clear);
        requireWholeBlocks(bytes.length, cipher, under);
        return ByteString.of(
                switch (under.mode()) {
                    case ECB -> cipher.encryptEcb(bytes);
                    case CBC -> cipher.encryptCbc(bytes);
                });
    }

    /** Decrypts; the need says whether a key of KEK1 or the check of one of KEK2 is meant. */
    static SecretBytes decrypt(KeySession session, WrapUnder under, KeyNeed need, ByteString cryptogram) {
        KeyCipher cipher = session.cipher(under.key(), need);
        requireWholeBlocks(cryptogram.size(), cipher, under);
        return SecretBytes.adopt(
                switch (under.mode()) {
                    case ECB -> cipher.decryptEcb(cryptogram.toByteArray());
                    case CBC -> cipher.decryptCbc(cryptogram.toByteArray());
                });
    }

    /** Is this a whole number of blocks of that cipher, one at least? */
    static boolean isWholeBlocks(int bytes, KeyCipher cipher) {
        return bytes > 0 && bytes % cipher.blockBytes() == 0;
    }

    private static void requireWholeBlocks(int bytes, KeyCipher cipher, WrapUnder under) {
        if (!isWholeBlocks(bytes, cipher)) {
            throw Refusal.badInput(
                    "a secret of " + bytes + " bytes is no whole number of cipher blocks of " + under.key());
        }
    }
}
