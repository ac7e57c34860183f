package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.BatchState;

/** What killed runs left of batches that are not being made: copies of the issuer's file in clear, and segments without a key. */
final class Leftovers {

    private final Foundation foundation;
    private final Inbox inbox;

    Leftovers(Foundation foundation, Inbox inbox) {
        this.foundation = foundation;
        this.inbox = inbox;
    }

    /** Deletes them. Who holds the run lock of a batch is about to take it or to tidy up, in this process or in another. */
    void sweep() throws IOException {
        Set<String> left = new TreeSet<>(inbox.batches());
        left.addAll(BatchJob.staged(foundation.settings()));
        for (String batch : left) {
            if (!isOpen(batch)) {
                sweep(batch);
            }
        }
    }

    private void sweep(String batch) throws IOException {
        try (RunLock alone = RunLock.tryAcquire(foundation.settings(), batch).orElse(null)) {
            if (alone != null && !isOpen(batch)) {
                inbox.forget(batch);
                BatchJob.deleteStaging(foundation.settings(), batch);
            }
        }
    }

    private boolean isOpen(String batch) {
        return foundation
                .tables()
                .register()
                .find(batch)
                .map(BatchRegister.Entry::state)
                .filter(BatchState.OPEN::equals)
                .isPresent();
    }
}
