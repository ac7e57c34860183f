package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who opens the audit while another has committed an entry and not yet written its line sees no crash in that. */
class AuditOpeningTest {

    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private Path file;
    private Database database;
    private Audit audit;

    @BeforeEach
    void one_entry() throws IOException {
        database = EmptyLedger.database();
        file = folder.resolve("audit.log");
        audit = audit(Optional.of(file));
        audit.open(() -> {});
        append(audit);
    }

    private Audit audit(Optional<Path> in) {
        return new Audit(transactions(), new Audit.Terms(Clock.systemUTC(), "host/1", TestSeal.under("key"), in));
    }

    private JdbcTransactionManager transactions() {
        return new JdbcTransactionManager(database.dataSource());
    }

    private static void append(Audit audit) {
        audit.append(Audit.Act.bySystem(AuditEvent.BATCH_TAKEN, "batch", ""));
    }

    private List<AuditEvent> events() {
        return audit.entries().map(AuditEntry::event).toList();
    }

    /** Opens the audit in a thread of its own, as another process would. */
    private final class Opener extends Thread {

        private final AtomicReference<Exception> failure = new AtomicReference<>();

        @Override
        public void run() {
            try {
                audit(Optional.of(file)).open(() -> {});
            } catch (IOException | RuntimeException failed) {
                failure.set(failed);
            }
        }

        void requireDone() throws InterruptedException {
            join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            assertThat(getState()).isEqualTo(State.TERMINATED);
            assertThat(failure.get()).isNull();
        }
    }

    @Test
    void an_entry_that_another_thread_is_about_to_write_is_not_missing() throws Exception {
        CountDownLatch committed = new CountDownLatch(1);
        CountDownLatch write = new CountDownLatch(1);
        Thread other = new Thread(() -> new TransactionTemplate(transactions()).executeWithoutResult(status -> {
            // comes before the file of the audit follows
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    committed.countDown();
                    awaited(write);
                }
            });
            append(audit);
        }));
        other.start();
        awaited(committed);
        assertThat(events()).as("committed").hasSize(2);
        assertThat(Files.readAllLines(file)).as("not yet written").hasSize(1);

        Opener opener = new Opener();
        opener.start();
        while (opener.getState() != Thread.State.WAITING && opener.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        write.countDown();
        other.join();
        opener.requireDone();

        assertThat(events()).containsExactly(AuditEvent.BATCH_TAKEN, AuditEvent.BATCH_TAKEN);
        assertThat(audit.check(Optional.empty()).isSound()).isTrue();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_another_process_still_writes_is_not_missing_and_what_its_death_left_out_is(boolean writes)
            throws Exception {
        append(audit(Optional.empty()));
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GateHolder.class.getName(),
                        file.toString())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        try (BufferedReader said = other.inputReader(StandardCharsets.US_ASCII);
                OutputStream told = other.getOutputStream()) {
            assertThat(said.readLine())
                    .as(Files.readString(folder.resolve("errors")))
                    .isEqualTo("within");
            Opener opener = new Opener();
            opener.start();
            // without the gate it would end long before
            opener.join(2_000);
            told.write(((writes ? line() : "") + "\n").getBytes(StandardCharsets.US_ASCII));
            told.flush();
            opener.requireDone();
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(events())
                .startsWith(AuditEvent.BATCH_TAKEN, AuditEvent.BATCH_TAKEN)
                .hasSize(writes ? 2 : 3);
        if (!writes) {
            assertThat(events()).last().isEqualTo(AuditEvent.AUDIT_FILE_MENDED);
        }
        assertThat(audit.check(Optional.empty()).isSound()).isTrue();
    }

    /** The line of the second entry. */
    private String line() {
        List<AuditChain.Link> links = new AuditRows(new JdbcTemplate(database.dataSource())).behind(0, 2);
        AuditLine first = AuditLine.of(links.get(0), AuditLine.START);
        return AuditLine.of(links.get(1), first).text();
    }

    @Test
    void a_missing_file_is_begun_once() throws IOException {
        Files.delete(file);
        audit(Optional.of(file)).open(() -> {});
        audit(Optional.of(file)).open(() -> {});
        assertThat(events()).containsExactly(AuditEvent.BATCH_TAKEN, AuditEvent.AUDIT_FILE_BEGUN);
    }

    @Test
    void a_gate_that_cannot_be_locked_takes_the_transaction_back() throws IOException {
        Files.delete(folder.resolve("audit.log.lock"));
        Files.createDirectory(folder.resolve("audit.log.lock"));
        assertThatThrownBy(() -> append(audit))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("audit.log cannot be written");
        assertThat(events()).containsExactly(AuditEvent.BATCH_TAKEN);
    }
}
