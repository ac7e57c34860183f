package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ExchangeVault.fromBank;
import static org.cardwright.crypto.module.ExchangeVault.kcv;
import static org.cardwright.crypto.module.ExchangeVault.secret;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.util.List;
import java.util.Set;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.DesParity;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyComponents;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Imported;
import org.cardwright.crypto.module.KeyExchange.Leniency;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;

/** KEK1 of an issuer that comes in components; those of a payment HSM are entered at itself. */
class ComponentImportContractTest extends ModuleContract {

    private static final PublishedVector ZMK =
            PublishedVector.startingWith("ZMK from 3").get(0);

    ComponentImportContractTest(Backend backend) {
        super(backend);
    }

    @Test
    void three_components_become_kek1() {
        if (!backend.takesComponents()) {
            assertEnteredAtTheDevice();
            return;
        }
        Imported imported = enter(
                List.of(ZMK.input("c1"), ZMK.input("c2"), ZMK.input("c3")),
                announced(kcv(KeyAlgorithm.TDES, ZMK.output("zmk"))),
                Set.of());
        assertThat(imported.parity()).contains(DesParity.ODD);
        assertThat(imported.key().test()).isFalse();
        assertThat(imported.key().checkValue().toHex()).isEqualTo(ZMK.output("zmk_kcv"));
        assertThat(module.inventory().find(name).orElseThrow().custody()).isEqualTo(fromBank(Exportability.NEVER));
    }

    @Test
    void two_components_have_their_parity_adjusted() {
        if (!backend.takesComponents()) {
            assertEnteredAtTheDevice();
            return;
        }
        String sum = "F0C096A33C0C5A6687B7E1D44B7B2D11";
        Imported imported =
                enter(List.of(ZMK.input("c1"), ZMK.input("c2")), announced(kcv(KeyAlgorithm.TDES, sum)), Set.of());
        assertThat(imported.parity()).contains(DesParity.EVEN);
        assertThat(imported.key().describeAlgorithm()).isEqualTo("TDES-112");
    }

    @Test
    void another_check_value_for_the_whole_is_refused() {
        if (!backend.takesComponents()) {
            assertEnteredAtTheDevice();
            return;
        }
        assertRefused(
                () -> enter(
                        List.of(ZMK.input("c1"), ZMK.input("c2")),
                        announced(kcv(KeyAlgorithm.TDES, ZMK.output("zmk"))),
                        Set.of()),
                "check value");
        assertThat(module.inventory().find(name)).isEmpty();
    }

    @Test
    void components_that_are_not_all_there_are_refused() {
        if (!backend.takesComponents()) {
            assertEnteredAtTheDevice();
            return;
        }
        try (KeyComponents components = new KeyComponents(KeyAlgorithm.TDES, 16, 3)) {
            components.enter(secret(ZMK.input("c1")), kcv(KeyAlgorithm.TDES, ZMK.input("c1")));
            assertRefused(
                    () -> module.keyExchange()
                            .importComponents(components, announced(kcv(KeyAlgorithm.TDES, ZMK.input("c1"))), Set.of()),
                    "2 of 3 components are missing");
        }
    }

    @Test
    void a_sum_that_is_weak_is_refused_and_single_length_must_be_allowed() {
        if (!backend.takesComponents()) {
            assertEnteredAtTheDevice();
            return;
        }
        assertRefused(
                () -> enter(
                        List.of("0123456789ABCDEFFEDCBA9876543210", "0022446688AACCEEEEEEEEEEEEEEEEEE"),
                        announced(kcv(KeyAlgorithm.TDES, "01010101010101011032547698BADCFE")),
                        Set.of(Leniency.SINGLE_LENGTH)),
                "weak");
        List<String> parts = List.of("0123456789ABCDEF", "1032547698BADCFE");
        String sum = "1111111111111111";
        assertRefused(() -> enter(parts, announced(kcv(KeyAlgorithm.TDES, sum)), Set.of()), "single-length");
        Imported imported = enter(parts, announced(kcv(KeyAlgorithm.TDES, sum)), Set.of(Leniency.SINGLE_LENGTH));
        assertThat(imported.key().describeAlgorithm()).isEqualTo("DES-56");
    }

    @Test
    void aes_components_become_an_aes_key() {
        if (!backend.takesComponents()) {
            assertEnteredAtTheDevice();
            return;
        }
        Imported imported = enter(
                List.of("7F570000000000000000000000000001", "00000100000000000000000000000002"),
                announced(kcv(KeyAlgorithm.AES, "7F570100000000000000000000000003")),
                KeyAlgorithm.AES);
        assertThat(imported.parity()).isEmpty();
        assertThat(imported.key().describeAlgorithm()).isEqualTo("AES-128");
    }

    private Imported enter(List<String> parts, Announced announced, Set<Leniency> leniency) {
        return enter(parts, announced, KeyAlgorithm.TDES, leniency);
    }

    private Imported enter(List<String> parts, Announced announced, KeyAlgorithm algorithm) {
        return enter(parts, announced, algorithm, Set.of());
    }

    /** No clear component goes over the network. */
    private void assertEnteredAtTheDevice() {
        assertRefused(
                () -> enter(
                        List.of(ZMK.input("c1"), ZMK.input("c2"), ZMK.input("c3")),
                        announced(kcv(KeyAlgorithm.TDES, ZMK.output("zmk"))),
                        Set.of()),
                "components are entered at the HSM itself");
        assertThat(module.inventory().find(name)).isEmpty();
    }

    private Imported enter(List<String> parts, Announced announced, KeyAlgorithm algorithm, Set<Leniency> leniency) {
        int bytes = parts.get(0).length() / 2;
        try (KeyComponents components = new KeyComponents(algorithm, bytes, parts.size())) {
            parts.forEach(part -> components.enter(secret(part), kcv(algorithm, part)));
            return module.keyExchange().importComponents(components, announced, leniency);
        }
    }

    private Announced announced(KeyCheckValue checkValue) {
        return new Announced(
                name,
                KeyPurpose.KEK,
                KeyDirection.ISSUER_TO_DATA_PREPARATION,
                checkValue,
                fromBank(Exportability.NEVER),
                KeyState.ACTIVE,
                Cryptoperiod.UNLIMITED);
    }
}
