package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.formats.card.CardChannel.CHIP;
import static org.cardwright.formats.card.CardChannel.PIN;
import static org.cardwright.formats.card.CardChannel.STRIPE;
import static org.cardwright.formats.card.CardChannel.VISUAL;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The state of every channel of a card: nobody passes what nobody verified, and nothing is invented. */
class ChannelQualityTest {

    private static final String BATCH = "ab".repeat(32);
    private static final int CARDS = 1_203;
    private static final Set<CardChannel> FULL = Set.of(VISUAL, CHIP, STRIPE, PIN);

    private Database database;
    private Ledger ledger;
    private ChannelQuality channels;
    private Run run;

    @BeforeEach
    void prepare_cards_of_which_every_third_is_a_chip_alone() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""));
        ledger = new Ledger(database.dataSource());
        channels = new ChannelQuality(database.dataSource());
        BatchRegister register = new BatchRegister(database.dataSource());
        register.insert(TakenBatch.of(BATCH, "01", 1, CARDS));
        run = register.takeOver(BATCH);
        CardOrders orders = new CardOrders(database.dataSource());
        orders.accept(
                run,
                IntStream.rangeClosed(1, CARDS)
                        .mapToObj(i -> new CardOrders.Candidate(
                                i,
                                "A-" + i,
                                "p/1",
                                "p",
                                ByteString.ofUnsigned(i, 4).toHex().repeat(8),
                                Attempt.FIRST))
                        .toList());
        assertThat(channels.counts(BATCH)).isEmpty();
        orders.prepared(
                run,
                IntStream.rangeClosed(1, CARDS)
                        .mapToObj(i -> new CardOrders.Prepared(i, i % 3 == 0 ? Set.of(CHIP) : FULL))
                        .toList(),
                1);
        ledger.record(run, StepName.RELEASE, HandOver.of(CARDS, 0), Position.START);
        ledger.record(run, StepName.ACCOUNT, HandOver.of(CARDS, 0), Position.START);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Map<Set<CardChannel>, List<Integer>> asMade() {
        return Map.of(
                Set.of(CHIP),
                some(0),
                FULL,
                IntStream.rangeClosed(1, CARDS).filter(i -> i % 3 != 0).boxed().toList());
    }

    private static List<Integer> some(int rest) {
        return IntStream.rangeClosed(1, CARDS)
                .filter(i -> i % 3 == rest)
                .boxed()
                .toList();
    }

    private Map<ChannelState, Integer> counts(CardChannel channel) {
        return channels.counts(BATCH).stream()
                .filter(count -> count.channel() == channel)
                .findFirst()
                .orElseThrow()
                .cards();
    }

    @Test
    void what_is_made_waits_for_the_verifier_and_what_is_verified_may_be_released() {
        assertThat(counts(CHIP)).containsOnly(Map.entry(ChannelState.MADE, CARDS));
        assertThat(counts(STRIPE))
                .containsOnly(
                        Map.entry(ChannelState.MADE, CARDS - CARDS / 3),
                        Map.entry(ChannelState.NOT_APPLICABLE, CARDS / 3));
        assertRefused(StepName.RELEASE, CARDS);
        assertRefused(StepName.ACCOUNT, CARDS);

        channels.verified(run, asMade());

        assertThat(counts(CHIP)).containsOnly(Map.entry(ChannelState.VERIFIED, CARDS));
        assertThat(counts(PIN))
                .containsOnly(
                        Map.entry(ChannelState.VERIFIED, CARDS - CARDS / 3),
                        Map.entry(ChannelState.NOT_APPLICABLE, CARDS / 3));
        assertThat(counts(CardChannel.PAPER)).containsOnly(Map.entry(ChannelState.NOT_APPLICABLE, CARDS));
        ledger.close(run, StepName.RELEASE, CARDS);
        ledger.close(run, StepName.ACCOUNT, CARDS);
    }

    private void assertRefused(StepName step, int cards) {
        assertThatThrownBy(() -> ledger.close(run, step, CARDS))
                .isInstanceOf(NotReconciledException.class)
                .hasMessage("step " + step.id() + ": cards with a channel that the verifier has not passed: " + cards);
        assertThat(ledger.account(BATCH, step).closed()).isFalse();
    }

    @Test
    void a_card_that_the_verifier_did_not_look_at_holds_the_release() {
        channels.verified(run, Map.of(Set.of(CHIP), some(0), FULL, some(1)));

        assertRefused(StepName.RELEASE, some(2).size());
    }

    @Test
    void a_card_with_more_or_fewer_channels_in_the_files_than_were_made_is_a_difference() {
        for (Set<CardChannel> found : List.of(Set.of(CHIP, STRIPE), Set.<CardChannel>of())) {
            assertThatThrownBy(() -> channels.verified(run, Map.of(found, List.of(1, 3))))
                    .isInstanceOf(NotReconciledException.class)
                    .hasMessageContaining("1 of cards 1 to 1 have other channels in the files than were made");
        }
        assertThatThrownBy(() -> channels.verified(run, Map.of(FULL, List.of(CARDS + 1))))
                .isInstanceOf(NotReconciledException.class);
    }

    @Test
    void a_rejected_channel_keeps_its_rule_until_it_is_verified_again() {
        channels.verified(run, asMade());
        channels.rejected(run, STRIPE, Map.of(2, "V-502", 3, "V-502"));

        // card 3 has no stripe
        assertThat(channels.rejected(BATCH)).containsExactly(new ChannelQuality.Rejected(2, "A-2", STRIPE, "V-502"));
        assertThat(counts(STRIPE)).containsEntry(ChannelState.REJECTED, 1);
        assertRefused(StepName.RELEASE, 1);
        assertRefused(StepName.ACCOUNT, 1);

        channels.verified(run, asMade());
        assertThat(channels.rejected(BATCH)).isEmpty();
        ledger.close(run, StepName.RELEASE, CARDS);
    }

    @Test
    void a_card_of_a_release_must_be_recorded_although_one_that_was_released_before_need_not() {
        new JdbcTemplate(database.dataSource())
                .update("update ordered_card set visual_qc = null, chip_qc = null, stripe_qc = null, paper_qc = null,"
                        + " pin_qc = null");
        assertThat(counts(CHIP)).containsOnly(Map.entry(ChannelState.NOT_RECORDED, CARDS));

        assertRefused(StepName.RELEASE, CARDS);
        ledger.close(run, StepName.ACCOUNT, CARDS);
        channels.verified(run, asMade());
        ledger.close(run, StepName.RELEASE, CARDS);
        assertThat(counts(STRIPE)).containsEntry(ChannelState.NOT_APPLICABLE, CARDS / 3);
    }

    @Test
    void a_home_of_version_10_does_not_pretend_to_know_its_old_cards(@TempDir Path folder) {
        DatabaseSettings settings = DatabaseSettings.embedded(folder);
        DriverManagerDataSource plain =
                new DriverManagerDataSource(settings.url(), settings.user(), settings.password());
        Migrations.migrate(plain, true, "10");
        JdbcTemplate jdbc = new JdbcTemplate(plain);
        jdbc.update(
                "insert into batch (batch, issuer, source_sha256, layout, business_date, records, directory, state,"
                        + " taken_at) values (?, 'bank', 'AB', 'csv', '2026-11-21', 2, 'out', 'CLOSED', '')",
                BATCH);
        jdbc.update(
                "insert into card_order (batch, record_number, order_reference, state, record_index)"
                        + " values (?, 1, 'A-1', 'GOOD', 1), (?, 2, 'A-2', 'REJECTED', null)",
                BATCH,
                BATCH);

        try (Database again = Database.open(settings)) {
            ChannelQuality old = new ChannelQuality(again.dataSource());
            assertThat(old.counts(BATCH))
                    .hasSize(CardChannel.values().length)
                    .allSatisfy(
                            count -> assertThat(count.cards()).containsOnly(Map.entry(ChannelState.NOT_RECORDED, 1)));
            assertThat(old.rejected(BATCH)).isEmpty();
        }
    }
}
