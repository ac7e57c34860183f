package org.cardwright.crypto.derive;

import java.util.function.IntFunction;
import org.cardwright.crypto.derive.CounterModeKdf.FixedInput;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * The static keys of a card from the master key KMC of its lot and the key diversification data that the card answers to INITIALIZE
 * UPDATE. EMV CPS 1.1; GlobalPlatform Card Specification 2.3.1, E.5.1.
 *
 * <p>The data are taken from the card, never computed: of the issuer's number in them there are two forms. Parity bits of 3DES keys
 * stay as they fall, as cards have them.
 */
public final class CardManagementKeys {

    /** Length of the key diversification data. */
    public static final int DATA_BYTES = 10;

    private static final int ENC = 1;
    private static final int MAC = 2;
    private static final int DEK = 3;

    private CardManagementKeys() {}

    /**
     * By the method that the maker of the lot names: NONE, CPS11, VISA2 or KDF3.
     *
     * @param data 10 bytes
     * @throws KeyRefusedException when the KMC is not of the method's algorithm and length
     */
    public static CardKeySet derive(
            KeyDiversification method, KeyAlgorithm algorithm, SecretBytes kmc, ByteString data) {
        if (method == KeyDiversification.NONE) {
            return undiversified(algorithm, kmc);
        }
        try (KeyCipher cipher = KeyCipher.of(algorithm, kmc)) {
            return derive(method, cipher, data);
        }
    }

    /** The same for the methods that only encrypt with the KMC, which may then be in a device: CPS11, VISA2, KDF3. */
    public static CardKeySet derive(KeyDiversification method, KeyCipher kmc, ByteString data) {
        return switch (method) {
            case CPS11 -> cps11(kmc, data);
            case VISA2 -> visa2(kmc, data);
            case KDF3 -> kdf3(kmc, data);
            default -> throw new IllegalArgumentException(method.label() + " gives no keys of a security domain");
        };
    }

    /** The KMC itself, three times: for cards that a maker delivers before diversification, and for tests. */
    public static CardKeySet undiversified(KeyAlgorithm algorithm, SecretBytes kmc) {
        byte[] clear = ClearKeyAccess.open(kmc);
        return new CardKeySet(
                algorithm, SecretBytes.copyOf(clear), SecretBytes.copyOf(clear), SecretBytes.copyOf(clear));
    }

    /** EMV CPS 1.1: 3DES over the rightmost six bytes of the data. */
    public static CardKeySet cps11(KeyCipher kmc, ByteString data) {
        return tdes(kmc, requireData(data).slice(4));
    }

    /** VISA2: the same over the first two bytes of the data and bytes 4 to 7. */
    public static CardKeySet visa2(KeyCipher kmc, ByteString data) {
        return tdes(kmc, requireData(data).slice(0, 2).plus(data.slice(4, 8)));
    }

    /** KDF3: AES-CMAC in counter mode over 00 00 00 number 00 and the data; no length field. */
    public static CardKeySet kdf3(KeyCipher kmc, ByteString data) {
        requireData(data);
        return set(KeyAlgorithm.AES, number -> {
            ByteString input = ByteString.concat(ByteString.ofUnsigned(number, 4), ByteString.ofByte(0), data);
            return CounterModeKdf.cmac(kmc, FixedInput.behindCounter(input), kmc.keyBytes());
        });
    }

    private static CardKeySet tdes(KeyCipher kmc, ByteString six) {
        if (kmc.algorithm() != KeyAlgorithm.TDES || kmc.keyBytes() != 16) {
            throw new KeyRefusedException("CPS 1.1 and VISA2 need a double-length 3DES master key");
        }
        return set(KeyAlgorithm.TDES, number -> {
            ByteString left = six.plus(ByteString.of((byte) 0xF0, (byte) number));
            ByteString right = six.plus(ByteString.of((byte) 0x0F, (byte) number));
            return SecretBytes.adopt(kmc.encryptEcb(left.plus(right).toByteArray()));
        });
    }

    private static CardKeySet set(KeyAlgorithm algorithm, IntFunction<SecretBytes> key) {
        return new CardKeySet(algorithm, key.apply(ENC), key.apply(MAC), key.apply(DEK));
    }

    private static ByteString requireData(ByteString data) {
        if (data.size() != DATA_BYTES) {
            throw new IllegalArgumentException("key diversification data have 10 bytes, not " + data.size());
        }
        return data;
    }
}
