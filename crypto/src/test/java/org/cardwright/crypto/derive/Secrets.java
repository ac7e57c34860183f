package org.cardwright.crypto.derive;

import java.util.HexFormat;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;

/** Published keys to and from their text. */
public final class Secrets {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Secrets() {}

    public static SecretBytes of(String hex) {
        return SecretBytes.adopt(HEX.parseHex(hex));
    }

    public static KeyCipher cipher(KeyAlgorithm algorithm, String hex) {
        return KeyCipher.of(algorithm, of(hex));
    }

    public static String hex(SecretBytes secret) {
        return HEX.formatHex(ClearKeyAccess.open(secret));
    }

    static String checkValue(KeyAlgorithm algorithm, SecretBytes key) {
        try (KeyCipher cipher = KeyCipher.of(algorithm, key)) {
            return KeyCheckValue.of(cipher).toHex();
        }
    }
}
