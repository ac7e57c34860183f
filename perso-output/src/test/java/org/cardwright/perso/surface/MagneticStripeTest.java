package org.cardwright.perso.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MagneticStripeTest {

    /** Published codings: two of a machine manual, three recomputed (machine formats B8). */
    @ParameterizedTest
    @CsvSource({
        "TRACK_1, ABC123, C5B07814954E3E2A",
        "TRACK_2, 12345, 2B8849EAAF",
        "TRACK_2, 4761739001010119=27122210000012300000, 8B1C1BCECC1006186008B9891384100142086110134208E177",
        "TRACK_2, 5413330089020011=27122010000045600000, AB9230E784106528200CA18913848001420821A9164208E15F",
        "TRACK_1, B4761739001010119^CARDHOLDER/TEST^27122210000012300000000,"
                + "4531F56A895E271908240A8942A2D18C6F149691D12F16B9247BD24A739A4F7A8D4AA5D22804028140A2D209040281402010C8470F"
    })
    void codes_published_tracks(StripeTrack track, String text, String coded) {
        assertThat(MagneticStripe.encode(track, text).toHex()).isEqualTo(coded);
        assertThat(MagneticStripe.decode(track, ByteString.fromHex(coded))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"TRACK_1", "TRACK_2", "TRACK_3"})
    void reads_back_whatever_it_wrote(StripeTrack track) {
        Random random = new Random(7813);
        for (int i = 0; i < 2_000; i++) {
            String text = randomText(track, random);
            assertThat(MagneticStripe.decode(track, MagneticStripe.encode(track, text)))
                    .isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource({"TRACK_1, ABC123", "TRACK_2, 12345=99"})
    void refuses_every_single_flipped_bit_that_carries_data(StripeTrack track, String text) {
        byte[] coded = MagneticStripe.encode(track, text).toByteArray();
        int usedBits = (text.length() + 3) * (track.dataBits() + 1);
        for (int bit = 0; bit < usedBits; bit++) {
            byte[] damaged = coded.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> MagneticStripe.decode(track, ByteString.of(damaged)))
                    .as("bit %d", bit)
                    .isInstanceOf(MalformedStripeException.class);
        }
    }

    @Test
    void refuses_a_text_with_a_sentinel_a_foreign_character_or_one_too_many() {
        assertThat(StripeTrack.TRACK_2.holds("12345;")).isFalse();
        assertThat(StripeTrack.TRACK_2.holds("12345A")).isFalse();
        assertThat(StripeTrack.TRACK_1.holds("abc")).isFalse();
        assertThat(StripeTrack.TRACK_2.holds("1".repeat(37))).isTrue();
        assertThat(StripeTrack.TRACK_2.holds("1".repeat(38))).isFalse();
        assertThatThrownBy(() -> MagneticStripe.encode(StripeTrack.TRACK_2, "4761739001010119A"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("4761739001010119");
    }

    private static String randomText(StripeTrack track, Random random) {
        int length = random.nextInt(track.capacity() - 2);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            char c = (char) (track.base() + random.nextInt(1 << track.dataBits()));
            if (c != track.start() && c != StripeTrack.END) {
                text.append(c);
            }
        }
        return text.toString();
    }
}
