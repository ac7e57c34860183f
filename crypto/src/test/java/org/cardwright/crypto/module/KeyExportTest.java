package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.crypto.module.ExchangeVault.BUREAU;
import static org.cardwright.crypto.module.ExchangeVault.CLEAR;
import static org.cardwright.crypto.module.ExchangeVault.KBPK2_AES;
import static org.cardwright.crypto.module.ExchangeVault.KEK2;
import static org.cardwright.crypto.module.ExchangeVault.KEK2_AES;
import static org.cardwright.crypto.module.ExchangeVault.OTHER_PERSONALIZER;
import static org.cardwright.crypto.module.ExchangeVault.PERSONALIZER;
import static org.cardwright.crypto.module.ExchangeVault.secret;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.AesKeyWrap;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyUse;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.key.Tr31;
import org.cardwright.crypto.module.KeyExchange.Exported;
import org.cardwright.crypto.module.KeyExchange.Form;
import org.cardwright.crypto.module.KeyExchange.Order;
import org.cardwright.crypto.module.KeyGeneration.Specification;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys of the vault on their way to the party that may have them. */
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
    @CsvSource({
        "BLOCK_B, perso.kek2, TDES, 16",
        "BLOCK_D, perso.kek2-aes, TDES, 24",
        "BLOCK_D, perso.kbpk2-aes, AES, 32",
        "BLOCK_E, perso.kek2-aes, AES, 16",
        "BLOCK_E, perso.kbpk2-aes, TDES, 16"
    })
    void a_key_leaves_in_a_key_block_that_its_recipient_opens(
            Form form, String kek, KeyAlgorithm algorithm, int bytes) {
        make(KeyPurpose.KEK, algorithm, bytes, Exportability.TRUSTED);
        Exported exported = export(new Order(KEY, KeyName.of(kek), PERSONALIZER, form));
        Tr31.Unwrapped there = Tr31.unwrap(exported.text(), secret(CLEAR.get(KeyName.of(kek))));
        assertThat(there.key()).isEqualTo(vault.open(vault.block(KEY)));
        assertThat(there.header().format()).isEqualTo(form.version().orElseThrow());
        assertThat(there.header().usage()).isEqualTo("K0");
        assertThat(there.header().modeOfUse())
                .as("they decrypt what we encrypt")
                .isEqualTo('D');
        assertThat(there.header().exportability()).isEqualTo('N');
        assertThat(there.header().keyVersion()).isEqualTo("01");
        assertThat(there.header().optional("KC")).isPresent();
        assertThat(there.header().optional("KP")).isPresent();
        assertThat(there.header().unknownOptionalBlocks()).isEmpty();
        assertThat(exported).hasToString(vault.find(KEY).orElseThrow().toString());
    }

    @Test
    void a_key_that_may_leave_in_any_form_leaves_under_rfc_5649() {
        make(KeyPurpose.KEK, KeyAlgorithm.TDES, 16, Exportability.SENSITIVE);
        String text =
                export(new Order(KEY, KEK2_AES, PERSONALIZER, Form.AES_KWP)).text();
        SecretBytes there = AesKeyWrap.KWP.unwrap(ByteString.fromHex(text), secret(CLEAR.get(KEK2_AES)));
        assertThat(there).isEqualTo(vault.open(vault.block(KEY)));
        assertRefused(() -> export(new Order(KEY, KBPK2_AES, PERSONALIZER, Form.AES_KWP)), "KEY_BLOCK_PROTECTION");
    }

    @Test
    void a_key_that_may_leave_in_a_key_block_only_does_not_leave_without_one() {
        make(KeyPurpose.KEK, KeyAlgorithm.TDES, 16, Exportability.TRUSTED);
        assertRefused(() -> export(new Order(KEY, KEK2_AES, PERSONALIZER, Form.AES_KWP)), "key block only");
    }

    @Test
    void a_key_that_may_not_leave_does_not() {
        make(KeyPurpose.KEK, KeyAlgorithm.TDES, 16, Exportability.NEVER);
        assertRefused(() -> export(new Order(KEY, KEK2_AES, PERSONALIZER, Form.BLOCK_D)), "may not leave");
    }

    @Test
    void a_key_goes_to_nobody_but_its_recipient() {
        make(KeyPurpose.KEK, KeyAlgorithm.TDES, 16, Exportability.SENSITIVE);
        for (Party party : List.of(OTHER_PERSONALIZER, BUREAU, ExchangeVault.BANK)) {
            assertRefused(() -> export(new Order(KEY, KEK2_AES, party, Form.BLOCK_D)), "is not for " + party);
        }
    }

    @Test
    void a_key_does_not_leave_under_a_key_that_its_recipient_does_not_have() {
        KeyCustody custody =
                new KeyCustody(Optional.of(BUREAU), Optional.of(OTHER_PERSONALIZER), Exportability.SENSITIVE);
        generate(new Specification(KEY, KeyPurpose.CVK, KeyAlgorithm.TDES, 16, KeyDirection.NONE), custody);
        assertRefused(
                () -> export(new Order(KEY, KEK2_AES, OTHER_PERSONALIZER, Form.BLOCK_D)),
                "not shared with other-personalizer");
    }

    @ParameterizedTest
    @CsvSource({
        // stronger than 3DES with two keys, than 128 bits of AES; form of another cipher; not for sending
        "TDES, 24, perso.kek2, BLOCK_B, weaker",
        "AES, 16, perso.kek2, BLOCK_B, weaker",
        "AES, 32, perso.kek2-aes, BLOCK_D, weaker",
        "TDES, 16, perso.kek2, BLOCK_D, is under AES",
        "TDES, 16, perso.kek2-aes, BLOCK_B, is under TDES",
        "TDES, 16, bank.kek1, BLOCK_B, ISSUER_TO_DATA_PREPARATION",
        "TDES, 16, bureau.key, BLOCK_B, protect itself",
        "TDES, 16, bureau.none, BLOCK_B, no key"
    })
    void a_protecting_key_that_does_not_fit_is_refused(
            KeyAlgorithm algorithm, int bytes, String kek, Form form, String because) {
        make(KeyPurpose.KEK, algorithm, bytes, Exportability.TRUSTED);
        assertRefused(() -> export(new Order(KEY, KeyName.of(kek), PERSONALIZER, form)), because);
    }

    @Test
    void a_pin_key_protects_no_key() {
        make(KeyPurpose.CVK, KeyAlgorithm.TDES, 16, Exportability.TRUSTED);
        KeyName pin = KeyName.of("perso.pin");
        generate(
                new Specification(
                        pin,
                        KeyPurpose.PIN_ENCRYPTION,
                        KeyAlgorithm.TDES,
                        16,
                        KeyDirection.DATA_PREPARATION_TO_PERSONALIZER),
                custody(Exportability.NEVER));
        assertRefused(() -> export(new Order(KEY, pin, PERSONALIZER, Form.BLOCK_B)), "PIN_ENCRYPTION");
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "DEACTIVATED", "COMPROMISED"})
    void a_key_that_is_out_of_use_neither_leaves_nor_protects(KeyState state) {
        make(KeyPurpose.CVK, KeyAlgorithm.TDES, 16, Exportability.TRUSTED);
        Order order = new Order(KEY, KEK2, PERSONALIZER, Form.BLOCK_B);
        assertThat(export(order).text()).startsWith("B");
        vault.changeState(KEK2, state);
        assertOutOfUse(order, "perso.kek2/1 is " + state);
        vault.changeState(KEY, state);
        assertOutOfUse(new Order(KEY, KEK2_AES, PERSONALIZER, Form.BLOCK_D), "bureau.key/1 is " + state);
    }

    private void assertOutOfUse(Order order, String because) {
        assertThatThrownBy(() -> export(order))
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining(because)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(
                        because.endsWith("SUSPENDED")
                                ? SecurityModuleException.Kind.UNAVAILABLE
                                : SecurityModuleException.Kind.KEY_REFUSED);
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
            case BATCH_DATA, KEY_DERIVATION -> KeyAlgorithm.AES;
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
