package org.cardwright.crypto.scp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.derive.CardManagementKeys;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.derive.Secrets;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.mac.RetailMac;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Scp02KeysTest {

    private static final String KEY = "404142434445464748494A4B4C4D4E4F";
    private static final ByteString SECOND = ByteString.fromHex("0002");

    @Test
    void gives_the_published_session_keys() {
        PublishedVector vector = PublishedVector.named("SCP02 session keys seq 0000");
        try (CardKeySet card = equal(vector.input("key"));
                Scp02Keys keys = Scp02Keys.derive(card, ByteString.fromHex(vector.input("seq")))) {
            assertThat(checkValues(keys))
                    .containsExactly(
                            vector.output("kcv_senc"),
                            vector.output("kcv_smac"),
                            vector.output("kcv_srmac"),
                            vector.output("kcv_sdek"));
            // the note holds the keys; parity is left as it falls
            assertThat(vector.note())
                    .contains("S-ENC " + Secrets.hex(keys.enc()))
                    .contains("S-MAC " + Secrets.hex(keys.mac()))
                    .contains("S-RMAC " + Secrets.hex(keys.rmac()))
                    .contains("S-DEK " + Secrets.hex(keys.dek()));
        }
    }

    @Test
    void a_key_for_the_card_goes_under_the_session_key_for_data() {
        PublishedVector vector = PublishedVector.named("PUT KEY key encryption SCP02");
        try (CardKeySet card = equal(vector.input("static_dek"));
                Scp02Keys keys = Scp02Keys.derive(card, ByteString.fromHex(vector.input("seq")));
                KeyCipher cipher = KeyCipher.tdes(keys.dek())) {
            byte[] key = ByteString.fromHex(vector.input("key")).toByteArray();
            assertThat(ByteString.of(cipher.encryptEcb(key)).toHex()).isEqualTo(vector.output("enc"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SCP02 i=15 full C-MAC exchange (pySim)",
                "SCP02 i=15 GET STATUS C-MAC (globalplatform)",
                "SCP02 i=15 C-DEC+C-MAC DELETE (globalplatform)"
            })
    void knows_the_card_and_proves_itself_as_in_the_published_exchange(String name) {
        PublishedVector vector = PublishedVector.named(name);
        Opening opening = new Opening(vector.input("host_challenge"), vector.input("init_update_resp"));
        try (CardKeySet card = cardKeys(vector);
                Scp02Keys keys = Scp02Keys.derive(card, opening.counter())) {
            assertThat(keys.cardCryptogram(opening.host(), opening.challenge())).isEqualTo(opening.cryptogram());
            assertThat(externalAuthenticate(keys, opening, vector.input("security_level")))
                    .isEqualTo(vector.output("ext_auth"));
            if (vector.note().contains("S-ENC")) {
                assertThat(vector.note()).contains(Secrets.hex(keys.enc()), Secrets.hex(keys.mac()));
            }
        }
    }

    @Test
    void opens_a_real_card_that_was_never_diversified() {
        // scp02-store-data.txt, [published-card]
        Opening opening = new Opening("0000000000000000", "0000507101046E6C8B70FF0200072503683B31FAB7F4E8D8857D0CB4");
        try (CardKeySet card = equal(KEY);
                Scp02Keys keys = Scp02Keys.derive(card, opening.counter())) {
            assertThat(Secrets.hex(keys.enc())).isEqualTo("A2268F71917EFE0F33CC6166E1154E27");
            assertThat(Secrets.hex(keys.mac())).isEqualTo("7A227D376A9DBE23AB50B7DCB45B2093");
            assertThat(Secrets.hex(keys.dek())).isEqualTo("F39FCFB2383B09578723B8C2E03B2729");
            assertThat(keys.cardCryptogram(opening.host(), opening.challenge())).isEqualTo(opening.cryptogram());
            assertThat(externalAuthenticate(keys, opening, "01"))
                    .isEqualTo("848201001080F1BB4686D30DF9A0B8829AF3E87A16");
        }
    }

    @ParameterizedTest
    @CsvSource({"CPS11, true", "VISA2, false", "NONE, false"})
    void a_wrong_diversification_is_seen_before_the_card_counts_a_failure(KeyDiversification by, boolean fits) {
        // scp02-store-data.txt, [synthetic]
        Opening opening = new Opening("0102030405060708", "FFFFFF4761730102030401020001A1A2A3A4A5A6C11369D477AF2298");
        try (SecretBytes kmc = Secrets.of(KEY);
                CardKeySet card = CardManagementKeys.derive(by, KeyAlgorithm.TDES, kmc, opening.data());
                Scp02Keys keys = Scp02Keys.derive(card, opening.counter())) {
            assertThat(keys.cardCryptogram(opening.host(), opening.challenge()).equals(opening.cryptogram()))
                    .isEqualTo(fits);
            if (fits) {
                assertThat(Secrets.hex(keys.enc())).isEqualTo("724E01DC01968DE0D2D863888BBEC608");
                assertThat(Secrets.hex(keys.mac())).isEqualTo("EF0AFE1E2495D145D192F6C7726A38AA");
                assertThat(Secrets.hex(keys.dek())).isEqualTo("9118E7A554398AAF88699E3507B3ED8F");
                assertThat(Secrets.hex(keys.rmac())).isEqualTo("8CBC1450B2453064B5F1557E6B6312AB");
                assertThat(keys.hostCryptogram(opening.host(), opening.challenge()))
                        .isEqualTo(ByteString.fromHex("4C1EE9174BDFE1EA"));
            }
        }
    }

    @Test
    void the_next_session_has_other_keys_and_none_is_used_twice() {
        try (CardKeySet card = equal(KEY);
                Scp02Keys first = Scp02Keys.derive(card, ByteString.fromHex("0001"));
                Scp02Keys second = Scp02Keys.derive(card, SECOND)) {
            assertThat(checkValues(first)).doesNotHaveDuplicates().doesNotContainAnyElementsOf(checkValues(second));
        }
    }

    @Test
    void refuses_keys_counters_and_challenges_of_another_shape() {
        ByteString eight = ByteString.repeat(1, 8);
        ByteString six = ByteString.repeat(1, 6);
        try (CardKeySet card = equal(KEY);
                CardKeySet aes = set(KeyAlgorithm.AES, KEY, KEY, KEY);
                CardKeySet tripleLength = equal(KEY + "5051525354555657");
                Scp02Keys keys = Scp02Keys.derive(card, SECOND)) {
            assertThatThrownBy(() -> Scp02Keys.derive(aes, SECOND)).isInstanceOf(KeyRefusedException.class);
            assertThatThrownBy(() -> Scp02Keys.derive(tripleLength, SECOND)).isInstanceOf(KeyRefusedException.class);
            assertThatThrownBy(() -> Scp02Keys.derive(card, eight)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> keys.cardCryptogram(six, six)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> keys.hostCryptogram(eight, eight)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void closing_wipes_all_session_keys() {
        Scp02Keys keys;
        try (CardKeySet card = equal(KEY)) {
            keys = Scp02Keys.derive(card, SECOND);
        }
        keys.close();
        assertThat(List.of(keys.enc(), keys.mac(), keys.rmac(), keys.dek())).allMatch(SecretBytes::isDestroyed);
    }

    /** What was said when the channel was opened. GlobalPlatform Card Specification 2.3.1, E.5.1. */
    private record Opening(ByteString host, ByteString response) {

        Opening(String host, String response) {
            this(ByteString.fromHex(host), ByteString.fromHex(response));
        }

        ByteString data() {
            return response.slice(0, 10);
        }

        ByteString counter() {
            return response.slice(12, 14);
        }

        ByteString challenge() {
            return response.slice(14, 20);
        }

        ByteString cryptogram() {
            return response.slice(20, 28);
        }
    }

    /** The command with its MAC, initial value zero. E.5.2. */
    private static String externalAuthenticate(Scp02Keys keys, Opening opening, String level) {
        ByteString command = ByteString.fromHex("8482" + level + "0010")
                .plus(keys.hostCryptogram(opening.host(), opening.challenge()));
        try (RetailMac mac = new RetailMac(keys.mac())) {
            byte[] code = mac.compute(RetailMac.Padding.MANDATORY_80, command.toByteArray());
            return command.plus(ByteString.of(code)).toHex();
        }
    }

    private static List<String> checkValues(Scp02Keys keys) {
        return List.of(keys.enc(), keys.mac(), keys.rmac(), keys.dek()).stream()
                .map(key -> {
                    try (KeyCipher cipher = KeyCipher.tdes(key)) {
                        return KeyCheckValue.of(cipher).toHex();
                    }
                })
                .toList();
    }

    private static CardKeySet cardKeys(PublishedVector vector) {
        return vector.inputs().containsKey("key")
                ? equal(vector.input("key"))
                : set(KeyAlgorithm.TDES, vector.input("k_enc"), vector.input("k_mac"), vector.input("k_dek"));
    }

    private static CardKeySet equal(String key) {
        return set(KeyAlgorithm.TDES, key, key, key);
    }

    private static CardKeySet set(KeyAlgorithm algorithm, String enc, String mac, String dek) {
        return new CardKeySet(algorithm, Secrets.of(enc), Secrets.of(mac), Secrets.of(dek));
    }
}
