package org.cardwright.crypto.scp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.derive.Secrets;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Scp03KeysTest {

    private static final String PSEUDO_RANDOM =
            "SCP03 session keys, pseudo-random card challenge, DELETE (globalplatform)";
    private static final String KEY = "404142434445464748494A4B4C4D4E4F";
    private static final ByteString EIGHT = ByteString.fromHex("0102030405060708");

    static Stream<PublishedVector> exchanges() {
        return PublishedVector.startingWith("SCP03 ").stream();
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void gives_keys_and_cryptograms_of_the_published_exchange(PublishedVector vector) {
        ByteString response = ByteString.fromHex(vector.input("init_update_resp"));
        try (CardKeySet card = cardKeys(vector);
                Scp03Keys keys = Scp03Keys.derive(card, hostChallenge(vector), response.slice(13, 21))) {
            assertThat(keys.cardCryptogram()).isEqualTo(response.slice(21, 29));
            assertThat(externalAuthenticate(keys, vector.output("ext_auth").substring(4, 6)))
                    .isEqualTo(vector.output("ext_auth"));
            if (vector.outputs().containsKey("s_enc")) {
                assertThat(Secrets.hex(keys.enc())).isEqualTo(vector.output("s_enc"));
                assertThat(Secrets.hex(keys.mac())).isEqualTo(vector.output("s_mac"));
                assertThat(Secrets.hex(keys.rmac())).isEqualTo(vector.output("s_rmac"));
            } else {
                assertThat(vector.note())
                        .contains("S-ENC " + Secrets.hex(keys.enc()))
                        .contains("S-MAC " + Secrets.hex(keys.mac()))
                        .contains("S-RMAC " + Secrets.hex(keys.rmac()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void another_challenge_gives_other_keys_and_another_cryptogram(PublishedVector vector) {
        ByteString response = ByteString.fromHex(vector.input("init_update_resp"));
        try (CardKeySet card = cardKeys(vector);
                Scp03Keys keys = Scp03Keys.derive(card, hostChallenge(vector), EIGHT)) {
            assertThat(keys.cardCryptogram()).isNotEqualTo(response.slice(21, 29));
            assertThat(keys.hostCryptogram()).isNotEqualTo(keys.cardCryptogram());
            assertThat(vector.note() + vector.outputs()).doesNotContain(Secrets.hex(keys.enc()));
        }
    }

    @Test
    void foretells_a_pseudo_random_card_challenge() {
        PublishedVector vector = PublishedVector.named(PSEUDO_RANDOM);
        ByteString response = ByteString.fromHex(vector.input("init_update_resp"));
        ByteString aid = ByteString.fromHex(vector.input("invoking_aid"));
        try (CardKeySet card = cardKeys(vector)) {
            ByteString counter = response.slice(29, 32);
            assertThat(Scp03Keys.cardChallenge(card.enc(), counter, aid).toHex())
                    .isEqualTo(vector.output("card_challenge"));
            ByteString next = ByteString.fromHex("000016");
            assertThat(Scp03Keys.cardChallenge(card.enc(), next, aid).toHex())
                    .isNotEqualTo(vector.output("card_challenge"));
        }
    }

    @Test
    void refuses_keys_challenges_counters_and_identifiers_of_another_shape() {
        ByteString seven = EIGHT.slice(1);
        ByteString three = EIGHT.slice(5);
        try (CardKeySet card = set(KeyAlgorithm.AES);
                CardKeySet tdes = set(KeyAlgorithm.TDES)) {
            assertThatThrownBy(() -> Scp03Keys.derive(tdes, EIGHT, EIGHT)).isInstanceOf(KeyRefusedException.class);
            assertThatThrownBy(() -> Scp03Keys.derive(card, seven, EIGHT)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Scp03Keys.derive(card, EIGHT, seven)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Scp03Keys.cardChallenge(card.enc(), EIGHT, EIGHT))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Scp03Keys.cardChallenge(card.enc(), three, three))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Scp03Keys.cardChallenge(card.enc(), three, ByteString.repeat(1, 17)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void closing_wipes_all_session_keys() {
        Scp03Keys keys;
        try (CardKeySet card = set(KeyAlgorithm.AES)) {
            keys = Scp03Keys.derive(card, EIGHT, EIGHT);
        }
        keys.close();
        assertThat(List.of(keys.enc(), keys.mac(), keys.rmac())).allMatch(SecretBytes::isDestroyed);
    }

    /** The command with the first half of its MAC, chaining value zero. GlobalPlatform Amendment D 1.2, 6.2.4. */
    private static String externalAuthenticate(Scp03Keys keys, String level) {
        ByteString command = ByteString.fromHex("8482" + level + "0010").plus(keys.hostCryptogram());
        try (KeyCipher cipher = KeyCipher.aes(keys.mac())) {
            byte[] mac = cipher.cmac(ByteString.repeat(0, 16).plus(command).toByteArray());
            return command.plus(ByteString.copyOf(mac, 0, 8)).toHex();
        }
    }

    private static ByteString hostChallenge(PublishedVector vector) {
        return vector.inputs().containsKey("host_challenge")
                ? ByteString.fromHex(vector.input("host_challenge"))
                : ByteString.fromHex(vector.input("init_update_cmd")).slice(5, 13);
    }

    private static CardKeySet cardKeys(PublishedVector vector) {
        return new CardKeySet(
                KeyAlgorithm.AES,
                Secrets.of(vector.input("k_enc")),
                Secrets.of(vector.input("k_mac")),
                Secrets.of(vector.input("k_dek")));
    }

    private static CardKeySet set(KeyAlgorithm algorithm) {
        return new CardKeySet(algorithm, Secrets.of(KEY), Secrets.of(KEY), Secrets.of(KEY));
    }
}
