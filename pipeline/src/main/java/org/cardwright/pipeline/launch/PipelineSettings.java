package org.cardwright.pipeline.launch;

import java.nio.file.Path;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.cardwright.pipeline.ledger.KeyActs;
import org.cardwright.pipeline.partition.PartitionSettings;
import org.cardwright.pipeline.pool.KeyPoolSettings;

/**
 * What an installation decides about the pipeline.
 *
 * @param database ledger and job repository
 * @param inbox directory for the copies of the issuer files whose batch is being made
 * @param work directory for the encrypted segments of running batches
 * @param auditFile where the audit is kept outside the database
 * @param restartPolicy who lets an interrupted batch go on
 * @param profilePolicy which product profiles may make cards
 * @param transportPolicy under which keys secrets may leave
 * @param keyPolicy who may act on keys
 * @param firstArticle cards of each product and plastic that people see before a batch is released; 0 for none
 * @param threads slices prepared at the same time
 * @param slicesPerChunk slices of 16 cards between two commits
 * @param partitions whether workers prepare the cards
 * @param passphraseCost what one guess of a new operator passphrase costs
 * @param keyPool key pairs made ahead of their cards
 */
public record PipelineSettings(
        DatabaseSettings database,
        Path inbox,
        Path work,
        Path auditFile,
        RestartPolicy restartPolicy,
        ProfilePolicy profilePolicy,
        TransportPolicy transportPolicy,
        KeyActs.Policy keyPolicy,
        int firstArticle,
        int threads,
        int slicesPerChunk,
        PartitionSettings partitions,
        PassphraseCost passphraseCost,
        KeyPoolSettings keyPool) {

    /** Checks the bounds. */
    public PipelineSettings {
        if (threads < 1 || threads > 64 || slicesPerChunk < 1 || slicesPerChunk > 64) {
            throw new IllegalArgumentException("threads and slices per chunk are 1 to 64");
        }
        if (partitions.isRemote() && database.isEmbedded()) {
            throw new IllegalArgumentException("workers need a database that several processes use");
        }
    }

    /** Who lets an interrupted batch go on. PCI Card Production, Logical, 6.6.3: restarts are authorised and logged. */
    public enum RestartPolicy {
        /** The same command resumes the batch by itself; the audit says so. For test homes. */
        AUTOMATIC,
        /** One operator asks for the restart, another approves it. */
        TWO_PERSONS
    }

    /** Which product profiles may make cards. */
    public enum ProfilePolicy {
        /** Every one that the linter accepts. For test homes. */
        ANY,
        /** Only those that two persons released. For houses with few people, outside production. */
        RELEASED,
        /** Only those that an operator asked for and a security officer released before a witness. */
        WITNESSED
    }

    /** Under which transport keys secrets of cards may leave. */
    public enum TransportPolicy {
        /** Every one. For test homes. */
        ANY,
        /** Only those whose check value the other party has confirmed. */
        CONFIRMED
    }
}
