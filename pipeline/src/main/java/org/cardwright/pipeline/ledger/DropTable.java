package org.cardwright.pipeline.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of dropped files, each under a code. */
final class DropTable {

    private static final String CONTEXT = "ledger.drop";
    private static final String OVER = "('SEALED', 'REFUSED', 'QUARANTINED', 'REPEATED')";

    private final JdbcTemplate jdbc;
    private final RowSeal seal;

    DropTable(DataSource dataSource, RowSeal seal) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.seal = seal;
    }

    private Drop read(ResultSet row, int index) throws SQLException {
        Drop drop = new Drop(
                row.getString("id"),
                row.getLong("number"),
                new Drop.Of(
                        row.getString("issuer"),
                        row.getString("name"),
                        row.getString("sha256"),
                        row.getLong("bytes"),
                        new Drop.Envelope(row.getString("signer"), row.getString("envelope_sha256"))),
                DropState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("batch"),
                new Drop.Time(row.getString("taken_at"), row.getString("ended_at")));
        if (!seal.of(CONTEXT, drop.fields()).equals(row.getString("seal"))) {
            throw new NotReconciledException("the row of drop " + drop.number() + " is not as this program left it");
        }
        return drop;
    }

    /** All of them, or those of one issuer, oldest first. */
    List<Drop> list(Optional<String> issuer) {
        return issuer.isPresent()
                ? jdbc.query("select * from issuer_drop where issuer = ? order by number", this::read, issuer.get())
                : jdbc.query("select * from issuer_drop order by number", this::read);
    }

    /** Those that are not over, oldest first. */
    List<Drop> open() {
        return jdbc.query("select * from issuer_drop where state not in " + OVER + " order by number", this::read);
    }

    /** Those whose end nobody was told of, oldest first. */
    List<Drop> untold() {
        return jdbc.query(
                "select * from issuer_drop where told = false and state in " + OVER + " order by number", this::read);
    }

    Optional<Drop> find(String id) {
        return jdbc.query("select * from issuer_drop where id = ?", this::read, id).stream()
                .findFirst();
    }

    /** The one that has this content and was not refused. */
    Optional<Drop> withContent(Drop.Of of) {
        return jdbc.query("select * from issuer_drop where content = ?", this::read, of.content()).stream()
                .findFirst();
    }

    long nextNumber() {
        return 1
                + Objects.requireNonNull(
                        jdbc.queryForObject("select coalesce(max(number), 0) from issuer_drop", Long.class));
    }

    void insert(Drop drop) {
        jdbc.update(
                "insert into issuer_drop (id, number, issuer, name, sha256, bytes, state, reason, batch, taken_at, ended_at,"
                        + " content, signer, envelope_sha256, told, seal)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, ?)",
                drop.id(),
                drop.number(),
                drop.of().issuer(),
                drop.of().name(),
                drop.of().sha256(),
                drop.of().bytes(),
                drop.state().name(),
                drop.reason(),
                drop.batch(),
                drop.time().takenAt(),
                drop.time().endedAt(),
                content(drop),
                drop.of().envelope().signer(),
                drop.of().envelope().sha256(),
                seal.of(CONTEXT, drop.fields()));
    }

    private static @Nullable String content(Drop drop) {
        return drop.state().holdsContent() ? drop.of().content() : null;
    }

    /** False when the drop is not as the caller saw it. */
    boolean replace(Drop before, Drop after) {
        return jdbc.update(
                        "update issuer_drop set state = ?, reason = ?, batch = ?, ended_at = ?, content = ?, seal = ?"
                                + " where id = ? and state = ?",
                        after.state().name(),
                        after.reason(),
                        after.batch(),
                        after.time().endedAt(),
                        content(after),
                        seal.of(CONTEXT, after.fields()),
                        before.id(),
                        before.state().name())
                == 1;
    }

    void told(Drop drop) {
        jdbc.update("update issuer_drop set told = true where id = ?", drop.id());
    }
}
