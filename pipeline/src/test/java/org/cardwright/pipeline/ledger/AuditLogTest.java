package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit outside the database: it follows what is committed, repairs what a crash tore, and never what somebody edited. */
class AuditLogTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T20:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private Path file;
    private JdbcTemplate jdbc;
    private JdbcTransactionManager transactions;
    private Audit audit;

    @BeforeEach
    void three_entries() throws IOException {
        Database database = EmptyLedger.database();
        jdbc = new JdbcTemplate(database.dataSource());
        transactions = new JdbcTransactionManager(database.dataSource());
        file = folder.resolve("audit.log");
        audit = opened();
        append("issuer bank");
        append("a \"quoted\" \\ reason with \u00e9 and \n");
        append("");
    }

    private Audit opened() throws IOException {
        Audit opened =
                new Audit(transactions, new Audit.Terms(CLOCK, "host/1", TestSeal.under("key"), Optional.of(file)));
        opened.open(() -> {});
        return opened;
    }

    private void append(String reason) {
        audit.append(Audit.Act.bySystem(AuditEvent.BATCH_TAKEN, "batch", reason));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file, StandardCharsets.US_ASCII);
    }

    private void edit(UnaryOperator<String> change) throws IOException {
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    private AuditCheck check() {
        return audit.check(Optional.empty());
    }

    @Test
    void every_line_holds_its_entry_and_the_hash_of_the_line_before() throws Exception {
        List<String> lines = lines();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1))
                .startsWith(
                        "{\"number\":2,\"at\":\"2026-11-21T20:00:00Z\",\"operator\":\"system\",\"event\":\"BATCH_TAKEN\","
                                + "\"success\":true,\"origin\":\"host/1\",\"resource\":\"batch\",\"reason\":\"a \\\"quoted\\\" \\\\ reason"
                                + " with \\u00e9 and \\u000a\",\"hash\":\"");
        byte[] before = MessageDigest.getInstance("SHA-256").digest(lines.get(0).getBytes(StandardCharsets.US_ASCII));
        assertThat(lines.get(1)).endsWith(",\"previous\":\"" + HexFormat.of().formatHex(before) + "\"}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(check().isSound()).isTrue();
    }

    @Test
    void what_is_rolled_back_is_never_in_the_file_and_one_transaction_is_written_at_once() throws IOException {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        transaction.executeWithoutResult(status -> {
            append("never");
            status.setRollbackOnly();
        });
        assertThat(lines()).hasSize(3);
        transaction.executeWithoutResult(status -> {
            append("four");
            append("five");
            assertThat(file).content().doesNotContain("four");
        });
        assertThat(lines()).hasSize(5);
        assertThat(check().isSound()).isTrue();
    }

    @Test
    void a_crash_between_commit_and_file_is_repaired_at_the_next_opening_and_the_audit_says_so() throws IOException {
        String whole = Files.readString(file);
        opened();
        assertThat(Files.readString(file)).as("nothing was missing").isEqualTo(whole);
        for (int length = 0; length < whole.length(); length += 37) {
            Files.writeString(file, whole.substring(0, length));
            long first = 1
                    + whole.substring(0, length).lines().count()
                    - (whole.charAt(Math.max(length, 1) - 1) == '\n' ? 0 : 1);
            opened();
            assertThat(Files.readString(file)).as("cut to %d", length).startsWith(whole);
            assertThat(audit.entries().filter(entry -> entry.event() == AuditEvent.AUDIT_FILE_MENDED))
                    .last()
                    .extracting(AuditEntry::reason)
                    .asString()
                    .matches("entries " + Math.max(first, 1) + " to [0-9]+ were missing at its end");
            assertThat(check().isSound()).isTrue();
        }
    }

    @Test
    void what_a_loss_of_power_leaves_behind_the_last_line_is_cut() throws IOException {
        String whole = Files.readString(file);
        for (byte[] torn : List.of(new byte[700], "{\"number\":4,\"at\u00e9".getBytes(StandardCharsets.UTF_8))) {
            Files.write(file, torn, StandardOpenOption.APPEND);
            opened();
            assertThat(Files.readString(file)).isEqualTo(whole);
        }
    }

    @Test
    void an_entry_that_another_process_has_not_yet_written_is_no_edit() {
        new Audit(transactions, new Audit.Terms(CLOCK, "host/2", TestSeal.under("key"), Optional.empty()))
                .append(Audit.Act.bySystem(AuditEvent.BATCH_CLOSED, "batch", ""));
        assertThat(check().isSound()).isTrue();
    }

    @Test
    void an_answer_to_a_commit_that_was_lost_is_found_out_before_the_next_entry() throws IOException {
        JdbcTransactionManager losing = new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())) {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doCommit(DefaultTransactionStatus status) {
                super.doCommit(status);
                throw new TransactionSystemException("no answer");
            }
        };
        assertThatThrownBy(() -> new TransactionTemplate(losing).executeWithoutResult(status -> append("unknown")))
                .isInstanceOf(TransactionSystemException.class);
        assertThat(lines()).hasSize(3);
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            append("next");
            assertThat(file).content().contains("unknown").doesNotContain("next");
        });
        assertThat(lines()).hasSize(5);
        assertThat(check().isSound()).isTrue();
    }

    @Test
    void a_file_that_knows_more_than_the_database_is_left_alone_and_nothing_is_done() throws IOException {
        String whole = Files.readString(file);
        jdbc.update("delete from audit where number = 3");
        jdbc.update("update audit_head set number = 2, hash = (select hash from audit where number = 2)");
        Files.writeString(file, "torn", StandardOpenOption.APPEND);
        assertThatThrownBy(this::opened)
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("audit.log ends with entry 3, which the database does not have");
        append("another third entry");
        assertThatThrownBy(() -> append("fourth")).isInstanceOf(NotReconciledException.class);
        assertThat(Files.readString(file)).isEqualTo(whole + "torn");
        assertThat(check().intact()).as("the database by itself").isTrue();
        assertThat(check().fileAgrees()).isFalse();
    }

    @Test
    void every_edit_of_the_file_is_found() throws IOException {
        String whole = Files.readString(file);
        List<String> lines = lines();
        for (UnaryOperator<String> change : List.<UnaryOperator<String>>of(
                text -> text.replace("issuer bank", "issuer bonk"),
                text -> text.replace(lines.get(1) + "\n", ""),
                text -> text.replace(lines.get(0) + "\n" + lines.get(1), lines.get(1) + "\n" + lines.get(0)),
                text -> text + lines.get(2) + "\n",
                text -> text.replaceFirst("\n", "\r\n"),
                text -> "\n" + text)) {
            edit(change);
            assertThat(check().fileAgrees()).isFalse();
            assertThat(check().isSound()).isFalse();
            Files.writeString(file, whole);
        }
        assertThat(check().isSound()).isTrue();
    }

    @Test
    void a_last_line_that_is_no_entry_is_damage() throws IOException {
        Files.writeString(file, "x\n", StandardOpenOption.APPEND);
        assertThatThrownBy(this::opened)
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void a_file_that_is_begun_later_says_so_in_the_audit_and_has_all_of_it() throws IOException {
        Files.delete(file);
        audit = opened();
        assertThat(lines()).hasSize(4);
        assertThat(lines().get(3)).contains("AUDIT_FILE_BEGUN");
        assertThat(check().isSound()).isTrue();
    }

    @Test
    void while_the_file_cannot_be_written_nothing_more_is_recorded_and_so_nothing_done() throws IOException {
        Path aside = Files.move(file, folder.resolve("aside"));
        Files.createDirectory(file);
        append("committed, not yet in the file");
        assertThatThrownBy(() -> append("refused"))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("audit.log cannot be written");
        Files.delete(file);
        Files.move(aside, file);
        append("goes on");
        assertThat(lines()).hasSize(5);
        assertThat(check().isSound()).isTrue();
    }

    @Test
    void a_signed_head_is_read_back_and_nothing_else_is() {
        AuditHead head = check().head();
        var statement = new SignedAuditHead.Statement(head, CLOCK.instant(), "bureau.manifest-signing/1");
        var signed = new SignedAuditHead(statement, ByteString.repeat(7, 64));
        assertThat(SignedAuditHead.parse(signed.text())).isEqualTo(signed);
        for (String bad :
                List.of("", signed.text() + "x", signed.text().replace("at: 2", "at: T"), "\n" + signed.text())) {
            assertThatThrownBy(() -> SignedAuditHead.parse(bad)).isInstanceOf(WrongUsageException.class);
        }
    }
}
