package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ExchangeVault.fromBank;
import static org.cardwright.crypto.module.ExchangeVault.kcv;
import static org.cardwright.crypto.module.ExchangeVault.secret;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyComponents;
import org.cardwright.crypto.key.KeyCryptogram;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Cryptogram;
import org.cardwright.crypto.module.KeyExchange.Leniency;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transport keys of every length of DES stand on a token and read what comes under them. */
class TokenTransportKeyTest {

    private static final KeyName KEK1 = KeyName.of("bank.kek1");
    private static final KeyName CARRIED = KeyName.of("bank.kek1-data");
    private static final String SINGLE = "0123456789ABCDEF";

    @ParameterizedTest
    @CsvSource({
        "0123456789ABCDEF, 1032547698BADCFE, DES-56",
        "0123456789ABCDEFFEDCBA9876543210, 1032547698BADCFE6745230132107654, TDES-112",
        "0123456789ABCDEFFEDCBA987654321089ABCDEF01234567, 1032547698BADCFE67452301321076544567012389ABCDEF, TDES-168",
    })
    void a_key_in_components_carries_a_key_that_comes(String first, String second, String algorithm)
            throws IOException {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        String sum = xor(first, second);
        try (Pkcs11SecurityModule module = TestTokenModule.open(Custody.TRANSIT)) {
            KeyAttributes kek = enter(module, List.of(first, second), sum);
            assertThat(kek.describeAlgorithm()).isEqualTo(algorithm);
            Cryptogram under = new Cryptogram(
                    KeyCryptogram.TDES_CBC, wrapped(sum), KeyAlgorithm.TDES, Set.of(Leniency.SINGLE_LENGTH));
            Announced carried = announced(CARRIED, KeyPurpose.DATA_ENCRYPTION, SINGLE);
            assertThat(module.keyExchange()
                            .importCryptogram(KEK1, under, carried)
                            .key()
                            .describeAlgorithm())
                    .isEqualTo("DES-56");
        }
    }

    private static KeyAttributes enter(Pkcs11SecurityModule module, List<String> parts, String sum) {
        int bytes = sum.length() / 2;
        try (KeyComponents components = new KeyComponents(KeyAlgorithm.TDES, bytes, parts.size())) {
            parts.forEach(part -> components.enter(secret(part), kcv(KeyAlgorithm.TDES, part)));
            return module.keyExchange()
                    .importComponents(components, announced(KEK1, KeyPurpose.KEK, sum), Set.of(Leniency.SINGLE_LENGTH))
                    .key();
        }
    }

    private static Announced announced(KeyName name, KeyPurpose purpose, String hex) {
        return new Announced(
                name,
                purpose,
                KeyDirection.ISSUER_TO_DATA_PREPARATION,
                kcv(KeyAlgorithm.TDES, hex),
                fromBank(Exportability.NEVER),
                KeyState.ACTIVE,
                Cryptoperiod.UNLIMITED);
    }

    private static ByteString wrapped(String kek) {
        try (KeyCipher cipher = KeyCipher.tdes(secret(kek.length() == 16 ? kek + kek : kek))) {
            return ByteString.of(cipher.encryptCbc(ByteString.fromHex(SINGLE).toByteArray()));
        }
    }

    private static String xor(String first, String second) {
        byte[] sum = ByteString.fromHex(first).toByteArray();
        byte[] other = ByteString.fromHex(second).toByteArray();
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= other[i];
        }
        return ByteString.of(sum).toHex();
    }
}
