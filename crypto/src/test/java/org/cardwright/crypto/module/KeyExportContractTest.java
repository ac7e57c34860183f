package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ExchangeVault.BANK;
import static org.cardwright.crypto.module.ExchangeVault.BUREAU;
import static org.cardwright.crypto.module.ExchangeVault.CLEAR;
import static org.cardwright.crypto.module.ExchangeVault.KBPK2_AES;
import static org.cardwright.crypto.module.ExchangeVault.KEK1_AES;
import static org.cardwright.crypto.module.ExchangeVault.KEK2;
import static org.cardwright.crypto.module.ExchangeVault.KEK2_AES;
import static org.cardwright.crypto.module.ExchangeVault.KEY;
import static org.cardwright.crypto.module.ExchangeVault.OTHER_PERSONALIZER;
import static org.cardwright.crypto.module.ExchangeVault.PERSONALIZER;
import static org.cardwright.crypto.module.ExchangeVault.kcv;
import static org.cardwright.crypto.module.ExchangeVault.secret;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.assertWaits;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.key.AesKeyWrap;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCryptogram;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.key.Tr31;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Cryptogram;
import org.cardwright.crypto.module.KeyExchange.Exported;
import org.cardwright.crypto.module.KeyExchange.Form;
import org.cardwright.crypto.module.KeyExchange.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys on their way to the party that may have them; those of a token never leave it, whoever may have them. */
class KeyExportContractTest extends ModuleContract {

    private static final String TDES_168 = "0123456789ABCDEFFEDCBA987654321089ABCDEF01234567";
    private static final String AES_128 = "7F570500000000000000000000000001";
    private static final String AES_256 = "7F5705000000000000000000000000017F570500000000000000000000000002";

    KeyExportContractTest(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @CsvSource({
        "BLOCK_B, perso.kek2, TDES, " + KEY,
        "BLOCK_D, perso.kek2-aes, TDES, " + TDES_168,
        "BLOCK_D, perso.kbpk2-aes, AES, " + AES_256,
        "BLOCK_E, perso.kek2-aes, AES, " + AES_128,
        "BLOCK_E, perso.kbpk2-aes, TDES, " + KEY
    })
    void a_key_leaves_in_a_key_block_that_its_recipient_opens(
            Form form, String kek, KeyAlgorithm algorithm, String hex) {
        take(KeyPurpose.KEK, algorithm, hex, Exportability.TRUSTED);
        Order order = new Order(name, KeyName.of(kek), PERSONALIZER, form);
        if (!backend.lendsKeysClear()) {
            assertStays(order);
            return;
        }
        Exported exported = export(order);
        Tr31.Unwrapped there = Tr31.unwrap(exported.text(), secret(CLEAR.get(KeyName.of(kek))));
        assertThat(there.key()).isEqualTo(secret(hex));
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
        assertThat(exported).hasToString(name + " " + kcv(algorithm, hex));
    }

    private void assertStays(Order order) {
        assertRefused(() -> export(order), order.key() + " does not leave its token");
    }

    /** RFC 5649 is deterministic: every back end that lets the key out gives these bytes. */
    @Test
    void a_key_that_may_leave_in_any_form_leaves_under_rfc_5649() {
        take(KeyPurpose.KEK, KeyAlgorithm.TDES, KEY, Exportability.SENSITIVE);
        Order order = new Order(name, KEK2_AES, PERSONALIZER, Form.AES_KWP);
        if (backend.lendsKeysClear()) {
            assertThat(export(order).text())
                    .isEqualTo(AesKeyWrap.KWP
                            .wrap(secret(KEY), secret(CLEAR.get(KEK2_AES)))
                            .toHex());
        } else {
            assertStays(order);
        }
        assertRefused(() -> export(new Order(name, KBPK2_AES, PERSONALIZER, Form.AES_KWP)), "KEY_BLOCK_PROTECTION");
    }

    @Test
    void a_key_that_may_leave_in_a_key_block_only_does_not_leave_without_one() {
        take(KeyPurpose.KEK, KeyAlgorithm.TDES, KEY, Exportability.TRUSTED);
        assertRefused(() -> export(new Order(name, KEK2_AES, PERSONALIZER, Form.AES_KWP)), "key block only");
    }

    @Test
    void a_key_that_may_not_leave_does_not() {
        take(KeyPurpose.KEK, KeyAlgorithm.TDES, KEY, Exportability.NEVER);
        assertRefused(() -> export(new Order(name, KEK2_AES, PERSONALIZER, Form.BLOCK_D)), "may not leave");
    }

    @Test
    void a_key_goes_to_nobody_but_its_recipient() {
        take(KeyPurpose.KEK, KeyAlgorithm.TDES, KEY, Exportability.SENSITIVE);
        for (Party party : List.of(OTHER_PERSONALIZER, BUREAU, BANK)) {
            assertRefused(() -> export(new Order(name, KEK2_AES, party, Form.BLOCK_D)), "is not for " + party);
        }
    }

    @Test
    void a_key_does_not_leave_under_a_key_that_its_recipient_does_not_have() {
        take(
                name,
                KeyPurpose.CVK,
                new KeyCustody(Optional.of(BANK), Optional.of(OTHER_PERSONALIZER), Exportability.SENSITIVE));
        assertRefused(
                () -> export(new Order(name, KEK2_AES, OTHER_PERSONALIZER, Form.BLOCK_D)),
                "not shared with other-personalizer");
    }

    @ParameterizedTest
    @CsvSource({
        // stronger than 3DES with two keys, than 128 bits of AES; form of another cipher; not for sending
        "TDES, " + TDES_168 + ", perso.kek2, BLOCK_B, weaker",
        "AES, " + AES_128 + ", perso.kek2, BLOCK_B, weaker",
        "AES, " + AES_256 + ", perso.kek2-aes, BLOCK_D, weaker",
        "TDES, " + KEY + ", perso.kek2, BLOCK_D, is under AES",
        "TDES, " + KEY + ", perso.kek2-aes, BLOCK_B, is under TDES",
        "TDES, " + KEY + ", bank.kek1, BLOCK_B, ISSUER_TO_DATA_PREPARATION",
        "TDES, " + KEY + ", itself, BLOCK_B, protect itself",
        "TDES, " + KEY + ", bureau.none, BLOCK_B, no key"
    })
    void a_protecting_key_that_does_not_fit_is_refused(
            KeyAlgorithm algorithm, String hex, String kek, Form form, String because) {
        take(KeyPurpose.KEK, algorithm, hex, Exportability.TRUSTED);
        KeyName under = kek.equals("itself") ? name : KeyName.of(kek);
        assertRefused(() -> export(new Order(name, under, PERSONALIZER, form)), because);
    }

    @Test
    void a_pin_key_protects_no_key() {
        KeyName pin = other("-pin", KeyPurpose.PIN_ENCRYPTION);
        take(KeyPurpose.CVK, KeyAlgorithm.TDES, KEY, Exportability.TRUSTED);
        assertRefused(() -> export(new Order(name, pin, PERSONALIZER, Form.BLOCK_B)), "PIN_ENCRYPTION");
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "DEACTIVATED", "COMPROMISED"})
    void a_key_that_is_out_of_use_neither_leaves_nor_protects(KeyState state) {
        KeyName kek2 = other("-kek2", KeyPurpose.KEK);
        take(KeyPurpose.CVK, KeyAlgorithm.TDES, KEY, Exportability.TRUSTED);
        Order order = new Order(name, kek2, PERSONALIZER, Form.BLOCK_B);
        if (backend.lendsKeysClear()) {
            assertThat(export(order).text()).startsWith("B");
        } else {
            assertStays(order);
        }
        module.keyLife().change(kek2, state);
        assertOutOfUse(order, kek2, state);
        module.keyLife().change(name, state);
        assertOutOfUse(new Order(name, KEK2, PERSONALIZER, Form.BLOCK_B), name, state);
    }

