package org.cardwright.jobs.command;

import java.io.PrintWriter;
import java.util.List;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.BatchPartition;

/** Which worker has made which part of a batch. */
final class PartitionTable {

    private PartitionTable() {}

    /** Nothing when one process does everything. */
    static void print(List<BatchDetails.PartitionAccount> accounts, PrintWriter out) {
        if (accounts.isEmpty()) {
            return;
        }
        out.println();
        TextTable table = new TextTable("partition", "orders", "done", "state", "worker", "failure");
        for (BatchDetails.PartitionAccount account : accounts) {
            BatchPartition partition = account.partition();
            table.row(
                    partition.number(),
                    partition.range().orders(),
                    account.done(),
                    partition.state(),
                    partition.worker(),
                    partition.failure().map(BatchPartition.Failure::message).orElse(""));
        }
        table.print(out);
    }
}
