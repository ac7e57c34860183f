package org.cardwright.crypto.module;

import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.pkcs11.TokenGroup;
import org.cardwright.crypto.pkcs11.TokenKeyName;

/** A cipher whose key stands on tokens, which encrypt for us; any of them, so that one may fail. PKCS #11 v3.0, 5.8 and 5.9. */
final class TokenKeyCipher extends KeyCipher {

    private final TokenGroup tokens;
    private final TokenKeyName name;
    private final KeyAlgorithm algorithm;
    private final int keyBytes;

    TokenKeyCipher(TokenGroup tokens, TokenKeyName name, KeyAlgorithm algorithm, int keyBytes) {
        this.tokens = tokens;
        this.name = name;
        this.algorithm = algorithm;
        this.keyBytes = keyBytes;
    }

    @Override
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public int keyBytes() {
        return keyBytes;
    }

    @Override
    public byte[] encryptEcb(byte[] clear) {
        return tokens.run(token -> token.encryptEcb(token.find(name), clear));
    }

    @Override
    public byte[] decryptEcb(byte[] cryptogram) {
        return tokens.run(token -> token.decryptEcb(token.find(name), cryptogram));
    }

    @Override
    public byte[] encryptCbc(byte[] clear, byte[] initialValue) {
        return tokens.run(token -> token.encryptCbc(token.find(name), initialValue, clear));
    }

    @Override
    public byte[] decryptCbc(byte[] cryptogram, byte[] initialValue) {
        return tokens.run(token -> token.decryptCbc(token.find(name), initialValue, cryptogram));
    }

    @Override
    public byte[] cmac(byte[] message) {
        return tokens.run(token -> token.cmac(token.find(name), message));
    }

    /** Nothing of the key is here. */
    @Override
    public void close() {}
}
