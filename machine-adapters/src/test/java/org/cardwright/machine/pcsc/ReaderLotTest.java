package org.cardwright.machine.pcsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.chip.AnswerToReset;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.ChipLine;
import org.cardwright.machine.line.Feeder;
import org.cardwright.machine.line.HeadState;
import org.cardwright.machine.line.LineReport;
import org.cardwright.machine.line.LineRules;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.machine.virtualcard.VirtualReaderCard;
import org.cardwright.sample.VirtualReaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cards that are none of the lot, behind a real PC/SC service: told before a command is sent. */
class ReaderLotTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static VirtualReaders readers;

    @BeforeAll
    static void start() throws IOException {
        VirtualReaders.missing().ifPresent(Assumptions::abort);
        readers = VirtualReaders.start(
                directory.resolve("pcsc"), 1, environment -> ReaderHead.readers(PATIENCE, environment));
    }

    @AfterAll
    static void stop() {
        if (readers != null) {
            readers.close();
        }
    }

    private static ReaderHead head() {
        return ReaderHead.of(readers.name(0), PATIENCE, readers.environment());
    }

    @Test
    void a_card_with_another_answer_to_reset_is_none_of_the_lot() throws IOException {
        try (VirtualCard card = GoldenCards.blank(GoldenCards.visa(), GoldenCards.recipe());
                ReaderHead reader = head();
                VirtualReaderCard inserted = VirtualReaderCard.insert(readers.port(0), card, card::reset)) {
            ReaderLineHead own = new ReaderLineHead(
                    "own", reader, Feeder.BY_HAND, new AnswerToReset("3BF8......81" + ".".repeat(24)));
            assertThat(own.nextCard(PATIENCE)).isPresent();
            assertThat(own.foreign()).isEmpty();
            assertThat(new ReaderLineHead("other", reader, Feeder.BY_HAND, new AnswerToReset("3B6500")).foreign())
                    .contains(
                            "its answer to reset " + VirtualReaderCard.ANSWER_TO_RESET.toHex() + " is none of the lot");
            assertThat(new ReaderLineHead("any", reader, Feeder.BY_HAND).foreign())
                    .isEmpty();
            assertThat(inserted.isInside()).isTrue();
        }
    }

    /** It lies at the chip station, and says nothing: nobody may forget it there. */
    @Test
    void a_blank_that_a_machine_brought_and_that_is_mute_goes_back_counted() {
        RepeatedRecords batch = new RepeatedRecords(GoldenCards.visa(), 1);
        List<Bin> bins = new ArrayList<>();
        Feeder machine = new Feeder() {
            @Override
            public boolean load() {
                return bins.size() < 3;
            }

            @Override
            public void toChip() {
                // it is mute
            }

            @Override
            public void eject(Bin bin) {
                bins.add(bin);
            }
        };
        try (ReaderLineHead head = new ReaderLineHead("mute", head(), machine)) {
            LineReport report = new ChipLine(List.of(head), LineRules.usual(Duration.ofMillis(200)))
                    .run(batch, (at, card, job, journal) -> {
                        throw new AssertionError("nothing is sent to it");
                    });
            assertThat(report.count(Result.FOREIGN)).isEqualTo(3);
            assertThat(report.heads().get(0).state()).isEqualTo(HeadState.QUARANTINED);
        }
        assertThat(bins).hasSize(3);
    }
}
