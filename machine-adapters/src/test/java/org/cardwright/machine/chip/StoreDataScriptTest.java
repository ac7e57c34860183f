package org.cardwright.machine.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.chip.ChipRecipe.Finish;
import org.cardwright.machine.chip.ChipRecipe.FinishKind;
import org.cardwright.machine.chip.StoreDataPolicy.Grouping;
import org.cardwright.machine.chip.StoreDataPolicy.SequenceNumber;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreDataScriptTest {

    private static final ByteString AID = ByteString.fromHex("A0000000031010");
    private static final StoreDataPolicy PLAIN =
            new StoreDataPolicy(0x00, 0x60, false, Map.of(), Grouping.ONE_DGI, SequenceNumber.COUNT, true, 255);
    private static final StoreDataPolicy PACKED = new StoreDataPolicy(
            0x00, 0x60, true, Map.of(DgiId.of("9000"), 0x60), Grouping.PACK, SequenceNumber.ZERO, true, 40);
    private static final Finish LAST_FLAG = new Finish(FinishKind.LAST_FLAG, ByteString.EMPTY);

    /** EMV CPS, card side: one data grouping per command, P2 counts, the last command has bit 8. */
    @Test
    void one_grouping_per_command() {
        assertThat(commands(
                        PLAIN, DgiSequence.AS_IN_RECORD, LAST_FLAG, dgi("9102", 2), dgi("8000", 16), dgi("9000", 3)))
                .containsExactly(
                        "80E20000059102020000",
                        "80E2600113" + "800010" + "00".repeat(16),
                        "80E2800206" + "900003000000");
    }

    @Test
    void a_long_grouping_is_cut_and_goes_on_in_the_next_command() {
        List<String> commands = commands(PLAIN, DgiSequence.AS_IN_RECORD, LAST_FLAG, dgi("0302", 300));
        assertThat(commands).hasSize(2);
        assertThat(commands.get(0)).startsWith("80E20000FF0302FF012C").hasSize(2 * (5 + 255));
        // 305 bytes in all
        assertThat(commands.get(1)).startsWith("80E2800132").hasSize(2 * (5 + 50));
    }

    @Test
    void groupings_of_one_kind_travel_together_and_an_exception_has_its_own_bits() {
        assertThat(commands(
                        PACKED,
                        DgiSequence.AS_IN_RECORD,
                        LAST_FLAG,
                        dgi("9102", 2),
                        dgi("9104", 2),
                        dgi("8000", 16),
                        dgi("9000", 3),
                        dgi("9010", 2)))
                .extracting(command -> command.substring(0, 10))
                .containsExactly("80E208000A", "80E2680019", "80E2880005");
    }

    @Test
    void the_sequence_moves_what_it_names_and_nothing_else() {
        DgiSequence sequence = new DgiSequence(
                ids("A004"), ids("9010", "8010"), ids("AD14"), Set.of(DgiId.of("9200")), Set.of(DgiId.of("7FFF")));
        List<Dgi> sent = sequence.arrange(List.of(
                dgi("9102", 1),
                dgi("AD14", 1),
                dgi("8010", 1),
                dgi("9200", 1),
                dgi("7FFF", 1),
                dgi("9010", 1),
                dgi("A004", 1)));
        assertThat(sent)
                .extracting(dgi -> dgi.id().toString())
                .containsExactly("A004", "9102", "9010", "9200", "8010", "AD14");
    }

    @Test
    void what_may_be_refused_travels_alone() {
        DgiSequence sequence = new DgiSequence(List.of(), List.of(), List.of(), Set.of(DgiId.of("9104")), Set.of());
        StoreDataScript script = StoreDataScript.of(
                application(dgi("9102", 2), dgi("9104", 2), dgi("9200", 2)), recipe(PACKED, sequence, LAST_FLAG));
        assertThat(script.steps())
                .extracting(step -> step.dgis().toString() + step.mayBeRefused())
                .containsExactly("[9102]false", "[9104]true", "[9200]false");
    }

    @Test
    void the_end_is_said_as_the_chip_wants_it() {
        assertThat(commands(
                        PLAIN,
                        DgiSequence.AS_IN_RECORD,
                        new Finish(FinishKind.SET_STATUS, ByteString.EMPTY),
                        dgi("9102", 1)))
                .containsExactly("80E200000491020100", "80F0400707A0000000031010");
        assertThat(commands(
                        PLAIN,
                        DgiSequence.AS_IN_RECORD,
                        new Finish(FinishKind.RAW, ByteString.fromHex("80F08007")),
                        dgi("9102", 1)))
                .containsExactly("80E200000491020100", "80F08007");
    }

    @Test
    void the_counter_wraps_only_where_the_chip_lets_it() {
        Dgi[] many = IntStream.range(0, 257).mapToObj(i -> dgi("0101", 1)).toArray(Dgi[]::new);
        assertThat(commands(PLAIN, DgiSequence.AS_IN_RECORD, LAST_FLAG, many).get(256))
                .startsWith("80E28000");
        StoreDataPolicy noWrap =
                new StoreDataPolicy(0x00, 0x60, false, Map.of(), Grouping.ONE_DGI, SequenceNumber.COUNT, false, 255);
        assertThatThrownBy(() -> commands(noWrap, DgiSequence.AS_IN_RECORD, LAST_FLAG, many))
                .hasMessage("the chip numbers 256 commands, needed 257");
        assertThatThrownBy(() -> commands(PLAIN, DgiSequence.AS_IN_RECORD, LAST_FLAG))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** vectors/scp02-store-data.txt shows the same five groupings inside a secure channel. */
    @Test
    void the_golden_record_becomes_one_command_per_grouping() {
        CpsApplication visa = GoldenCards.visa().applications().get(0);
        StoreDataScript script = StoreDataScript.of(visa, GoldenCards.recipe());
        assertThat(script.steps()).hasSize(visa.dgis().size());
        assertThat(script.steps().get(script.steps().size() - 1).command().p1()).isEqualTo(0xE0);
        assertThat(Dgi.decodeAll(joined(script))).isEqualTo(visa.dgis());
    }

    /** Whatever the sizes are: the data of all commands are the data groupings, and no command is too long. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void no_byte_is_lost_between_the_commands(boolean packs) {
        Random sizes = new Random(7);
        for (int round = 0; round < 200; round++) {
            int count = 1 + sizes.nextInt(12);
            checkNoneLost(packs, sizes.ints(count, 0, 700).toArray());
        }
    }

    private static void checkNoneLost(boolean packs, int... sizes) {
        List<Dgi> dgis = new ArrayList<>();
        for (int size : sizes) {
            dgis.add(new Dgi(new DgiId(0x0101 + dgis.size()), ByteString.repeat(size, size)));
        }
        StoreDataPolicy policy = packs ? PACKED : PLAIN;
        StoreDataScript script = StoreDataScript.of(
                application(dgis.toArray(Dgi[]::new)), recipe(policy, DgiSequence.AS_IN_RECORD, LAST_FLAG));
        assertThat(Dgi.decodeAll(joined(script))).isEqualTo(dgis);
        assertThat(script.steps()).allMatch(step -> step.command().data().size() <= policy.maxDataBytes());
        assertThat(script.steps().stream().filter(step -> step.command().p1() >= 0x80))
                .hasSize(1);
    }

    private static ByteString joined(StoreDataScript script) {
        return ByteString.concat(
                script.steps().stream().map(step -> step.command().data()).toList());
    }

    private static List<String> commands(StoreDataPolicy policy, DgiSequence sequence, Finish finish, Dgi... dgis) {
        return StoreDataScript.of(application(dgis), recipe(policy, sequence, finish)).steps().stream()
                .map(step -> step.command().encode().toHex())
                .toList();
    }

    private static ChipRecipe recipe(StoreDataPolicy policy, DgiSequence sequence, Finish finish) {
        return new ChipRecipe("test", 1, policy, sequence, finish, Optional.empty(), List.of(), AnswerToReset.ANY);
    }

    private static CpsApplication application(Dgi... dgis) {
        Set<DgiId> secret = new HashSet<>();
        for (Dgi dgi : dgis) {
            if (dgi.id().value() >> 12 == 8) {
                secret.add(dgi.id());
            }
        }
        List<TransportKeyEntry> keys = List.of(new TransportKeyEntry(
                ByteString.ofByte(1), TransportKeyEntry.TYPE, TransportKeyEntry.ECB, List.copyOf(secret)));
        return new CpsApplication(
                AID, keys, AID.slice(0, 5), List.of(), ByteString.EMPTY, List.of(dgis), ByteString.EMPTY);
    }

    private static Dgi dgi(String id, int size) {
        return new Dgi(DgiId.of(id), ByteString.repeat(0, size));
    }

    private static List<DgiId> ids(String... ids) {
        return List.of(ids).stream().map(DgiId::of).toList();
    }
}
