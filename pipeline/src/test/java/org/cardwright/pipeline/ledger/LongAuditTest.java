package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An audit of many entries: only what is asked for is read, and never all of it at once. */
class LongAuditTest {

    private static final int CHUNKS = 2_500;

    private CountedRows rows;
    private Audit audit;

    @BeforeEach
    void many_chunks_and_acts_that_are_done() {
        rows = new CountedRows(EmptyLedger.database().dataSource());
        JdbcTransactionManager transactions = new JdbcTransactionManager(rows.dataSource());
        audit = new Audit(
                transactions, new Audit.Terms(Clock.systemUTC(), "host/1", TestSeal.under("key"), Optional.empty()));
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            append(AuditEvent.BATCH_TAKEN, "batch");
            for (int i = 0; i < CHUNKS; i++) {
                append(AuditEvent.KEYS_USED, "batch");
            }
            for (int i = 0; i < 50; i++) {
                append(AuditEvent.KEY_ACT_BEGUN, "act-" + i);
                append(AuditEvent.KEY_ACT_RESOLVED, "act-" + i);
            }
            append(AuditEvent.KEY_ACT_BEGUN, "act-7");
        });
    }

    private void append(AuditEvent event, String resource) {
        audit.append(Audit.Act.bySystem(event, resource, ""));
    }

    @Test
    void a_stream_of_all_entries_reads_a_part_when_it_is_wanted() {
        assertThat(rows.during(() -> assertThat(audit.entries().limit(3)).hasSize(3)))
                .isEqualTo(1_000);
        assertThat(audit.entries().map(AuditEntry::number))
                .hasSize(CHUNKS + 102)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void what_was_done_about_a_batch_is_read_without_its_chunks() {
        assertThat(rows.during(() -> assertThat(audit.acts("batch")).hasSize(1)))
                .isEqualTo(1);
    }

    @Test
    void only_the_acts_without_an_end_are_read() {
        Set<AuditEvent> ends = Set.of(AuditEvent.KEY_ACT_RESOLVED, AuditEvent.KEY_ACT_REFUSED);
        List<AuditEntry> open = audit.withoutEnd(AuditEvent.KEY_ACT_BEGUN, ends);
        assertThat(open).extracting(AuditEntry::resource).containsExactly("act-7");
        assertThat(rows.during(() -> audit.withoutEnd(AuditEvent.KEY_ACT_BEGUN, ends)))
                .isEqualTo(1);
        assertThat(rows.during(
                        () -> assertThat(audit.knows(AuditEvent.KEY_ACT_BEGUN)).isTrue()))
                .isEqualTo(1);
    }
}
