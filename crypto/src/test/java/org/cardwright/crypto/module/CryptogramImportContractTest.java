package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ExchangeVault.CLEAR;
import static org.cardwright.crypto.module.ExchangeVault.KBPK1_AES;
import static org.cardwright.crypto.module.ExchangeVault.KEK1;
import static org.cardwright.crypto.module.ExchangeVault.KEK1_AES;
import static org.cardwright.crypto.module.ExchangeVault.KEY;
import static org.cardwright.crypto.module.ExchangeVault.cvk;
import static org.cardwright.crypto.module.ExchangeVault.fromBank;
import static org.cardwright.crypto.module.ExchangeVault.kcv;
import static org.cardwright.crypto.module.ExchangeVault.secret;
import static org.cardwright.crypto.module.ExchangeVault.with;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.clear;
import static org.cardwright.crypto.module.ModuleCalls.under;
import static org.cardwright.crypto.module.ModuleCalls.verificationValue;

import java.util.List;
import java.util.Set;
import org.cardwright.crypto.key.AesKeyWrap;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.DesParity;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyCryptogram;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Cryptogram;
import org.cardwright.crypto.module.KeyExchange.Imported;
import org.cardwright.crypto.module.KeyExchange.Leniency;
import org.cardwright.crypto.module.Pins.SecretTranslationRequest;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of other parties under KEK1, in forms that bind no use to them. */
class CryptogramImportContractTest extends ModuleContract {

    CryptogramImportContractTest(Backend backend) {
        super(backend);
    }

    @Test
    void a_key_block_protection_key_opens_nothing_but_key_blocks() {
        ByteString wrapped = AesKeyWrap.KW.wrap(secret(KEY), secret(CLEAR.get(KBPK1_AES)));
        Cryptogram cryptogram = new Cryptogram(KeyCryptogram.AES_KW, wrapped, KeyAlgorithm.TDES, Set.of());
        assertRefused(() -> importCryptogram(KBPK1_AES, cryptogram, cvk(name)), "KEY_BLOCK_PROTECTION");
    }

    @ParameterizedTest
    @CsvSource({"TDES_ECB, bank.kek1", "TDES_CBC, bank.kek1", "AES_KW, bank.kek1-aes", "AES_KWP, bank.kek1-aes"})
    void a_legacy_cryptogram_becomes_a_key(KeyCryptogram form, String kek) {
        Cryptogram cryptogram = new Cryptogram(form, wrapped(form, KEY), KeyAlgorithm.TDES, Set.of());
        Imported imported = importCryptogram(KeyName.of(kek), cryptogram, cvk(name));
        assertThat(imported.parity()).contains(DesParity.ODD);
        assertThat(imported.blockVersion()).isEmpty();
        assertThat(verificationValue(module, name)).isEqualTo(verificationValue(KEY));
        KeyName wrong = KeyName.of(kek.equals("bank.kek1") ? "bank.kek1-aes" : "bank.kek1");
        assertRefused(() -> importCryptogram(wrong, cryptogram, cvk(name)), "is under");
    }

    @Test
    void a_legacy_cryptogram_in_another_mode_fails_at_parity_or_check_value() {
        ByteString ecb = wrapped(KeyCryptogram.TDES_ECB, KEY);
        assertRefused(
                () -> importCryptogram(
                        KEK1, new Cryptogram(KeyCryptogram.TDES_CBC, ecb, KeyAlgorithm.TDES, Set.of()), cvk(name)),
                "parity");
        assertRefused(
                () -> importCryptogram(
                        KEK1,
                        new Cryptogram(KeyCryptogram.TDES_CBC, ecb, KeyAlgorithm.TDES, Set.of(Leniency.ANY_PARITY)),
                        cvk(name)),
                "check value");
        assertThat(module.inventory().find(name)).isEmpty();
    }

    @Test
    void another_parity_is_adjusted_when_that_was_allowed_and_told() {
        String even = "0022446688AACCEEFFDDBB9977553311";
        Cryptogram strict = new Cryptogram(
                KeyCryptogram.TDES_ECB, wrapped(KeyCryptogram.TDES_ECB, even), KeyAlgorithm.TDES, Set.of());
        Announced announced = with(cvk(name), kcv(KeyAlgorithm.TDES, even));
        assertRefused(() -> importCryptogram(KEK1, strict, announced), "parity");
        Cryptogram lenient =
                new Cryptogram(strict.form(), strict.content(), strict.algorithm(), Set.of(Leniency.ANY_PARITY));
        Imported imported = importCryptogram(KEK1, lenient, announced);
        assertThat(imported.parity()).contains(DesParity.EVEN);
        assertThat(verificationValue(module, name)).isEqualTo(verificationValue(even));
    }

