package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ExchangeVault.BUREAU;
import static org.cardwright.crypto.module.ExchangeVault.CLEAR;
import static org.cardwright.crypto.module.ExchangeVault.KBPK2_AES;
import static org.cardwright.crypto.module.ExchangeVault.KEK2;
import static org.cardwright.crypto.module.ExchangeVault.PERSONALIZER;
import static org.cardwright.crypto.module.ExchangeVault.secret;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyUse;
import org.cardwright.crypto.module.KeyExchange.Exported;
import org.cardwright.crypto.module.KeyExchange.Form;
import org.cardwright.crypto.module.KeyExchange.Order;
import org.cardwright.crypto.module.KeyGeneration.Specification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys that are made in a vault, on their way to the party that may have them; the rest is {@link KeyExportContractTest}. */
class KeyExportTest {

    private static final KeyName KEY = KeyName.of("bureau.key");

    @TempDir
    private Path home;

    private KeyVault vault = TestModule.vault();

    @BeforeEach
    void make() throws IOException {
        vault.close();
        vault = ExchangeVault.in(Files.createTempDirectory(home, "v").resolve("vault"));
    }

    @ParameterizedTest
    @EnumSource
    void each_purpose_leaves_with_the_mode_of_the_table_or_not_at_all(KeyUse use) {
        if (use.purpose() == KeyPurpose.ISSUER_RSA || use.purpose() == KeyPurpose.CA_RSA) {
            KeyGeneration.generateIssuerRsaKey(vault, KEY, 1024, 3);
            assertRefused(() -> export(new Order(KEY, KBPK2_AES, PERSONALIZER, Form.BLOCK_D)), "does not leave");
            return;
        }
        generate(specification(use), custody(Exportability.SENSITIVE));
        Order order = new Order(KEY, KBPK2_AES, PERSONALIZER, Form.BLOCK_D);
        if (KeyUse.ofBlock(use.purpose().usage(), use.modeHere()).isEmpty()) {
            assertRefused(() -> export(order), "does not leave");
        } else {
            assertThat(export(order).text().substring(5, 9))
                    .isEqualTo(use.purpose().usage()
                            + specification(use).algorithm().letter()
                            + use.modeThere());
        }
    }

    private static Specification specification(KeyUse use) {
        KeyAlgorithm algorithm = switch (use.purpose()) {
            case RECORD_MAC, TEST_RANDOM_SEED -> KeyAlgorithm.HMAC;
            case MANIFEST_SIGNING -> KeyAlgorithm.ED25519;
            case BATCH_DATA, KEY_PAIR_STORAGE, PIN_STORAGE, KEY_DERIVATION -> KeyAlgorithm.AES;
            default -> KeyAlgorithm.TDES;
        };
        return new Specification(
                KEY, use.purpose(), algorithm, algorithm == KeyAlgorithm.TDES ? 16 : 32, use.direction());
    }

    @Test
    void a_test_key_protects_no_real_key() {
        make(KeyPurpose.CVK, KeyAlgorithm.TDES, 16, Exportability.TRUSTED);
        KeyName testKey = KeyName.of("perso.test-kek2");
        vault.addNew(kek(testKey, KeyDirection.DATA_PREPARATION_TO_PERSONALIZER, true));
        assertRefused(() -> export(new Order(KEY, testKey, PERSONALIZER, Form.BLOCK_B)), "published test key");
        KeyName other = KeyName.of("perso.other-kek2");
        vault.addNew(kek(other, KeyDirection.DATA_PREPARATION_TO_PERSONALIZER, false));
        assertThat(export(new Order(KEY, other, PERSONALIZER, Form.BLOCK_B)).text())
                .startsWith("B");
    }

    private static NewKey kek(KeyName name, KeyDirection direction, boolean test) {
        return NewKey.checked(
                new NewKey.Wanted(
                        name,
                        KeyPurpose.KEK,
                        KeyAlgorithm.TDES,
                        direction,
                        test,
                        Optional.empty(),
                        NewKey.Standing.of(KeyState.ACTIVE, custody(Exportability.NEVER))),
                secret(CLEAR.get(KEK2)));
    }

    @Test
    void a_key_of_nobody_stays() {
        KeyGeneration.generate(vault, new Specification(KEY, KeyPurpose.CVK, KeyAlgorithm.TDES, 16, KeyDirection.NONE));
        assertRefused(() -> export(new Order(KEY, KEK2, PERSONALIZER, Form.BLOCK_B)), "may not leave");
    }

    @Test
    void what_one_bureau_sends_another_takes_in() throws IOException {
        generate(
                new Specification(
                        KEY,
                        KeyPurpose.PIN_ENCRYPTION,
                        KeyAlgorithm.TDES,
                        16,
                        KeyDirection.DATA_PREPARATION_TO_PERSONALIZER),
                custody(Exportability.TRUSTED));
        try (SoftwareSecurityModule here = SoftwareSecurityModule.open(vault, ModulePolicy.production());
                KeyVault there =
                        ExchangeVault.in(Files.createTempDirectory(home, "t").resolve("vault"))) {
            Exported exported = here.keyExchange().export(new Order(KEY, KEK2, PERSONALIZER, Form.BLOCK_B));
            // their KEK1 is our KEK2
            KeyName kek1 = KeyName.of("from-bureau.kek1");
            there.addNew(kek(kek1, KeyDirection.ISSUER_TO_DATA_PREPARATION, false));
            KeyExchange.Announced announced = new KeyExchange.Announced(
                    KeyName.of("from-bureau.pin"),
                    KeyPurpose.PIN_ENCRYPTION,
                    KeyDirection.ISSUER_TO_DATA_PREPARATION,
                    exported.key().checkValue(),
                    custody(Exportability.SENSITIVE),
                    KeyState.ACTIVE,
                    Cryptoperiod.UNLIMITED);
            ExchangeVault.with(there, session -> new KeyImport(session, announced).block(kek1, exported.text()));
            assertThat(there.find(KeyName.of("from-bureau.pin"))
                            .orElseThrow()
                            .custody()
                            .exportability())
                    .isEqualTo(Exportability.NEVER);
        }
    }

    private void make(KeyPurpose purpose, KeyAlgorithm algorithm, int bytes, Exportability exportability) {
        KeyDirection direction =
                purpose.isTransport() ? KeyDirection.DATA_PREPARATION_TO_PERSONALIZER : KeyDirection.NONE;
        generate(new Specification(KEY, purpose, algorithm, bytes, direction), custody(exportability));
    }

    private void generate(Specification specification, KeyCustody custody) {
        KeyGeneration.generate(vault, specification, custody);
    }

    private static KeyCustody custody(Exportability exportability) {
        return new KeyCustody(Optional.of(BUREAU), Optional.of(PERSONALIZER), exportability);
    }

    private Exported export(Order order) {
        return ExchangeVault.with(vault, session -> new KeyExport(session, order).export());
    }
}