    private void assertOutOfUse(Order order, KeyName key, KeyState state) {
        if (state == KeyState.SUSPENDED) {
            assertWaits(() -> export(order), key + " is SUSPENDED");
        } else {
            assertRefused(() -> export(order), key + " is " + state);
        }
    }

    private void take(KeyPurpose purpose, KeyAlgorithm algorithm, String hex, Exportability exportability) {
        take(announced(name, purpose, custody(exportability)), algorithm, hex);
    }

    private KeyName other(String suffix, KeyPurpose purpose) {
        KeyName other = KeyName.of(name.label() + suffix);
        take(other, purpose, custody(Exportability.NEVER));
        return other;
    }

    private void take(KeyName key, KeyPurpose purpose, KeyCustody custody) {
        take(announced(key, purpose, custody), KeyAlgorithm.TDES, KEY);
    }

    private void take(Announced announced, KeyAlgorithm algorithm, String hex) {
        Cryptogram cryptogram = new Cryptogram(
                KeyCryptogram.AES_KW,
                AesKeyWrap.KW.wrap(secret(hex), secret(CLEAR.get(KEK1_AES))),
                algorithm,
                Set.of());
        module.keyExchange().importCryptogram(KEK1_AES, cryptogram, ExchangeVault.with(announced, kcv(algorithm, hex)));
    }

    private static Announced announced(KeyName key, KeyPurpose purpose, KeyCustody custody) {
        return new Announced(
                key,
                purpose,
                purpose.isTransport() ? KeyDirection.DATA_PREPARATION_TO_PERSONALIZER : KeyDirection.NONE,
                ExchangeVault.KCV,
                custody,
                KeyState.ACTIVE,
                Cryptoperiod.UNLIMITED);
    }

    private static KeyCustody custody(Exportability exportability) {
        return new KeyCustody(Optional.of(BANK), Optional.of(PERSONALIZER), exportability);
    }

    private Exported export(Order order) {
        return module.keyExchange().export(order);
    }
}
