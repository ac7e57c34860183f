package org.cardwright.perso.dgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.Seeded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DgiTest {

    private static final DgiId ANY = DgiId.of("0101");

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7F",
        "128, 80",
        "254, FE",
        "255, FF00FF",
        "256, FF0100",
        "431, FF01AF",
        "65534, FFFFFE"
    })
    void writes_the_length_in_one_byte_up_to_254_and_escaped_above(int size, String length) {
        Dgi dgi = new Dgi(ANY, ByteString.repeat(0x5A, size));

        ByteString encoded = dgi.encode();

        assertThat(encoded.slice(0, 2 + length.length() / 2).toHex()).isEqualTo("0101" + length);
        assertThat(encoded.size()).isEqualTo(dgi.encodedBytes());
        assertThat(Dgi.decodeAll(encoded)).containsExactly(dgi);
    }

    @Test
    void refuses_a_value_of_65535_bytes() {
        ByteString tooLong = ByteString.repeat(0, 65535);

        assertThatIllegalArgumentException().isThrownBy(() -> new Dgi(ANY, tooLong));
    }

    @Test
    void reads_the_published_ppse_sample() {
        ByteString sample = ByteString.fromHex("9102336F31840E325041592E5359532E4444463031A51FBF0C1C611A4F08"
                + "A000000333010101500B50424F4320437265646974870101");

        List<Dgi> dgis = Dgi.decodeAll(sample);

        assertThat(dgis).hasSize(1);
        assertThat(dgis.get(0).id()).isEqualTo(DgiId.of("9102"));
        assertThat(dgis.get(0).value().size()).isEqualTo(0x33);
        assertThat(Dgi.encodeAll(dgis)).isEqualTo(sample);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "0101",
                "010101",
                "010102AA",
                "0101FF",
                "0101FF00",
                "0101FF00FE",
                "0101FF0001AA",
                "0101FFFFFF",
                "0101FF0100AA",
                "0101818100"
            })
    void refuses_anything_but_whole_groupings_with_shortest_lengths(String hex) {
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> Dgi.decodeAll(ByteString.fromHex(hex)));
    }

    @Test
    void names_place_and_shape_but_never_the_content() {
        ByteString cut = ByteString.fromHex("010101AA8000304761739001010119");

        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> Dgi.decodeAll(cut))
                .satisfies(e -> {
                    assertThat(e.field()).isEqualTo("DGI value");
                    assertThat(e.offsetBytes()).isEqualTo(7);
                })
                .withMessage("DGI value at offset 7: expected 48 bytes, there are 8");
    }

    @ParameterizedTest
    @CsvSource({"0101, true", "1EFF, true", "1F01, false", "0001, false", "0100, false", "9102, false", "8201, false"})
    void knows_which_numbers_are_records(String id, boolean record) {
        assertThat(DgiId.of(id).isRecord()).isEqualTo(record);
        assertThat(DgiId.of(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "101", "01011", "01G1", "+101", "-101"})
    void refuses_an_identifier_that_is_not_four_hexadecimal_digits(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> DgiId.of(id));
    }

    @Test
    @Tag("R12")
    void reads_back_whatever_it_wrote() {
        Seeded.rounds(5_000, random -> {
            List<Dgi> dgis = IntStream.range(0, random.nextInt(6))
                    .mapToObj(i -> new Dgi(
                            new DgiId(random.nextInt(0x10000)),
                            Seeded.bytes(random, 0, random.nextInt(20) == 0 ? 70_000 % 65_535 : 300)))
                    .toList();

            assertThat(Dgi.decodeAll(Dgi.encodeAll(dgis))).isEqualTo(dgis);
        });
    }

    @Test
    @Tag("R11")
    void survives_any_bytes() {
        Seeded.rounds(50_000, random -> {
            ByteString input = Seeded.mutate(
                    random,
                    Dgi.encodeAll(List.of(
                            new Dgi(ANY, Seeded.bytes(random, 0, 40)),
                            new Dgi(DgiId.of("8201"), Seeded.bytes(random, 250, 260)))));
            try {
                assertThat(Dgi.encodeAll(Dgi.decodeAll(input))).isEqualTo(input);
            } catch (MalformedRecordException declared) {
                assertThat(declared.offsetBytes()).isBetween(0, input.size());
            }
        });
    }
}
