package org.cardwright.pipeline.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.bytes.ByteString;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** The batches and the sequence numbers of the issuers' files. */
public final class BatchRegister {

    private static final String OUT_OF_SEQUENCE = FileRule.OUT_OF_SEQUENCE.id();

    private static final RowMapper<Entry> ENTRY = (row, n) -> new Entry(
            row.getString("batch"),
            row.getString("issuer"),
            ByteString.fromHex(row.getString("source_sha256")),
            sequence(row.getString("sequence_number")),
            row.getString("layout"),
            LocalDate.parse(row.getString("business_date")),
            row.getInt("records"),
            Path.of(row.getString("directory")),
            Optional.ofNullable(row.getString("data_key")).map(ByteString::fromHex),
            BatchState.valueOf(row.getString("state")),
            Instant.parse(row.getString("taken_at")));

    private final JdbcTemplate jdbc;
    private final BatchNumbers numbers;

    /** Over the tables of the database. */
    public BatchRegister(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.numbers = new BatchNumbers(dataSource);
    }

    /**
     * One batch.
     *
     * @param batch identity, 64 hexadecimal digits
     * @param issuer who ordered
     * @param sourceSha256 hash of the issuer's file
     * @param sequenceNumber sequence number of the file, when its layout has one
     * @param layout name of the layout
     * @param businessDate day whose rules and products apply
     * @param records orders announced by the control data
     * @param directory where the sealed batch stands or will stand
     * @param dataKey wrapped data key, empty once destroyed
     * @param state how far it has come
     * @param takenAt first start
     */
    public record Entry(
            String batch,
            String issuer,
            ByteString sourceSha256,
            OptionalLong sequenceNumber,
            String layout,
            LocalDate businessDate,
            int records,
            Path directory,
            Optional<ByteString> dataKey,
            BatchState state,
            Instant takenAt) {}

    private static OptionalLong sequence(@Nullable String value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }

    /** Takes a batch in; belongs into one transaction with its serial numbers and audit. */
    public void insert(Entry entry) {
        jdbc.update(
                "insert into batch (batch, issuer, source_sha256, sequence_number, layout, business_date, records,"
                        + " directory, data_key, state, taken_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.batch(),
                entry.issuer(),
                entry.sourceSha256().toHex(),
                entry.sequenceNumber().isPresent() ? entry.sequenceNumber().getAsLong() : null,
                entry.layout(),
                entry.businessDate().toString(),
                entry.records(),
                entry.directory().toString(),
                entry.dataKey().map(ByteString::toHex).orElse(null),
                entry.state().name(),
                entry.takenAt().truncatedTo(ChronoUnit.MILLIS).toString());
        entry.sequenceNumber()
                .ifPresent(number -> jdbc.update(
                        "insert into issuer_sequence (issuer, sequence_number, batch) values (?, ?, ?)",
                        entry.issuer(),
                        number,
                        entry.batch()));
        // before the audit, whose end is locked too: chunks lock that one first and need no number any more
        numbers.assigned(entry.batch());
    }

    /** Why a sequence number cannot be used, with the batch that stands in the way; empty when it is the next one. */
    public Optional<String> sequenceRefusal(String issuer, long number) {
        List<Used> used = jdbc.query(
                "select sequence_number, batch from issuer_sequence where issuer = ? order by sequence_number",
                (row, n) -> new Used(row.getLong(1), row.getString(2)),
                issuer);
        if (used.isEmpty() || number == used.get(used.size() - 1).number() + 1) {
            return Optional.empty();
        }
        for (Used other : used) {
            if (other.number() == number) {
                return Optional.of(
                        OUT_OF_SEQUENCE + ": sequence number " + number + " was used by batch " + other.batch());
            }
            if (other.number() > number) {
                return Optional.of(OUT_OF_SEQUENCE + ": sequence number " + number + " was skipped; batch "
                        + other.batch() + " has " + other.number());
            }
        }
        Used last = used.get(used.size() - 1);
        return Optional.of(OUT_OF_SEQUENCE + ": sequence number " + number + " leaves a gap: " + (last.number() + 1)
                + " is expected; batch " + last.batch() + " has " + last.number());
    }

    private record Used(long number, String batch) {}

    /** The batch made of this content for this issuer. */
    public Optional<Entry> findBySource(String issuer, ByteString sourceSha256) {
        return Optional.ofNullable(DataAccessUtils.singleResult(jdbc.query(
                "select * from batch where issuer = ? and source_sha256 = ?", ENTRY, issuer, sourceSha256.toHex())));
    }

    /** How far the batch has come that was made of content whose hash begins so; empty when there is none. */
    public Optional<BatchState> stateOf(String issuer, String sha256Prefix) {
        return jdbc
                .queryForList(
                        "select state from batch where issuer = ? and source_sha256 like ?",
                        String.class,
                        issuer,
                        sha256Prefix.toUpperCase(Locale.ROOT) + "%")
                .stream()
                .findFirst()
                .map(BatchState::valueOf);
    }

    /** The batch whose identity begins so; empty when there is none or more than one. */
    public Optional<Entry> find(String prefix) {
        if (!prefix.matches("[0-9A-Fa-f]{8,64}")) {
            return Optional.empty();
        }
        List<Entry> found =
                jdbc.query("select * from batch where batch like ?", ENTRY, prefix.toLowerCase(Locale.ROOT) + "%");
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** All batches, the latest first. */
    public List<Entry> list() {
        return jdbc.query("select * from batch order by taken_at desc, batch", ENTRY);
    }

    /** Gives an open batch another place to stand in. */
    public void move(String batch, Path directory) {
        if (jdbc.update(
                        "update batch set directory = ? where batch = ? and state = 'OPEN'",
                        directory.toString(),
                        batch)
                != 1) {
            throw new IllegalStateException("there is no open batch to move");
        }
    }

    /** Takes the batch over: whatever an earlier run still has in hand can no longer be committed. */
    public Run takeOver(String batch) {
        Run run = new Run(batch, UUID.randomUUID().toString());
        if (jdbc.update("update batch set run = ? where batch = ?", run.token(), batch) != 1) {
            throw new IllegalStateException("there is no batch to take over");
        }
        return run;
    }

    /** Ends a batch without a seal and forgets its data key. */
    public void abandon(Run run) {
        end(run, BatchState.ABANDONED);
    }

    /** Closes a batch and forgets its data key, which is how its staged card data go away. */
    public void close(Run run) {
        end(run, BatchState.CLOSED);
    }

    private void end(Run run, BatchState state) {
        int rows = jdbc.update(
                "update batch set state = ?, data_key = null where batch = ? and run = ? and state = 'OPEN'",
                state.name(),
                run.batch(),
                run.token());
        if (rows != 1) {
            throw new RunLostException(run.batch());
        }
    }
}
