package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.cardwright.crypto.key.KeyCheckValue.Method;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyComponentsTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final PublishedVector ZMK =
            PublishedVector.startingWith("ZMK from 3").get(0);
    private static final long SEED = Long.getLong("seed", 12);

    @Test
    void three_components_of_odd_parity_give_the_published_key() {
        try (KeyComponents components = new KeyComponents(KeyAlgorithm.TDES, 16, 3)) {
            for (int i = 1; i <= 3; i++) {
                assertThat(components.missing()).isEqualTo(4 - i);
                SecretBytes component = secret(ZMK.input("c" + i));
                assertThat(components.enter(component, tdes(ZMK.output("kcv" + i))))
                        .isEqualTo(DesParity.ODD);
                assertThat(component.isDestroyed()).isTrue();
            }
            try (SecretBytes sum = components.sum()) {
                assertThat(sum).isEqualTo(secret(ZMK.output("zmk")));
                assertThat(DesParity.of(sum)).isEqualTo(DesParity.ODD);
            }
            assertThat(components).hasToString("3 of 3 components");
        }
    }

    @Test
    void two_components_of_odd_parity_give_even_parity_which_is_adjusted() {
        try (KeyComponents components = new KeyComponents(KeyAlgorithm.TDES, 16, 2)) {
            components.enter(secret(ZMK.input("c1")), tdes(ZMK.output("kcv1")));
            components.enter(secret(ZMK.input("c2")), tdes(ZMK.output("kcv2")));
            try (SecretBytes sum = components.sum();
                    SecretBytes adjusted = DesParity.adjusted(sum)) {
                assertThat(DesParity.of(sum)).isEqualTo(DesParity.EVEN);
                assertThat(DesParity.of(adjusted)).isEqualTo(DesParity.ODD);
                assertThat(kcv(adjusted)).isEqualTo(kcv(sum));
            }
        }
        assertThat(DesParity.of(secret("0123456789ABCDEE"))).isEqualTo(DesParity.MIXED);
    }

    @Test
    void a_wrong_component_is_refused_and_the_right_one_may_follow() {
        try (KeyComponents components = new KeyComponents(KeyAlgorithm.TDES, 16, 2)) {
            SecretBytes wrong = secret(ZMK.input("c2"));
            assertRefused(components, wrong, ZMK.output("kcv1"), "component 1 has another check value");
            assertThat(wrong.isDestroyed()).isTrue();
            assertRefused(components, secret("00".repeat(16)), "8CA64D", "zero");
            assertRefused(components, secret("00".repeat(15)), "8CA64D", "16 bytes");
            assertRefused(components, secret("00".repeat(24)), "8CA64D", "16 bytes");
            assertThatThrownBy(components::sum).hasMessageContaining("2 of 2 components are missing");
            components.enter(secret(ZMK.input("c1")), tdes(ZMK.output("kcv1")));
            assertRefused(components, secret(ZMK.input("c1")), ZMK.output("kcv1"), "component 2 was entered before");
            assertThatThrownBy(components::sum).hasMessageContaining("1 of 2");
            components.enter(secret(ZMK.input("c2")), tdes(ZMK.output("kcv2")));
            assertRefused(components, secret(ZMK.input("c3")), ZMK.output("kcv3"), "all 2 components");
            assertThat(components.sum().size()).isEqualTo(16);
        }
    }

    @Test
    void any_two_or_three_components_add_up_for_every_length() {
        Random random = new Random(SEED);
        for (KeyAlgorithm algorithm : new KeyAlgorithm[] {KeyAlgorithm.TDES, KeyAlgorithm.AES}) {
            for (int bytes : algorithm == KeyAlgorithm.TDES ? new int[] {8, 16, 24} : new int[] {16, 24, 32}) {
                for (int count = 2; count <= 3; count++) {
                    assertAddsUp(random, algorithm, bytes, count);
                }
            }
        }
    }

    private static void assertAddsUp(Random random, KeyAlgorithm algorithm, int bytes, int count) {
        byte[] expected = new byte[bytes];
        try (KeyComponents components = new KeyComponents(algorithm, bytes, count)) {
            for (int i = 0; i < count; i++) {
                byte[] component = new byte[bytes];
                random.nextBytes(component);
                for (int at = 0; at < bytes; at++) {
                    expected[at] ^= component[at];
                }
                components.enter(SecretBytes.copyOf(component), checkValue(algorithm, component));
            }
            assertThat(components.sum()).as("seed %d", SEED).isEqualTo(SecretBytes.adopt(expected));
        }
    }

    private static KeyCheckValue checkValue(KeyAlgorithm algorithm, byte[] component) {
        SecretBytes key = SecretBytes.copyOf(component);
        try (KeyCipher cipher = KeyCipher.of(algorithm, component.length == 8 ? SingleLength.doubled(key) : key)) {
            return KeyCheckValue.of(cipher);
        }
    }

    @ParameterizedTest
    @CsvSource({"TDES, 16, 1", "TDES, 16, 4", "TDES, 32, 2", "AES, 8, 2", "HMAC, 32, 2", "RSA, 16, 2"})
    void other_numbers_lengths_and_algorithms_are_refused(KeyAlgorithm algorithm, int bytes, int count) {
        assertThatThrownBy(() -> new KeyComponents(algorithm, bytes, count)).isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void what_was_closed_holds_nothing() {
        KeyComponents components = new KeyComponents(KeyAlgorithm.TDES, 16, 2);
        components.enter(secret(ZMK.input("c1")), tdes(ZMK.output("kcv1")));
        components.enter(secret(ZMK.input("c2")), tdes(ZMK.output("kcv2")));
        components.close();
        assertThat(components.sum()).isEqualTo(SecretBytes.adopt(new byte[16]));
    }

    private static void assertRefused(KeyComponents components, SecretBytes component, String kcv, String because) {
        assertThatThrownBy(() -> components.enter(component, tdes(kcv)))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining(because);
    }

    private static String kcv(SecretBytes key) {
        try (KeyCipher cipher = KeyCipher.tdes(key)) {
            return KeyCheckValue.of(cipher).toHex();
        }
    }

    private static KeyCheckValue tdes(String hex) {
        return new KeyCheckValue(Method.TDES_ZEROS, ByteString.fromHex(hex));
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HEX.parseHex(hex));
    }
}
