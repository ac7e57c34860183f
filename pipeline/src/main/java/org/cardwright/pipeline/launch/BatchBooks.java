package org.cardwright.pipeline.launch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.BatchSummary;
import org.cardwright.pipeline.ledger.Ledger;
import org.cardwright.pipeline.ledger.StepName;

/** What the tables tell of batches. */
final class BatchBooks {

    private final Tables tables;

    BatchBooks(Tables tables) {
        this.tables = tables;
    }

    /** Every batch, the latest first. */
    List<BatchSummary> summaries() {
        return tables.register().list().stream().map(this::summary).toList();
    }

    /** All that is known of one batch. */
    Optional<BatchDetails> details(String identity) {
        return tables.register()
                .find(identity)
                .map(entry -> new BatchDetails(
                        summary(entry),
                        new BatchDetails.Source(entry.sourceSha256(), entry.layout()),
                        Arrays.stream(StepName.values())
                                .flatMap(step -> account(entry.batch(), step).stream())
                                .toList(),
                        tables.orders().rejects(entry.batch()),
                        tables.abandoned().held(entry.batch()),
                        tables.remade().remade(entry.batch()),
                        new BatchDetails.Channels(
                                tables.channels().counts(entry.batch()),
                                tables.channels().rejected(entry.batch())),
                        partitions(entry.batch()),
                        tables.audit().acts(entry.batch())));
    }

    private List<BatchDetails.PartitionAccount> partitions(String batch) {
        Map<Integer, Integer> done = tables.partitions().doneByNumber(batch);
        return tables.partitions().list(batch).stream()
                .map(one -> new BatchDetails.PartitionAccount(one, done.getOrDefault(one.number(), 0)))
                .toList();
    }

    private BatchSummary summary(BatchRegister.Entry entry) {
        return new BatchSummary(
                entry.batch(),
                entry.issuer(),
                entry.sequenceNumber(),
                entry.businessDate(),
                entry.state(),
                tables.ledger().orders(entry.batch()),
                entry.directory(),
                entry.takenAt());
    }

    private Optional<BatchDetails.StepAccount> account(String batch, StepName step) {
        Ledger.Account account = tables.ledger().account(batch, step);
        return account.chunks() == 0 && !account.closed()
                ? Optional.empty()
                : Optional.of(
                        new BatchDetails.StepAccount(step.id(), account.chunks(), account.counts(), account.closed()));
    }
}
