package org.cardwright.crypto.oda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaPublicKeyTest {

    static List<PublishedVector> published() {
        return PublishedVector.startingWith("CAPK ");
    }

    @Test
    void knows_all_published_keys() {
        assertThat(published()).hasSize(58);
    }

    @ParameterizedTest
    @MethodSource("published")
    void computes_the_published_check_sum(PublishedVector vector) {
        assertThat(key(vector, vector.input("rid"), vector.input("modulus"))
                        .checkSum()
                        .toHex())
                .isEqualToIgnoringCase(vector.output("checksum"));
    }

    @ParameterizedTest
    @MethodSource("published")
    void computes_another_check_sum_for_another_payment_system(PublishedVector vector) {
        assertThat(key(vector, "A0000000FF", vector.input("modulus")).checkSum().toHex())
                .isNotEqualToIgnoringCase(vector.output("checksum"));
    }

    @Test
    void computes_the_check_sum_of_the_javaemvreader_authority() {
        PublishedVector vector = PublishedVector.named("CA public key check sum, javaemvreader test CA");
        CaPublicKey key = new CaPublicKey(
                ByteString.fromHex(vector.input("rid")),
                Integer.parseInt(vector.input("index"), 16),
                TestKeys.publicKey(vector.input("n"), vector.input("e")));

        assertThat(key.checkSum().toHex()).isEqualTo(vector.output("checksum"));
    }

    @Test
    void refuses_a_rid_of_four_bytes_and_an_index_above_one_byte() {
        PublishedVector vector = published().get(0);
        var key = TestKeys.publicKey(vector.input("modulus"), "03");

        assertThatThrownBy(() -> new CaPublicKey(ByteString.fromHex("A0000000"), 1, key))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CaPublicKey(ByteString.fromHex("A000000003"), 256, key))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static CaPublicKey key(PublishedVector vector, String rid, String modulus) {
        return new CaPublicKey(
                ByteString.fromHex(rid),
                Integer.parseInt(vector.input("index"), 16),
                TestKeys.publicKey(modulus, vector.input("exponent")));
    }
}
