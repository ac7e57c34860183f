package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cardwright.formats.card.CardChannel;
import org.cardwright.perso.verify.CardChannels;
import org.cardwright.pipeline.close.Inspection;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.ChannelQuality;
import org.cardwright.pipeline.ledger.ChannelState;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The channels of the cards go from made to verified with the release, and only with it. */
class ChannelsOfBatchTest {

    private static final int ORDERS = 180;

    @TempDir
    private static Path shared;

    private static Reference reference;

    @TempDir
    private Path directory;

    private Home home;
    private Path export;

    @BeforeAll
    static void run_undisturbed() throws Exception {
        reference = Reference.of(shared.resolve("reference"), 1, ORDERS);
    }

    @BeforeEach
    void prepare_a_home() throws Exception {
        home = new Home(directory);
        export = home.export("orders.txt", 1, ORDERS);
    }

    @ParameterizedTest
    @CsvSource({
        "CHUNK_COMMITTED, prepare, 2, MADE",
        "SEAL_VERIFIED, release, 1, MADE",
        "SEAL_RENAMED, release, 1, MADE",
        "CHUNK_COMMITTED, account, 1, VERIFIED"
    })
    void wherever_a_run_dies_the_cards_stand_as_far_as_they_have_come(
            String point, String step, int time, ChannelState state) throws Exception {
        assertThat(new Fork(home, export).haltAt(point, step, time).run()).isEqualTo(HaltAtPoint.HALTED);

        BatchDetails.Channels channels = channels();
        ChannelQuality.Count chip = channels.counts().get(CardChannel.CHIP.ordinal());
        assertThat(chip.cards()).containsOnlyKeys(state);
        assertThat(channels.counts().get(CardChannel.STRIPE.ordinal()).cards())
                .containsOnlyKeys(ChannelState.NOT_APPLICABLE);

        assertEndsVerified();
    }

    @Test
    void what_the_verifier_refused_is_named_until_a_verifier_passes_it() throws Exception {
        LineDefinition refusing = new LineDefinition("1", p -> p, release -> new WrappedRelease(release) {
            @Override
            public CardChannels seal(SealFacts facts) {
                throw new NotReconciledException("refused");
            }

            @Override
            public List<Inspection.RefusedChannel> refused() {
                return List.of(
                        new Inspection.RefusedChannel(7, CardChannel.CHIP, "V-302"),
                        new Inspection.RefusedChannel(7, CardChannel.STRIPE, "V-502"));
            }
        });
        try (Pipeline pipeline = home.open(refusing)) {
            assertThat(pipeline.prepare(home.request(export)).kind()).isEqualTo(BatchOutcome.Kind.NOT_RECONCILED);
        }

        BatchDetails.Channels channels = channels();
        assertThat(channels.rejected())
                .singleElement()
                .satisfies(card -> assertThat(card)
                        .isEqualTo(new ChannelQuality.Rejected(7, card.orderReference(), CardChannel.CHIP, "V-302")));
        assertThat(channels.counts().get(CardChannel.CHIP.ordinal()).cards())
                .containsOnly(Map.entry(ChannelState.REJECTED, 1), Map.entry(ChannelState.MADE, Home.good(ORDERS) - 1));

        assertEndsVerified();
    }

    @Test
    void a_verifier_that_saw_other_channels_than_were_made_stops_the_release() throws Exception {
        LineDefinition blind = new LineDefinition("1", p -> p, release -> new WrappedRelease(release) {
            @Override
            public CardChannels seal(SealFacts facts) throws IOException {
                int cards = super.seal(facts).cards();
                return CardChannels.of(Collections.nCopies(cards, Set.of(CardChannel.STRIPE)));
            }
        });
        try (Pipeline pipeline = home.open(blind)) {
            BatchOutcome outcome = pipeline.prepare(home.request(export));
            assertThat(outcome.kind()).isEqualTo(BatchOutcome.Kind.NOT_RECONCILED);
            assertThat(outcome.message()).contains("other channels in the files than were made");
        }

        assertEndsVerified();
    }

    private BatchDetails.Channels channels() throws Exception {
        try (Pipeline pipeline = home.open()) {
            return pipeline.batch(pipeline.batches().get(0).batch())
                    .orElseThrow()
                    .channels();
        }
    }

    private void assertEndsVerified() throws Exception {
        BatchOutcome outcome = home.prepare(export);
        assertThat(outcome.exitCode()).as(outcome.message()).isZero();
        assertThat(channels().counts().get(CardChannel.CHIP.ordinal()).cards())
                .containsOnly(Map.entry(ChannelState.VERIFIED, Home.good(ORDERS)));
        assertThat(channels().rejected()).isEmpty();
        reference.assertEqual(home);
    }
}
