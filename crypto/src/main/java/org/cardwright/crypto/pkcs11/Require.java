package org.cardwright.crypto.pkcs11;

/** What is asked of arguments before a token is: wrong lengths are answered differently by every token, or not at all. */
final class Require {

    private static final int KEY_WRAP_UNIT = 8;

    private Require() {}

    static void length(boolean right, String rule, int bytes) {
        if (!right) {
            throw new IllegalArgumentException(rule + ", was " + bytes);
        }
    }

    static void type(TokenKeyType actual, TokenKeyType wanted) {
        if (actual != wanted) {
            throw new IllegalArgumentException("a key of type " + wanted + " is needed, was " + actual);
        }
    }

    static void secret(TokenKeyTemplate template) {
        if (!template.type().isSecret()) {
            throw new IllegalArgumentException("not for pairs: " + template.type());
        }
    }

    static void blocks(TokenKey key, byte[] data) {
        int block = key.type().blockBytes();
        length(data.length > 0 && data.length % block == 0, "whole blocks of " + block + " bytes", data.length);
    }

    static void initialValue(TokenKey key, int bytes) {
        length(bytes == key.type().blockBytes(), "an initial value of one block", bytes);
    }

    /** Key wrap takes whole units of 8 bytes and at least two (RFC 3394, 2); ciphers take whole blocks. */
    static void wrappable(TokenKey kek, int bytes, WrapMethod method) {
        switch (method.mode()) {
            case KEY_WRAP ->
                length(bytes % KEY_WRAP_UNIT == 0 && bytes >= 2 * KEY_WRAP_UNIT, "key wrap of 16, 24 ... bytes", bytes);
            case KEY_WRAP_PADDED -> length(bytes % KEY_WRAP_UNIT == 0, "a key of whole units of 8 bytes", bytes);
            case ECB, CBC -> {
                int block = kek.type().blockBytes();
                length(bytes % block == 0, "a key in whole blocks of " + block + " bytes", bytes);
            }
        }
        if (method.mode() == WrapMethod.Mode.CBC) {
            initialValue(kek, method.initialValue().size());
        }
    }
}