    @ParameterizedTest
    @CsvSource({"0123456789ABCDEF", "0123456789ABCDEF0123456789ABCDEF"})
    void a_single_length_key_only_reads_what_comes_in_and_must_be_allowed(String hex) {
        Cryptogram strict = new Cryptogram(
                KeyCryptogram.TDES_ECB, wrapped(KeyCryptogram.TDES_ECB, hex), KeyAlgorithm.TDES, Set.of());
        Cryptogram lenient =
                new Cryptogram(strict.form(), strict.content(), strict.algorithm(), Set.of(Leniency.SINGLE_LENGTH));
        Announced in = directed(KeyDirection.ISSUER_TO_DATA_PREPARATION, hex);
        assertRefused(() -> importCryptogram(KEK1, strict, in), "single-length");
        assertRefused(
                () -> importCryptogram(KEK1, lenient, directed(KeyDirection.DATA_PREPARATION_TO_PERSONALIZER, hex)),
                "56 bits");
        assertRefused(() -> importCryptogram(KEK1, lenient, with(cvk(name), kcv(KeyAlgorithm.TDES, hex))), "56 bits");
        KeyAttributes key = importCryptogram(KEK1, lenient, in).key();
        assertThat(key.describeAlgorithm()).isEqualTo("DES-56");
        assertThat(translated(hex.substring(0, 16))).isEqualTo(KEY);
    }

    @Test
    void a_weak_single_length_key_is_refused_whatever_is_allowed() {
        for (String weak : List.of("0101010101010101", "E0FEE0FEF1FEF1FE")) {
            Cryptogram cryptogram = new Cryptogram(
                    KeyCryptogram.TDES_ECB,
                    wrapped(KeyCryptogram.TDES_ECB, weak),
                    KeyAlgorithm.TDES,
                    Set.of(Leniency.values()));
            assertRefused(
                    () -> importCryptogram(KEK1, cryptogram, directed(KeyDirection.ISSUER_TO_DATA_PREPARATION, weak)),
                    "weak");
        }
    }

    private Imported importCryptogram(KeyName kek, Cryptogram cryptogram, Announced announced) {
        return module.keyExchange().importCryptogram(kek, cryptogram, announced);
    }

    /** Data that came under single DES, as they leave. */
    private String translated(String hex) {
        WrapUnder to = under("personalizer.kek2-d0", Mode.ECB);
        try (KeyCipher single = KeyCipher.tdes(secret(hex + hex))) {
            ByteString came =
                    ByteString.of(single.encryptEcb(ByteString.fromHex(KEY).toByteArray()));
            return clear(
                    module.pins()
                            .translateSecrets(
                                    List.of(new SecretTranslationRequest(new WrapUnder(name, Mode.ECB), came, to)))
                            .get(0),
                    to.key());
        }
    }

    private Announced directed(KeyDirection direction, String hex) {
        return new Announced(
                name,
                KeyPurpose.DATA_ENCRYPTION,
                direction,
                kcv(KeyAlgorithm.TDES, hex),
                fromBank(Exportability.NEVER),
                KeyState.ACTIVE,
                Cryptoperiod.UNLIMITED);
    }

    private static ByteString wrapped(KeyCryptogram form, String hex) {
        byte[] clear = ByteString.fromHex(hex).toByteArray();
        return switch (form) {
            case TDES_ECB, TDES_CBC -> {
                try (KeyCipher cipher = KeyCipher.tdes(secret(CLEAR.get(KEK1)))) {
                    yield ByteString.of(
                            form == KeyCryptogram.TDES_ECB ? cipher.encryptEcb(clear) : cipher.encryptCbc(clear));
                }
            }
            case AES_KW -> AesKeyWrap.KW.wrap(secret(hex), secret(CLEAR.get(KEK1_AES)));
            case AES_KWP -> AesKeyWrap.KWP.wrap(secret(hex), secret(CLEAR.get(KEK1_AES)));
        };
    }
}
