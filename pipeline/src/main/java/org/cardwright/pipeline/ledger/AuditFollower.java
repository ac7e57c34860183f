package org.cardwright.pipeline.ledger;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
    private final AuditGate gate;
    private volatile boolean behind;

    AuditFollower(AuditLog log, AuditGate gate) {
        this.log = log;
        this.gate = gate;
    }

    /**
     * What the audit has to say of its file when it is opened.
     *
     * @param act that it is begun, or what it lacked and nobody was about to write
     * @param anew true when it had no entry: nothing shows any more that the database is not an older one
     */
    record Said(Audit.Act act, boolean anew) {}

    /**
     * Brings the file up to what is committed; one that is missing is begun with the entry that says so.
     *
     * @param begun true when there are entries already
     */
    Optional<Said> open(BooleanSupplier begun) throws IOException {
        return gate.alone(() -> {
            if (log.isMissing() && begun.getAsBoolean()) {
                return Optional.of(new Said(
                        Audit.Act.bySystem(
                                AuditEvent.AUDIT_FILE_BEGUN, log.name(), "there was none; it begins with entry 1"),
                        true));
            }
            AuditLog.Extent extent = log.follow();
            return extent.last().number() == extent.before().number()
                    ? Optional.empty()
                    : Optional.of(new Said(
                            Audit.Act.bySystem(AuditEvent.AUDIT_FILE_MENDED, log.name(), lacked(extent)),
                            extent.before().number() == 0));
        });
    }

    private static String lacked(AuditLog.Extent extent) {
        return "entries " + (extent.before().number() + 1) + " to "
                + extent.last().number() + " were missing at its end";
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
            TransactionSynchronizationManager.registerSynchronization(new Following());
        }
    }

    private boolean follows() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getSynchronizations().stream()
                        .anyMatch(found -> found instanceof Following following && following.isOf(this));
    }

    /** Within the gate from before the commit until the line is written: whoever opens the file meanwhile waits for it. */
    private final class Following implements TransactionSynchronization {

        private boolean within;

        boolean isOf(AuditFollower follower) {
            return AuditFollower.this == follower;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            try {
                gate.enter();
                within = true;
            } catch (IOException failed) {
                throw new DatabaseUnavailableException(unwritten(), failed);
            }
        }

        @Override
        public void afterCommit() {
            committed();
        }

        /** Whether it was committed is found out before anything else is recorded. */
        @Override
        public void afterCompletion(int status) {
            behind |= status == STATUS_UNKNOWN;
            if (within) {
                leave();
            }
        }
    }

    private void leave() {
        try {
            gate.leave();
        } catch (IOException failed) {
            LOG.warn(
                    "the lock of {} is not let go: {}",
                    log.name(),
                    failed.getClass().getSimpleName());
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
