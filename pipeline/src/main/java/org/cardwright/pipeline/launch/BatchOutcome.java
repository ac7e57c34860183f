package org.cardwright.pipeline.launch;

import java.nio.file.Path;
import java.util.Optional;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.cardwright.pipeline.step.StageTimes;

/**
 * How a run ended; never an exception for what an operator can act on.
 *
 * @param kind what happened
 * @param batch identity, 64 hexadecimal digits; empty when the file was refused before it had one
 * @param message one plain sentence
 * @param counts what became of the orders
 * @param directory the sealed batch, when it exists
 * @param request what {@code cardwright approve} takes, when an approval is needed
 * @param times time of every stage of this run
 */
public record BatchOutcome(
        Kind kind,
        String batch,
        String message,
        BatchCounts counts,
        Optional<Path> directory,
        Optional<String> request,
        StageTimes.Snapshot times) {

    /** What happened, with the exit code of the command line. */
    public enum Kind {
        /** Sealed and accounted for. */
        DONE(0),
        /** Was sealed before, and the seal still verifies. */
        ALREADY_DONE(0),
        /** Ended by two persons without a seal; its cards are held. */
        ABANDONED(0),
        /** Two persons signed; what they signed happens when it is asked for. */
        APPROVED(0),
        /** The file is malformed, out of sequence, or taken before otherwise; or a product it orders contradicts itself. */
        INPUT_REFUSED(65),
        /** The counts do not agree, or the output failed verification; nothing was sealed. */
        NOT_RECONCILED(70),
        /** Was sealed before, but the output is missing or altered. */
        OUTPUT_ALTERED(70),
        /** We are wrong: an invariant broke. */
        INTERNAL(70),
        /** Stopped on request; the same command resumes. */
        STOPPED(75),
        /** Another process works on it. */
        BUSY(75),
        /** The database, the disk or the security module failed; the same command resumes. */
        UNAVAILABLE(75),
        /** An interrupted batch needs the approval of a second person. */
        APPROVAL_NEEDED(77),
        /** A key is missing or refused, or the operator is. */
        REFUSED(77);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** Exit code of the command line. */
        public int exitCode() {
            return exitCode;
        }
    }

    /** One about which nothing but this is known. */
    public static BatchOutcome without(Kind kind, String message) {
        return new BatchOutcome(
                kind, "", message, BatchCounts.NONE, Optional.empty(), Optional.empty(), StageTimes.Snapshot.EMPTY);
    }

    /** Exit code of the command line. */
    public int exitCode() {
        return kind.exitCode();
    }
}
