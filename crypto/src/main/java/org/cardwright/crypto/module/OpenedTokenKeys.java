package org.cardwright.crypto.module;

import java.io.IOException;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.pkcs11.TokenGroup;
import org.cardwright.crypto.pkcs11.TokenKeyName;
import org.cardwright.crypto.rsa.DeviceRsaKey;
import org.cardwright.formats.bytes.ByteString;

/** Keys of tokens: lent by name, never in clear. Every use may go to another token of the group. */
record OpenedTokenKeys(TokenGroup tokens) implements OpenedKeys {

    private static final int DES_BYTES = 8;

    @Override
    public KeyCipher cipher(KeyAttributes key) {
        return new TokenKeyCipher(tokens, TokenKeys.name(key), key.algorithm(), TokenKeys.bytes(key));
    }

    @Override
    public KeyCipher ownCipher(KeyAttributes key) {
        return cipher(key);
    }

    @Override
    public KeyCipher leftHalf(KeyAttributes key) {
        return new TokenKeyCipher(tokens, TokenKeys.leftHalf(key.name()), KeyAlgorithm.TDES, DES_BYTES);
    }

    @Override
    public KeyMac mac(KeyAttributes key) {
        return new TokenMac(tokens, TokenKeys.name(key));
    }

    @Override
    public DeviceRsaKey rsaKey(KeyAttributes key) {
        TokenKeyName name = TokenKeys.name(key);
        return new TokenRsaKey(tokens, name, tokens.run(token -> token.rsaPublicKey(token.find(name))));
    }

    @Override
    public MessageSigner signer(KeyAttributes key) {
        TokenKeyName name = TokenKeys.name(key);
        return new TokenSigner(tokens, name, tokens.run(token -> token.ed25519PublicKey(token.find(name))));
    }

    @Override
    public SecretBytes clear(KeyAttributes key) {
        throw new KeyRefusedException(key.name() + " does not leave its token");
    }

    @Override
    public DeviceDerivation derivation() {
        return new TokenDerivation(tokens);
    }

    /** Nothing was opened. */
    @Override
    public void close() {}

    /** HMAC-SHA-256 by a token. */
    record TokenMac(TokenGroup tokens, TokenKeyName name) implements KeyMac {

        @Override
        public byte[] compute(byte[]... parts) {
            byte[] message = joined(parts);
            return tokens.run(token -> token.hmac(token.find(name), message));
        }

        private static byte[] joined(byte[]... parts) {
            int size = 0;
            for (byte[] part : parts) {
                size += part.length;
            }
            byte[] all = new byte[size];
            int at = 0;
            for (byte[] part : parts) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return all;
        }

        @Override
        public void close() {}
    }

    private record TokenRsaKey(TokenGroup tokens, TokenKeyName name, RsaPublicKey publicKey) implements DeviceRsaKey {

        @Override
        public byte[] privateOperation(ByteString block) {
            return tokens.run(token -> token.signRsa(token.find(name), block.toByteArray()));
        }
    }

    private record TokenSigner(TokenGroup tokens, TokenKeyName name, ByteString publicKey) implements MessageSigner {

        @Override
        public ByteString sign(SignedMessage message) throws IOException {
            byte[] whole = Ed25519Signatures.whole(message);
            if (whole.length == 0) {
                throw Refusal.badInput("a token signs no empty message");
            }
            return ByteString.of(tokens.run(token -> token.signEd25519(token.find(name), whole)));
        }
    }
}
