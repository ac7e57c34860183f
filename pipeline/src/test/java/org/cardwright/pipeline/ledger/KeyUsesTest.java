package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardChannel;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.pipeline.ledger.KeyUses.Cards;
import org.cardwright.pipeline.ledger.KeyUses.Dependent;
import org.cardwright.pipeline.ledger.KeyUses.DependentOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which cards depend on which keys: by product, as far as they are read, and never a rejected one. */
class KeyUsesTest {

    private static final KeyName CVK = new KeyName("bank.cvk", 2);
    private static final KeyName IMK = KeyName.of("bank.imk-ac");
    private static final KeyName SEAL = KeyName.of("bureau.seal");

    private static final KeyCheckValue KCV = tdes("08D7B4");

    private Database database;
    private CardOrders orders;
    private KeyUses uses;

    @BeforeEach
    void open() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""));
        orders = new CardOrders(database.dataSource());
        uses = new KeyUses(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static CardOrders.Prepared prepared(int recordNumber) {
        return new CardOrders.Prepared(recordNumber, Set.of(CardChannel.CHIP));
    }

    @Test
    void a_card_depends_on_the_keys_of_its_product_and_on_those_of_its_batch() {
        Run run = take("ab", 1);
        orders.accept(run, List.of(candidate(1, "debit/1"), candidate(2, "credit/1"), candidate(3, "debit/1")));
        orders.reject(run, List.of(new Screened.Rejected(4, "A-4", "PAN", RejectReason.PAN_SHAPE)));
        orders.prepared(run, List.of(prepared(1), prepared(2)), 1);
        orders.made(run, List.of(1));
        close(run);

        assertThat(uses.dependents(CVK)).extracting(Dependent::cards).containsExactly(new Cards(2, true));
        assertThat(uses.dependents(IMK)).extracting(Dependent::cards).containsExactly(new Cards(1, true));
        assertThat(uses.dependents(SEAL)).extracting(Dependent::cards).containsExactly(new Cards(3, true));
        assertThat(uses.orders(CVK, run.batch()))
                .containsExactly(
                        new DependentOrder("A-1", "debit/1", true), new DependentOrder("A-3", "debit/1", false));
        assertThat(uses.orders(SEAL, run.batch()))
                .extracting(DependentOrder::orderReference)
                .containsExactly("A-1", "A-2", "A-3");
    }

    @Test
    void a_batch_that_is_read_on_is_listed_before_its_first_card_and_left_out_when_it_has_none() {
        Run run = take("ab", 1);
        assertThat(uses.dependents(IMK)).extracting(Dependent::cards).containsExactly(new Cards(0, false));
        orders.accept(run, List.of(candidate(1, "debit/1")));
        close(run);
        assertThat(uses.dependents(IMK)).isEmpty();
        assertThat(uses.dependents(CVK)).extracting(Dependent::cards).containsExactly(new Cards(1, true));
    }

    @Test
    void the_latest_batch_comes_first_and_other_versions_are_other_keys() {
        orders.accept(take("ab", 1), List.of(candidate(1, "debit/1")));
        orders.accept(take("cd", 2), List.of(candidate(2, "debit/1")));
        assertThat(uses.dependents(CVK)).extracting(Dependent::batch).containsExactly("cd".repeat(32), "ab".repeat(32));
        assertThat(uses.dependents(KeyName.of("bank.cvk"))).isEmpty();
        assertThat(uses.orders(KeyName.of("bank.cvk"), "ab".repeat(32))).isEmpty();
        assertThat(uses.isNoted(IMK)).isTrue();
        assertThat(uses.isNoted(KeyName.of("bank.cvk"))).isFalse();
    }

    @Test
    void versions_that_were_chosen_by_date_are_remembered_for_each_batch() {
        take("ab", 1);
        assertThat(uses.chosen("ab".repeat(32))).isEqualTo(Map.of("bank.cvk", 2));
        assertThat(uses.chosen("cd".repeat(32))).isEmpty();
        take("cd", 2);
        assertThat(uses.chosen()).containsExactly(new KeyName("bank.cvk", 2));
    }

    @Test
    void another_check_value_under_the_name_of_a_key_is_noticed_whatever_its_length() {
        take("ab", 1);
        new JdbcTemplate(database.dataSource())
                .update("update batch_key set check_value = null where key_name = ?", IMK.toString());

        assertThat(uses.exchanged(List.of(
                        use(CVK, KCV), use(CVK, tdes("08D7B41234")), use(new KeyName("bank.cvk", 3), tdes("ABCDEF")))))
                .isEmpty();
        assertThat(uses.exchanged(List.of(use(IMK, tdes("ABCDEF"))))).isEmpty();
        KeyCheckValue otherRule = new KeyCheckValue(KeyCheckValue.Method.SHA256, ByteString.fromHex("ABCDEF"));
        assertThat(uses.exchanged(List.of(use(CVK, otherRule)))).isEmpty();
        assertThat(uses.exchanged(List.of(use(CVK, tdes("ABCDEF")), use(SEAL, KCV))))
                .containsExactly(new KeyUses.Exchanged(CVK, "ab".repeat(32), KCV, tdes("ABCDEF")));
    }

    private static KeyUses.Use use(KeyName key, KeyCheckValue value) {
        return new KeyUses.Use("debit/1", key, false, value);
    }

    private static KeyCheckValue tdes(String hex) {
        return new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, ByteString.fromHex(hex));
    }

    private Run take(String batch, int hour) {
        BatchRegister register = new BatchRegister(database.dataSource());
        register.insert(new BatchRegister.Entry(
                batch.repeat(32),
                "bank",
                ByteString.fromHex(batch.repeat(32)),
                OptionalLong.of(hour),
                "lines",
                LocalDate.of(2027, 1, 15),
                4,
                Path.of("/out/batch"),
                Optional.of(ByteString.fromHex("00")),
                BatchState.OPEN,
                Instant.EPOCH.plusSeconds(3600L * hour)));
        uses.insert(
                batch.repeat(32),
                List.of(
                        new KeyUses.Use("debit/1", CVK, true, KCV),
                        new KeyUses.Use("debit/1", CVK, true, KCV),
                        new KeyUses.Use("credit/1", IMK, false, KCV),
                        new KeyUses.Use("", SEAL, false, KCV)));
        return register.takeOver(batch.repeat(32));
    }

    /** As the end of intake does. */
    private void close(Run run) {
        new JdbcTemplate(database.dataSource())
                .update("insert into step_account values (?, 'intake', 1, 0, 0, 0, 0, 0, true, '')", run.batch());
    }

    private static CardOrders.Candidate candidate(int number, String product) {
        return new CardOrders.Candidate(
                number,
                "A-" + number,
                product,
                "group",
                ByteString.repeat(number, 32).toHex(),
                Attempt.FIRST);
    }
}
