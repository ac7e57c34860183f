package org.cardwright.perso.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.Seeded;
import org.cardwright.perso.TestModule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersoRecordTest {

    private static final ByteString HASH = ByteString.repeat(0x33, 32);
    private static final RecordMac MAC = new RecordMac(new TestModule(), TestModule.RECORD_KEY, "bank-one");

    @Test
    void orders_of_the_same_name_have_other_salts_at_another_issuer() {
        RecordMac other = new RecordMac(new TestModule(), TestModule.RECORD_KEY, "bank-two");
        assertThat(MAC.salts(List.of("A-1", "A-2")))
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(other.salts(List.of("A-1", "A-2")));
    }

    @Test
    @Tag("R12")
    void reads_back_whatever_it_wrote() {
        Seeded.rounds(5_000, random -> {
            PersoRecord record = record(random);

            assertThat(PersoRecord.decode(record.encode())).isEqualTo(record);
        });
    }

    @Test
    @Tag("R11")
    void survives_any_bytes_with_the_declared_exception_only() {
        Seeded.rounds(20_000, random -> {
            ByteString input = Seeded.mutate(random, record(random).encode());
            try {
                assertThat(PersoRecord.decode(input).encode()).isEqualTo(input);
            } catch (MalformedRecordException declared) {
                assertThat(declared.offsetBytes()).isBetween(0, input.size());
            }
        });
    }

    private static PersoRecord record(Random random) {
        Map<Channel, ByteString> channels = new EnumMap<>(Channel.class);
        channels.put(Channel.values()[random.nextInt(4)], Seeded.bytes(random, 0, 40));
        channels.put(Channel.values()[random.nextInt(4)], Seeded.bytes(random, 0, 40));
        return new PersoRecord(
                1 + random.nextInt(Integer.MAX_VALUE),
                "Ä-" + random.nextInt(),
                "visa.white-" + random.nextInt(100),
                channels,
                Seeded.bytes(random, 32),
                Seeded.bytes(random, 32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a\\b", ".hidden", "-x", "x y", "x\n", "a.part", "ä"})
    void refuses_a_group_that_is_no_safe_directory_name(String group) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new PersoRecord(1, "A", group, Map.of(Channel.CHIP, ByteString.ofByte(1)), HASH, HASH));
    }

    @Test
    void never_shows_channels_in_its_text() {
        PersoRecord record = new PersoRecord(
                1, "A-1", "g", Map.of(Channel.TRACK, ByteString.ascii(";9999990000000014=")), HASH, HASH);

        assertThat(record).hasToString("PersoRecord(1, order A-1, [TRACK])");
    }

    @Test
    void finds_every_changed_bit_by_its_mac() {
        PersoRecord record = MAC.bind(List.of(new RecordMac.Unbound(
                        5, "A-5", "g", Map.of(Channel.CHIP, ByteString.fromHex("0102"), Channel.TRACK, HASH))))
                .get(0);
        ByteString bytes = record.encode();
        assertThat(MAC.fit(List.of(record))).containsExactly(true);
        int checked = 0;
        for (int bit = 0; bit < bytes.size() * 8; bit++) {
            try {
                PersoRecord flipped = PersoRecord.decode(flip(bytes, bit));
                assertThat(MAC.fit(List.of(record, flipped))).containsExactly(true, false);
                checked++;
            } catch (MalformedRecordException shape) {
                assertThat(shape).hasMessageNotContaining("A-5");
            }
        }
        assertThat(checked).isGreaterThan(32 * 8 * 3);
    }

    private static ByteString flip(ByteString bytes, int bit) {
        byte[] out = bytes.toByteArray();
        out[bit / 8] ^= (byte) (1 << bit % 8);
        return ByteString.of(out);
    }

    @Test
    void refuses_a_record_whose_channel_moved_to_another_card() {
        List<PersoRecord> two = MAC.bind(List.of(
                new RecordMac.Unbound(1, "A", "g", Map.of(Channel.CHIP, HASH, Channel.TRACK, ByteString.ofByte(1))),
                new RecordMac.Unbound(2, "B", "g", Map.of(Channel.CHIP, HASH, Channel.TRACK, ByteString.ofByte(2)))));
        PersoRecord a = two.get(0);
        PersoRecord shifted = new PersoRecord(
                1, "A", "g", Map.of(Channel.CHIP, HASH, Channel.TRACK, ByteString.ofByte(2)), a.salt(), a.mac());

        assertThat(MAC.fit(List.of(a, shifted, two.get(1)))).containsExactly(true, false, true);
    }

    @Test
    void says_which_field_is_cut_off() {
        ByteString bytes = record(new Random(1)).encode();

        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> PersoRecord.decode(bytes.slice(0, bytes.size() - 1)))
                .satisfies(e -> assertThat(e.field()).isEqualTo("mac"));
    }
}
