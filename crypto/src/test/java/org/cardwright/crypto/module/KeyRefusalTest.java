package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.encrypted;
import static org.cardwright.crypto.module.ModuleCalls.under;

import java.nio.file.Path;
import java.util.List;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the software module refuses beyond the table of {@link KeyMisuseSuite}: policies, seeds, a closed module. */
class KeyRefusalTest {

    private static final KeyVault VAULT = TestModule.vault();
    private static final SoftwareSecurityModule MODULE =
            SoftwareSecurityModule.open(VAULT, ModulePolicy.test(TestModule.SEED));

    @AfterAll
    static void close() {
        MODULE.close();
    }

    @Test
    void the_key_of_the_issuer_never_wraps_what_leaves_and_the_other_way_round() {
        assertRefused(() -> derive(MODULE, imk(), under("bank-one.kek1-k0", Mode.ECB)), "ISSUER_TO_DATA_PREPARATION");
        assertRefused(
                () -> secret(KeyName.of("personalizer.kek2-k0"), KeyName.of("personalizer.kek2-k0")),
                "DATA_PREPARATION_TO_PERSONALIZER");
        assertRefused(
                () -> translate(KeyName.of("bank-one.kek1-p0"), KeyName.of("bank-two.kek1-p0")),
                "ISSUER_TO_DATA_PREPARATION");
    }

    @Test
    void test_keys_are_refused_in_production() {
        assertRefused(() -> TestModule.open(ModulePolicy.production()), "published test key");
    }

    @Test
    void a_test_key_that_came_later_is_refused_in_production(@TempDir Path home) {
        KeyVault vault = KeyVault.create(home.resolve("v"), TestModule.passphrase(), PassphraseCost.LEAST);
        try (SoftwareSecurityModule module = SoftwareSecurityModule.open(vault, ModulePolicy.production())) {
            TestKeyImport.importAll(vault, SampleData.path("keys-test-only"));
            assertRefused(() -> derive(module, imk(), kek2()), "published test key");
        }
    }

    @Test
    void a_missing_or_wrong_test_seed_is_refused() {
        assertRefused(() -> TestModule.open(ModulePolicy.test(KeyName.of("nobody.seed"))), "no key");
        assertRefused(() -> TestModule.open(ModulePolicy.test(KeyName.of("bureau.record-mac"))), "TEST_RANDOM_SEED");
    }

    @Test
    void a_key_out_of_use_protects_nothing_and_still_reads(@TempDir Path home) throws Exception {
        KeyVault vault = KeyVault.open(TestModule.copy(home), TestModule.passphrase());
        try (SoftwareSecurityModule module = SoftwareSecurityModule.open(vault, ModulePolicy.test())) {
            var wrapped = derive(module, imk(), kek2()).get(0);
            vault.changeState(imk(), KeyState.DEACTIVATED);
            vault.changeState(kek2().key(), KeyState.DEACTIVATED);
            assertRefused(() -> derive(module, imk(), kek2()), "DEACTIVATED");
            assertThat(module.checks().checkValuesFit(wrapped.cryptogram(), kek2(), wrapped.checkValues()))
                    .isTrue();
            assertThat(module.checks().cardKeysFit(wrapped.cryptogram(), request(imk(), kek2())))
                    .isTrue();
            vault.changeState(imk(), KeyState.COMPROMISED);
            assertRefused(
                    () -> module.checks().cardKeysFit(wrapped.cryptogram(), request(imk(), kek2())), "COMPROMISED");
        }
    }

    @Test
    void a_closed_module_is_unavailable() {
        SoftwareSecurityModule module = TestModule.open();
        module.close();
        assertThatThrownBy(() -> derive(module, imk(), kek2()))
                .isInstanceOf(SecurityModuleException.class)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(SecurityModuleException.Kind.UNAVAILABLE);
    }

    private static List<CardKeys.WrappedCardKeys> derive(SoftwareSecurityModule module, KeyName imk, WrapUnder under) {
        return module.cardKeys().derive(List.of(request(imk, under)));
    }

    private static CardKeys.CardKeyRequest request(KeyName imk, WrapUnder under) {
        return new CardKeys.CardKeyRequest(
                List.of(imk), CardKeys.DerivationOption.A, PAN, new PanSequenceNumber(1), under);
    }

    private static PinAnswer<ByteString> translate(KeyName from, KeyName to) {
        return MODULE.pins().translate(List.of(toTheChip(from, to))).get(0);
    }

    private static Pins.PinTranslationRequest toTheChip(KeyName from, KeyName to) {
        return new Pins.PinTranslationRequest(
                "A-1/8010", from, block(), PAN, new WrapUnder(to, Mode.ECB), PinBlockFormat.ISO_2);
    }

    private static void secret(KeyName from, KeyName to) {
        MODULE.pins()
                .translateSecrets(List.of(new Pins.SecretTranslationRequest(
                        new WrapUnder(from, Mode.ECB), ByteString.repeat(5, 16), new WrapUnder(to, Mode.ECB))));
    }

    private static EncryptedPinBlock block() {
        return new EncryptedPinBlock(PinBlockFormat.ISO_1, encrypted("141234567890ABCD", "bank-one.kek1-p0"));
    }

    private static KeyName imk() {
        return KeyName.of("bank-one.imk-ac");
    }

    private static WrapUnder kek2() {
        return under("personalizer.kek2-k0", Mode.ECB);
    }
}
