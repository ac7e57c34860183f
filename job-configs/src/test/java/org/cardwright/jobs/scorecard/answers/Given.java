package org.cardwright.jobs.scorecard.answers;

import java.util.HexFormat;
import java.util.Map;
import org.cardwright.crypto.derive.IccMasterKeyDerivation;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;

/**
 * The inputs of one calculation, in the forms that the product wants.
 *
 * @param inputs by name
 */
public record Given(Map<String, String> inputs) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    String text(String name) {
        String value = inputs.get(name);
        if (value == null) {
            throw new IllegalStateException("no input " + name + " but " + inputs.keySet());
        }
        return value;
    }

    byte[] raw(String name) {
        return HEX.parseHex(text(name));
    }

    ByteString bytes(String name) {
        return ByteString.fromHex(text(name));
    }

    SecretBytes secret(String name) {
        return SecretBytes.adopt(raw(name));
    }

    KeyCipher tdes(String name) {
        return KeyCipher.tdes(secret(name));
    }

    KeyCipher aes(String name) {
        return KeyCipher.aes(secret(name));
    }

    RsaPublicKey publicKey(String modulus, String exponent) {
        return new RsaPublicKey(bytes(modulus), bytes(exponent));
    }

    /** Option A with inputs {@code pan} and {@code psn}. */
    SecretBytes optionA(String issuerMasterKey) {
        return IccMasterKeyDerivation.optionA(tdes(issuerMasterKey), text("pan"), text("psn"));
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    static String hex(SecretBytes secret) {
        return HEX.formatHex(ClearKeyAccess.open(secret));
    }

    /** Some sources set odd parity where EMV does not; the cipher ignores those bits. */
    static String withOddParity(SecretBytes key) {
        byte[] bytes = ClearKeyAccess.open(key).clone();
        for (int i = 0; i < bytes.length; i++) {
            int upper = bytes[i] & 0xFE;
            bytes[i] = (byte) (Integer.bitCount(upper) % 2 == 0 ? upper | 1 : upper);
        }
        return HEX.formatHex(bytes);
    }

    /** The check value of a triple DES key, as many bytes as the source prints. */
    static String checkValue(SecretBytes key, int bytes) {
        return KeyCheckValue.of(KeyCheckValue.Method.TDES_ZEROS, KeyCipher.tdes(key), bytes)
                .toHex();
    }

    static byte[] xor(byte[] one, byte[] other) {
        byte[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= other[i];
        }
        return sum;
    }
}
