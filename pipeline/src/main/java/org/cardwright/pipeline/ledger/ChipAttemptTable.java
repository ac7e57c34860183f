package org.cardwright.pipeline.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.cardwright.pipeline.ledger.ChipAttempts.Card;
import org.cardwright.pipeline.ledger.ChipAttempts.Chip;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.Place;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.ChipAttempts.Work;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** The rows of chips, each under a code. */
final class ChipAttemptTable {

    private static final String CONTEXT = "ledger.chip-attempt";

    private final JdbcTemplate jdbc;
    private final RowSeal seal;

    ChipAttemptTable(DataSource dataSource, RowSeal seal) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.seal = seal;
    }

    private ChipAttempt read(ResultSet row, int number) throws SQLException {
        ChipAttempt attempt = new ChipAttempt(
                new Card(row.getString("batch"), row.getLong("card")),
                row.getInt("attempt"),
                State.valueOf(row.getString("state")),
                new Chip(row.getString("key_data"), row.getString("chip_number"), row.getInt("key_version")),
                new Work(
                        new Place(row.getString("station"), row.getString("head"), row.getString("run")),
                        row.getString("begun_at"),
                        row.getString("ended_at"),
                        row.getInt("place"),
                        row.getString("left_at")),
                row.getString("detail"));
        return believed(attempt, row.getString("seal"));
    }

    private ChipAttempt believed(ChipAttempt attempt, String stored) {
        if (!code(attempt).equals(stored)) {
            throw new NotReconciledException("attempt " + attempt.number() + " for card "
                    + attempt.of().card() + " is not as this program left it");
        }
        return attempt;
    }

    /** What is sealed of a row. */
    private static List<String> fields(ChipAttempt attempt) {
        Work work = attempt.work();
        List<String> fields = new ArrayList<>(List.of(
                attempt.of().batch(),
                "" + attempt.of().card(),
                "" + attempt.number(),
                attempt.state().name(),
                attempt.chip().keyData(),
                attempt.detail()));
        // rows of version 15 had no more
        if (!work.at().station().isEmpty()) {
            Chip chip = attempt.chip();
            fields.addAll(List.of(
                    chip.number(), "" + chip.keyVersion(), work.at().station(), work.begunAt(), work.endedAt()));
        }
        // rows of a desk, and of version 18, had no more
        if (!work.at().run().isEmpty()) {
            fields.addAll(List.of(work.at().run(), work.at().head(), "" + work.order()));
        }
        if (!work.leftAt().isEmpty()) {
            fields.add(work.leftAt());
        }
        return fields;
    }

    private String code(ChipAttempt attempt) {
        return seal.of(CONTEXT, fields(attempt));
    }

    /**
     * In order.
     *
     * @throws NotReconciledException when one is missing, or was changed behind the back of this program
     */
    List<ChipAttempt> of(Card card) {
        List<ChipAttempt> all = jdbc.query(
                "select * from chip_attempt where batch = ? and card = ? order by attempt",
                this::read,
                card.batch(),
                card.card());
        int number = 0;
        for (ChipAttempt attempt : all) {
            number++;
            requireNumber(attempt, number);
        }
        return all;
    }

    /** Attempts of a card are numbered without a gap. */
    static void requireNumber(ChipAttempt attempt, int number) {
        if (attempt.number() != number) {
            throw new NotReconciledException(
                    "attempt " + number + " for card " + attempt.of().card() + " is missing");
        }
    }

    /** Nobody else begins the card, or approves that it is made once more, until the transaction ends. */
    void lock(Card card) {
        jdbc.queryForList(
                "select record_index from ordered_card where batch_number = (select number from batch_number where batch = ?)"
                        + " and record_index = ? for update",
                Long.class,
                card.batch(),
                card.card());
    }

    List<ChipAttempt> withKeyData(String keyData) {
        return jdbc.query("select * from chip_attempt where key_data = ?", this::read, keyData);
    }

    /** Those of a batch, card after card; none is kept. */
    void each(String batch, Consumer<ChipAttempt> visitor) {
        RowCallbackHandler each = row -> visitor.accept(read(row, 0));
        jdbc.query("select * from chip_attempt where batch = ? order by card, attempt", each, batch);
    }

    /** Those of a run, card after card. */
    void eachOf(String run, Consumer<ChipAttempt> visitor) {
        RowCallbackHandler each = row -> visitor.accept(read(row, 0));
        jdbc.query("select * from chip_attempt where run = ? order by card, attempt", each, run);
    }

    /** Those of a run that have not ended. */
    List<ChipAttempt> open(String run) {
        return jdbc.query(
                "select * from chip_attempt where run = ? and state = ?", this::read, run, State.STARTED.name());
    }

    void insert(ChipAttempt begun) {
        Chip chip = begun.chip();
        jdbc.update(
                "insert into chip_attempt (batch, card, attempt, state, key_data, chip_number, key_version, station,"
                        + " begun_at, ended_at, chip, detail, run, head, live_card, seal)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                begun.of().batch(),
                begun.of().card(),
                begun.number(),
                begun.state().name(),
                chip.keyData(),
                chip.number(),
                chip.keyVersion(),
                begun.work().at().station(),
                begun.work().begunAt(),
                begun.work().endedAt(),
                chip.keyData() + "-" + chip.number(),
                begun.detail(),
                begun.work().at().run(),
                begun.work().at().head(),
                live(begun),
                code(begun));
    }

    /** What no two rows have: a card is on one chip at most. */
    private static @Nullable String live(ChipAttempt attempt) {
        boolean may = attempt.state() == State.STARTED || attempt.state() == State.GOOD;
        return may ? attempt.of().batch() + "/" + attempt.of().card() : null;
    }

    /** False when it is not open any more. */
    boolean end(ChipAttempt ended) {
        int rows = jdbc.update(
                "update chip_attempt set state = ?, detail = ?, ended_at = ?, place = ?, live_card = ?, seal = ?"
                        + " where batch = ? and card = ? and attempt = ? and state = ?",
                ended.state().name(),
                ended.detail(),
                ended.work().endedAt(),
                ended.work().order(),
                live(ended),
                code(ended),
                ended.of().batch(),
                ended.of().card(),
                ended.number(),
                State.STARTED.name());
        return rows == 1;
    }

    /** A card that was good, or a sample, is not in its head any more. */
    void left(ChipAttempt whole, String moment) {
        Work work = whole.work();
        ChipAttempt gone = new ChipAttempt(
                whole.of(),
                whole.number(),
                whole.state(),
                whole.chip(),
                new Work(work.at(), work.begunAt(), work.endedAt(), work.order(), moment),
                whole.detail());
        jdbc.update(
                "update chip_attempt set left_at = ?, seal = ?"
                        + " where batch = ? and card = ? and attempt = ? and left_at = ''",
                moment,
                code(gone),
                gone.of().batch(),
                gone.of().card(),
                gone.number());
    }

    boolean isClosed(String batch) {
        return jdbc.queryForList("select state from batch where batch = ?", String.class, batch)
                .contains(BatchState.CLOSED.name());
    }

    /** The issuer's name of the order of a card; empty when the ledger has none. */
    Optional<String> order(Card card) {
        return jdbc
                .queryForList(
                        "select o.order_reference from batch_number b join ordered_card o on o.batch_number = b.number"
                                + " where b.batch = ? and o.record_index = ?",
                        String.class,
                        card.batch(),
                        card.card())
                .stream()
                .findFirst();
    }

    /** H2 writes what is committed to the disk a while later: a power failure would forget it. PostgreSQL does not come back before. */
    void reachDisk() {
        boolean h2 = Boolean.TRUE.equals(jdbc.execute((ConnectionCallback<Boolean>)
                connection -> connection.getMetaData().getDatabaseProductName().equals("H2")));
        if (h2) {
            jdbc.execute("checkpoint sync");
        }
    }
}
