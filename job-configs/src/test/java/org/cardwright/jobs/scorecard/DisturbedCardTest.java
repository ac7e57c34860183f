package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.cardwright.jobs.scorecard.DisturbedChip.Command;
import org.cardwright.jobs.scorecard.DisturbedChip.Disturbance;
import org.cardwright.jobs.scorecard.DisturbedChip.Where;
import org.cardwright.jobs.scorecard.DisturbedHead.Given;
import org.cardwright.machine.line.Bin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** R08: whatever becomes of an answer of a chip, no card counts as good that is not whole, and no conversation goes on. */
class DisturbedCardTest {

    private static final String CLAIM =
            "a chip or a reader that misbehaves makes no card that is not whole, and no conversation goes on";
    private static final String WANTED =
            "every command of a card and of its test x lost answer, wrong R-MAC or data, 6A80, 6F00, 9000 for nothing, card"
                    + " pulled: 0 good cards that are not whole, 0 conversations that went on behind INITIALIZE UPDATE, 0 used chips written on again";
    private static final int REDUCED_STEP = 13;
    private static final int MOST_RUNS = 1_000;

    @Tag("R08")
    @Row(variant = "SCP02", claim = CLAIM, wanted = WANTED)
    @Test
    void no_card_over_scp02_is_good_that_is_not_whole(Evidence evidence) throws IOException {
        measure(evidence, "visa-dda");
    }

    @Tag("R08")
    @Row(variant = "SCP03", claim = CLAIM, wanted = WANTED)
    @Test
    void no_card_over_scp03_is_good_that_is_not_whole(Evidence evidence) throws IOException {
        measure(evidence, "payment-loyalty");
    }

    private static void measure(Evidence evidence, String product) throws IOException {
        int cards = evidence.size(20, 160);
        MadeBatch made = MadeBatch.of(8, Map.of("visa-dda", cards, "payment-loyalty", cards));
        try (DisturbedLine line = new DisturbedLine(made, product)) {
            Given first = single(line, DisturbedHead.single(line::blank, Where.NOWHERE));
            assertThat(first.bin()).contains(Bin.GOOD);
            DisturbedLook.Found whole = new DisturbedLook(line).at(first.card());
            assertThat(whole.counted() && whole.pays()).as("%s", whole).isTrue();
            control(evidence, line, first, whole);

            Set<Where> planned = planned(evidence, first);
            DisturbedHead head = DisturbedHead.of(line::blank, List.copyOf(planned));
            for (int run = 0; head.left() > 0 && run < MOST_RUNS; run++) {
                line.run(head);
                evidence.progress(planned.size() - head.left() + " of " + planned.size());
            }
            DisturbedCount count = new DisturbedCount(new DisturbedLook(line), whole).judge(head.given());
            report(evidence, first, count);
            assertThat(count.done()).as("what was planned has happened").isEqualTo(planned);
            assertThat(count.again()).isPositive();
            assertThat(List.of(count.notWhole(), count.wentOn(), count.writtenAgain()))
                    .as("not whole, went on, written on again: %s", count.faults())
                    .containsOnly(0);
        }
    }

    private static void report(Evidence evidence, Given first, DisturbedCount count) {
        evidence.figure("commands of a card", first.commands());
        evidence.figure("of its test", first.chip().commands().size() - first.commands());
        DisturbedCount.ofKinds(count.done()).forEach((kind, places) -> evidence.figure(kind.words, places));
        evidence.figure("good cards among them", count.good());
        evidence.figure("not whole", count.notWhole());
        evidence.figure("conversations that went on", count.wentOn());
        evidence.figure("used chips that came again", count.again());
        evidence.figure("of them written on", count.writtenAgain());
    }

    /** What a line would do that is not to be trusted, before the same judge. */
    private static void control(Evidence evidence, DisturbedLine line, Given first, DisturbedLook.Found whole)
            throws IOException {
        Given begun =
                single(line, DisturbedHead.single(line::blank, new Where(secondWriting(first), Disturbance.PULLED)));
        assertThat(begun.bin()).contains(Bin.REJECT);
        int stored = lastWriting(first);
        for (Disturbance ignored : List.of(Disturbance.LOST_RESPONSE, Disturbance.STATUS_6F00)) {
            Given careless = single(line, DisturbedHead.hidden(line::blank, new Where(stored, ignored)));
            DisturbedCount count = new DisturbedCount(new DisturbedLook(line), whole).judge(List.of(careless));
            evidence.control("a line that goes on behind " + ignored, count.good() == 1 && count.wentOn() == 1);
        }
        int answered = lastAnswered(first);
        Given blind = single(line, DisturbedHead.hidden(line::blank, new Where(answered, Disturbance.WRONG_RMAC)));
        DisturbedLook look = new DisturbedLook(line);
        evidence.control(
                "a line that believes a wrong answer",
                new DisturbedCount(look, whole).judge(List.of(blind)).wentOn() == 1);
        DisturbedLook.Found found = look.at(begun.card());
        evidence.control(
                "a chip that most of its commands never reached",
                !found.pays() && !whole.differences().containsAll(found.differences()));
        evidence.control("a chip that the ledger has as spoiled", !found.counted());
        long other = look.attempt(blind.card()).orElseThrow().of().card();
        evidence.control(
                "a chip with the record of another card",
                !look.at(first.card(), other).isLike(whole));
        DisturbedChip again = new DisturbedChip(begun.card(), Where.NOWHERE, false);
        line.writeUncounted(again);
        Given uncounted = new Given(begun.card(), again, true, 0, begun.bin());
        evidence.control(
                "a line that asks no journal",
                new DisturbedCount(look, whole).judge(List.of(uncounted)).writtenAgain() == 1);
    }

    private static Given single(DisturbedLine line, DisturbedHead head) throws IOException {
        line.run(head);
        return head.given().get(0);
    }

    private static IntStream writing(Given whole) {
        List<Command> commands = whole.chip().commands();
        return IntStream.range(1, whole.commands())
                .filter(number -> commands.get(number - 1).writes());
    }

    private static int secondWriting(Given whole) {
        return writing(whole).skip(1).findFirst().orElseThrow();
    }

    /** It is not the last command. */
    private static int lastWriting(Given whole) {
        return writing(whole).max().orElseThrow();
    }

    /** A command of a secure channel that is answered with data, and is not the last one. */
    private static int lastAnswered(Given whole) {
        List<Command> commands = whole.chip().commands();
        return IntStream.range(1, whole.commands())
                .filter(number -> commands.get(number - 1).inSession()
                        && commands.get(number - 1).answered())
                .max()
                .orElseThrow();
    }

    /** Every command and every kind; a wrong bit only where an answer has data. Some of them inside {@code mvn verify}. */
    private static Set<Where> planned(Evidence evidence, Given whole) {
        Set<Where> planned = new LinkedHashSet<>();
        int step = evidence.size(REDUCED_STEP, 1);
        int turn = 0;
        for (int command = 1; command <= whole.chip().commands().size(); command++) {
            boolean data = whole.chip().commands().get(command - 1).answered();
            for (Disturbance kind : Disturbance.values()) {
                if ((kind != Disturbance.WRONG_RMAC || data) && turn++ % step == 0) {
                    planned.add(new Where(command, kind));
                }
            }
        }
        return planned;
    }
}
