package org.cardwright.pipeline.ledger;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets the file of the audit follow the transactions of the database.
 *
 * <p>A line that cannot be written after a commit cannot take the commit back: the next entry is refused until the file is in step
 * again, and at the next opening it is brought up to the database.
 */
final class AuditFollower {

    private static final Logger LOG = LoggerFactory.getLogger(AuditFollower.class);

    private final AuditLog log;
    private volatile boolean behind;

    AuditFollower(AuditLog log) {
        this.log = log;
    }

    boolean isMissing() {
        return log.isMissing();
    }

    String name() {
        return log.name();
    }

    /** Brings the file up to what is committed, and gives back what it lacked: empty when nothing, or all of it. */
    Optional<String> open() throws IOException {
        boolean begun = log.isMissing();
        AuditLog.Extent extent = log.follow();
        return begun || extent.last().number() == extent.before().number()
                ? Optional.empty()
                : Optional.of("entries " + (extent.before().number() + 1) + " to "
                        + extent.last().number());
    }

    /** What cannot be recorded is not done. */
    void requireInStep() {
        if (behind) {
            if (follows()) {
                throw new DatabaseUnavailableException(unwritten());
            }
            try {
                log.follow();
                behind = false;
            } catch (IOException failed) {
                throw new DatabaseUnavailableException(unwritten(), failed);
            }
        }
    }

    private String unwritten() {
        return log.name() + " cannot be written: nothing more is done";
    }

    /** Once per transaction, however many entries it has. */
    void followThisTransaction() {
        if (!follows()) {
            TransactionSynchronizationManager.registerSynchronization(new After(this));
        }
    }

    private boolean follows() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getSynchronizations().contains(new After(this));
    }

    private record After(AuditFollower follower) implements TransactionSynchronization {

        @Override
        public void afterCommit() {
            follower.committed();
        }

        /** Whether it was committed is found out before anything else is recorded. */
        @Override
        public void afterCompletion(int status) {
            follower.behind |= status == STATUS_UNKNOWN;
        }
    }

    private void committed() {
        try {
            log.follow();
        } catch (IOException | RuntimeException failed) {
            behind = true;
            LOG.warn("{} does not follow: {}", log.name(), failed.getClass().getSimpleName());
        }
    }

    /**
     * Ready to compare the file with what is committed.
     *
     * @throws DatabaseUnavailableException when it cannot be read
     */
    AuditFileCheck comparison() {
        try {
            return log.comparison(log.follow());
        } catch (NotReconciledException another) {
            return AuditFileCheck.ofAnother();
        } catch (IOException unreadable) {
            throw new DatabaseUnavailableException(log.name() + " cannot be read", unreadable);
        }
    }
}
