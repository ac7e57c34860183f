package org.cardwright.pipeline.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.cardwright.crypto.module.KeptCodes;
import org.cardwright.pipeline.ledger.StationCard.Said;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of jobs and cards at stations, each under a code. */
final class StationTable {

    private static final String JOB_CONTEXT = "ledger.station-job";
    private static final String CARD_CONTEXT = "ledger.station-card";
    private static final int MOST_CODES = 1_000;

    private final JdbcTemplate jdbc;
    private final RowSeal seal;

    StationTable(DataSource dataSource, RowSeal seal) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.seal = seal;
    }

    private StationJob readJob(ResultSet row, int number) throws SQLException {
        StationJob job = new StationJob(
                new StationJob.Of(
                        row.getString("batch"),
                        row.getString("room"),
                        row.getInt("number"),
                        row.getString("machine"),
                        row.getString("definition"),
                        row.getString("plastic_group")),
                row.getString("name"),
                StationJob.State.valueOf(row.getString("state")),
                row.getString("sha256"),
                row.getInt("cards"),
                new StationJob.Time(row.getString("begun_at"), row.getString("ended_at")));
        require(seal.of(JOB_CONTEXT, job.fields()).equals(row.getString("seal")), "job " + job.name());
        return job;
    }

    private SealedRow readCard(ResultSet row, int number) throws SQLException {
        StationCard card = new StationCard(
                new StationCard.Of(
                        row.getString("batch"),
                        row.getLong("card"),
                        row.getString("room"),
                        row.getInt("attempt"),
                        row.getString("chain")),
                row.getString("job"),
                row.getInt("place"),
                StationCard.State.valueOf(row.getString("state")),
                new Said(row.getString("error"), row.getString("plastic")),
                row.getString("decided_by"),
                row.getString("ended_at"));
        return new SealedRow(card, row.getString("seal"));
    }

    /**
     * A card with the code that its row has.
     *
     * @param card as the row says
     * @param code to be compared
     */
    private record SealedRow(StationCard card, String code) {}

    /** Many codes are one call of the module. */
    private List<StationCard> believed(List<SealedRow> rows) {
        List<StationCard> cards = rows.stream().map(SealedRow::card).toList();
        for (int from = 0; from < rows.size(); from += MOST_CODES) {
            List<SealedRow> part = rows.subList(from, Math.min(from + MOST_CODES, rows.size()));
            List<String> codes = codes(part.stream().map(SealedRow::card).toList());
            for (int i = 0; i < part.size(); i++) {
                require(
                        codes.get(i).equals(part.get(i).code()),
                        "card " + part.get(i).card().reference());
            }
        }
        return cards;
    }

    private List<String> codes(List<StationCard> cards) {
        List<List<String>> fields = cards.stream().map(StationCard::fields).toList();
        return KeptCodes.agreed(() -> seal.all(CARD_CONTEXT, fields));
    }

    private static void require(boolean ours, String what) {
        if (!ours) {
            throw new NotReconciledException("the row of " + what + " at a station is not as this program left it");
        }
    }

    List<StationJob> jobs(String batch) {
        return jdbc.query("select * from station_job where batch = ? order by room, number", this::readJob, batch);
    }

    Optional<StationJob> job(String name) {
        return jdbc.query("select * from station_job where name = ?", this::readJob, name).stream()
                .findFirst();
    }

    /** The last job of a batch in a room; 0 for none. */
    int lastNumber(String batch, String room) {
        Integer last = jdbc.queryForObject(
                "select coalesce(max(number), 0) from station_job where batch = ? and room = ?",
                Integer.class,
                batch,
                room);
        return Objects.requireNonNull(last);
    }

    List<StationCard> cards(String batch) {
        return believed(jdbc.query(
                "select * from station_card where batch = ? order by card, attempt, room", this::readCard, batch));
    }

    /** One card of a job. */
    Optional<StationCard> card(String job, int place) {
        return believed(jdbc.query(
                        "select * from station_card where job = ? and place = ?", this::readCard, job, place))
                .stream()
                .findFirst();
    }

    List<StationCard> cardsOf(String job) {
        return cardsOf(job, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** Those at some places, both ends included. */
    List<StationCard> cardsOf(String job, int first, int last) {
        return believed(jdbc.query(
                "select * from station_card where job = ? and place between ? and ? order by place",
                this::readCard,
                job,
                first,
                last));
    }

    /** How many cards of a job have no answer, without a look at codes. */
    int openCards(String job) {
        Integer open = jdbc.queryForObject(
                "select count(*) from station_card where job = ? and state in ('TAKEN', 'BEGUN')", Integer.class, job);
        return Objects.requireNonNull(open);
    }

    /** The newest attempt of every card in a chain of rooms, without a look at codes: what is taken is looked at by itself. */
    List<StationStanding> standing(String batch, String chain) {
        return jdbc.query(
                "select card, attempt, room, state, decided_by from station_card where batch = ? and chain = ?"
                        + " order by card, attempt",
                (row, number) -> new StationStanding(
                        row.getLong("card"),
                        row.getInt("attempt"),
                        row.getString("room"),
                        StationCard.State.valueOf(row.getString("state")),
                        !row.getString("decided_by").isEmpty()),
                batch,
                chain);
    }

    /** Everything about one card, by the primary key: in every room, chain and attempt. */
    List<StationCard> of(String batch, long card) {
        return believed(jdbc.query(
                "select * from station_card where batch = ? and card = ? order by room, attempt",
                this::readCard,
                batch,
                card));
    }

    boolean knowsPlastic(String plastic) {
        Integer rows =
                jdbc.queryForObject("select count(*) from station_card where plastic = ?", Integer.class, plastic);
        return Objects.requireNonNull(rows) > 0;
    }

    void insert(StationJob job) {
        jdbc.update(
                "insert into station_job (batch, room, number, name, machine, definition, plastic_group, cards, state,"
                        + " sha256, begun_at, ended_at, seal) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                job.of().batch(),
                job.of().room(),
                job.of().number(),
                job.name(),
                job.of().machine(),
                job.of().definition(),
                job.of().group(),
                job.cards(),
                job.state().name(),
                job.sha256(),
                job.time().begunAt(),
                job.time().endedAt(),
                seal.of(JOB_CONTEXT, job.fields()));
    }

    void insert(List<StationCard> cards) {
        List<String> codes = KeptCodes.agreed(() ->
                seal.all(CARD_CONTEXT, cards.stream().map(StationCard::fields).toList()));
        for (int i = 0; i < cards.size(); i++) {
            StationCard card = cards.get(i);
            StationCard.Of of = card.of();
            jdbc.update(
                    "insert into station_card (batch, card, room, attempt, chain, job, place, state, error, plastic,"
                            + " decided_by, ended_at, seal) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    of.batch(),
                    of.card(),
                    of.room(),
                    of.attempt(),
                    of.chain(),
                    card.job(),
                    card.place(),
                    card.state().name(),
                    card.said().error(),
                    card.said().plastic(),
                    card.decidedBy(),
                    card.endedAt(),
                    codes.get(i));
        }
    }

    /** False when the job is not as the caller saw it. */
    boolean replace(StationJob before, StationJob after) {
        return jdbc.update(
                        "update station_job set definition = ?, state = ?, sha256 = ?, ended_at = ?, seal = ?"
                                + " where name = ? and state = ?",
                        after.of().definition(),
                        after.state().name(),
                        after.sha256(),
                        after.time().endedAt(),
                        seal.of(JOB_CONTEXT, after.fields()),
                        before.name(),
                        before.state().name())
                == 1;
    }

    /** False when the card is not as the caller saw it. */
    boolean replace(StationCard before, StationCard after) {
        return jdbc.update(
                        "update station_card set state = ?, error = ?, plastic = ?, decided_by = ?, ended_at = ?, seal = ?"
                                + " where job = ? and place = ? and state = ? and decided_by = ?",
                        after.state().name(),
                        after.said().error(),
                        after.said().plastic(),
                        after.decidedBy(),
                        after.endedAt(),
                        seal.of(CARD_CONTEXT, after.fields()),
                        before.job(),
                        before.place(),
                        before.state().name(),
                        before.decidedBy())
                == 1;
    }
}
