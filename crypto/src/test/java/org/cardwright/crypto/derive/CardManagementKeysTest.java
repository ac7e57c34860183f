package org.cardwright.crypto.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.crypto.derive.KeyDiversification.CPS11;
import static org.cardwright.crypto.derive.KeyDiversification.KDF3;
import static org.cardwright.crypto.derive.KeyDiversification.NONE;
import static org.cardwright.crypto.derive.KeyDiversification.VISA2;

import java.util.List;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardManagementKeysTest {

    private static final String KMC = "404142434445464748494A4B4C4D4E4F";
    private static final ByteString DATA = ByteString.fromHex("00010203040506070809");

    static Stream<Arguments> published() {
        return Stream.of(
                Arguments.of("GP KMC diversification EMV CPS 1.1", CPS11, KeyAlgorithm.TDES),
                Arguments.of("GP KMC diversification VISA2", VISA2, KeyAlgorithm.TDES),
                Arguments.of("GP KMC diversification KDF3 AES-128", KDF3, KeyAlgorithm.AES));
    }

    @ParameterizedTest
    @MethodSource("published")
    void gives_the_published_keys(String name, KeyDiversification method, KeyAlgorithm algorithm) {
        PublishedVector vector = PublishedVector.named(name);
        try (SecretBytes kmc = Secrets.of(vector.input("kmc"));
                CardKeySet keys = CardManagementKeys.derive(method, algorithm, kmc, data(vector))) {
            assertThat(Secrets.checkValue(algorithm, keys.enc())).isEqualTo(vector.output("kcv_enc"));
            assertThat(Secrets.checkValue(algorithm, keys.mac())).isEqualTo(vector.output("kcv_mac"));
            assertThat(Secrets.checkValue(algorithm, keys.dek())).isEqualTo(vector.output("kcv_dek"));
            // the note holds the clear keys, and with them the parity that no check value can show
            assertThat(vector.note()).contains(hex(keys));
            assertThat(keys.algorithm()).isEqualTo(algorithm);
        }
    }

    @Test
    void gives_the_published_key_of_256_bits() {
        PublishedVector vector = PublishedVector.named("GP KDF3 AES-256 external vector");
        try (SecretBytes kmc = Secrets.of(vector.input("kmc"));
                CardKeySet keys = CardManagementKeys.derive(KDF3, KeyAlgorithm.AES, kmc, data(vector))) {
            assertThat(Secrets.hex(keys.enc())).isEqualTo(vector.output("k_enc"));
        }
    }

    @Test
    void a_key_of_192_bits_is_the_left_of_two_blocks() {
        // computed with another library from the formula
        try (SecretBytes kmc = Secrets.of("000102030405060708090A0B0C0D0E0F1011121314151617");
                CardKeySet keys = CardManagementKeys.derive(KDF3, KeyAlgorithm.AES, kmc, DATA)) {
            assertThat(hex(keys))
                    .containsExactly(
                            "74BF9C83A88B92132CA35A7589AFC81C1D6E29602831D623",
                            "8C1025ECF73AF34550E36A724148AD05736D5DD05EF9887E",
                            "F4BE2A7B95B68B714F994EAE3BF12CF48EE1443B517C93AC");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // cps.md and scp02-store-data.txt, [synthetic]
        "CPS11, FFFFFF47617301020304, 517CAD22550926FC753F7B343FF30330, 37234FFD211ABB23923BF8241F69A833,"
                + " 2015EEEEC2DA62A19A32179AD4B66DD1",
        "CPS11, 00010203040506070809, 0EF59FCBF8019B62E62AF6EA20B8BF25, 3E383EB6F2762B88155F76BDFED05A02,"
                + " 64021E43C0C7D264A1C7C6D01E1C8761",
        "VISA2, 00010203040506070809, 8510FC973208218CA86888BCEC203635, 1068B5FB6F06C78C7A4DFC343B21C78F,"
                + " 2DAEE809C71405FF259C3BE695A1F66E",
        "NONE, 00010203040506070809, 404142434445464748494A4B4C4D4E4F, 404142434445464748494A4B4C4D4E4F,"
                + " 404142434445464748494A4B4C4D4E4F"
    })
    void parity_stays_as_it_falls(KeyDiversification method, String data, String enc, String mac, String dek) {
        try (SecretBytes kmc = Secrets.of(KMC);
                CardKeySet keys = CardManagementKeys.derive(method, KeyAlgorithm.TDES, kmc, ByteString.fromHex(data))) {
            assertThat(hex(keys)).containsExactly(enc, mac, dek);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CPS11", "VISA2"})
    void every_byte_that_the_method_looks_at_changes_every_key(KeyDiversification method) {
        List<Integer> heard = method == CPS11 ? List.of(4, 5, 6, 7, 8, 9) : List.of(0, 1, 4, 5, 6, 7);
        for (int place = 0; place < DATA.size(); place++) {
            byte[] altered = DATA.toByteArray();
            altered[place] ^= 1;
            try (SecretBytes kmc = Secrets.of(KMC);
                    CardKeySet keys = CardManagementKeys.derive(method, KeyAlgorithm.TDES, kmc, DATA);
                    CardKeySet others =
                            CardManagementKeys.derive(method, KeyAlgorithm.TDES, kmc, ByteString.of(altered))) {
                assertThat(hex(keys)).doesNotHaveDuplicates();
                if (heard.contains(place)) {
                    assertThat(hex(keys)).doesNotContainAnyElementsOf(hex(others));
                } else {
                    assertThat(hex(keys)).isEqualTo(hex(others));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "000102030405060708", "0001020304050607080910"})
    void refuses_data_of_another_length(String data) {
        ByteString wrong = ByteString.fromHex(data);
        try (SecretBytes kmc = Secrets.of(KMC)) {
            for (KeyDiversification method : List.of(CPS11, VISA2)) {
                assertThatThrownBy(() -> CardManagementKeys.derive(method, KeyAlgorithm.TDES, kmc, wrong))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("10 bytes");
            }
            assertThatThrownBy(() -> CardManagementKeys.derive(KDF3, KeyAlgorithm.AES, kmc, wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refuses_a_master_key_of_another_algorithm_or_length() {
        assertRefused(CPS11, KeyAlgorithm.AES, KMC);
        assertRefused(VISA2, KeyAlgorithm.AES, KMC);
        assertRefused(KDF3, KeyAlgorithm.TDES, KMC);
        assertRefused(CPS11, KeyAlgorithm.TDES, KMC + "1112131415161718");
        assertRefused(CPS11, KeyAlgorithm.TDES, "4041424344454647");
        assertRefused(KDF3, KeyAlgorithm.AES, KMC.substring(2));
    }

    @Test
    void refuses_a_method_for_other_keys() {
        try (SecretBytes kmc = Secrets.of(KMC)) {
            assertThatThrownBy(() -> CardManagementKeys.derive(KeyDiversification.EMV_A, KeyAlgorithm.TDES, kmc, DATA))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("emv-a");
        }
    }

    @Test
    void a_closed_set_is_wiped() {
        CardKeySet keys;
        try (SecretBytes kmc = Secrets.of(KMC)) {
            keys = CardManagementKeys.derive(NONE, KeyAlgorithm.TDES, kmc, DATA);
        }
        assertThat(Secrets.hex(keys.enc())).isEqualTo(KMC);
        keys.close();
        assertThat(List.of(keys.enc(), keys.mac(), keys.dek())).allMatch(SecretBytes::isDestroyed);
    }

    private static void assertRefused(KeyDiversification method, KeyAlgorithm algorithm, String hex) {
        try (SecretBytes kmc = Secrets.of(hex)) {
            assertThatThrownBy(() -> CardManagementKeys.derive(method, algorithm, kmc, DATA))
                    .isInstanceOf(KeyRefusedException.class);
        }
    }

    private static ByteString data(PublishedVector vector) {
        return ByteString.fromHex(vector.input("kdd"));
    }

    private static List<String> hex(CardKeySet keys) {
        return List.of(Secrets.hex(keys.enc()), Secrets.hex(keys.mac()), Secrets.hex(keys.dek()));
    }
}
