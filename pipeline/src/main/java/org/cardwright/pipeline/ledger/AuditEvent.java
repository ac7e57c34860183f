package org.cardwright.pipeline.ledger;

/** What the audit records. */
public enum AuditEvent {
    /** A batch was taken in. */
    BATCH_TAKEN,
    /** An interrupted batch went on. */
    BATCH_RESUMED,
    /** A batch of which nothing had been written was given another place. */
    BATCH_MOVED,
    /** A batch was sealed and accounted for. */
    BATCH_CLOSED,
    /** A part of the audit was written into a file of an archive. */
    AUDIT_ARCHIVED,
    /** Keys were used for the cards of a chunk. */
    KEYS_USED,
    /** PINs were made for the orders of a chunk. */
    PINS_MADE,
    /** Key pairs of a pool were given to the cards of a chunk. */
    KEY_PAIRS_USED,
    /** Key pairs were made for a pool. */
    KEY_PAIRS_FILLED,
    /** Key pairs of a pool were too old and were destroyed. */
    KEY_PAIRS_EXPIRED,
    /** Key pairs of a pool were destroyed for another reason. */
    KEY_PAIRS_DESTROYED,
    /** A key pair shares a factor with another one, or is the same: the generator of randomness is to be looked at. */
    KEY_PAIR_WEAK,
    /** A worker used keys for orders of its partition. */
    WORKER_USED_KEYS,
    /** A run ended before the batch was closed. */
    BATCH_INTERRUPTED,
    /** A file was refused for its form, its control data or its products, or because it was taken before or is out of sequence. */
    FILE_REFUSED,
    /** A medium with issuers' files was taken in. */
    MEDIUM_TAKEN,
    /** A file that was on it was taken in. */
    MEDIUM_FILE_TAKEN,
    /** A medium was refused; nothing of it stays. */
    MEDIUM_REFUSED,
    /** A file that an issuer dropped was taken. */
    DROP_TAKEN,
    /** A batch was sealed of a dropped file. */
    DROP_SEALED,
    /** A dropped file waits for people. */
    DROP_WAITING,
    /** A dropped file was refused, or its content came before. */
    DROP_REFUSED,
    /** Everything of a batch is verified, and its first cards wait for people to see them. */
    FIRST_ARTICLE_WAITING,
    /** Somebody has seen the first cards and asked for their release. */
    FIRST_ARTICLE_REQUESTED,
    /** A second person approved the first cards. */
    FIRST_ARTICLE_APPROVED,
    /** Somebody refused the first cards; the batch is held. */
    FIRST_ARTICLE_REFUSED,
    /** The batch was released with the first cards that were approved. */
    FIRST_ARTICLE_RELEASED,
    /** A line began to put cards of a closed batch onto chips. */
    CHIP_RUN_BEGUN,
    /** Keys are used for chips: of a run, of one attempt at a desk, of test scripts, or of a card at a terminal. */
    CHIP_KEYS_USED,
    /** A blank left a head of a line with nothing written on it. */
    CHIP_RETURNED,
    /** A line ended its run over cards of a closed batch. */
    CHIP_RUN_ENDED,
    /** An attempt to put one card onto a chip ended at a desk. */
    CHIP_ENDED_AT_DESK,
    /** Cards of a closed batch have left the house. */
    CARDS_DISPATCHED,
    /** Somebody asked that the cards of a group which others make may count as left. */
    DISPATCH_REQUESTED,
    /** A second person approved that. */
    DISPATCH_APPROVED,
    /** That was noted. */
    DISPATCH_NOTED,
    /** Cards that were said to have left are in the house. */
    CARDS_NOT_DISPATCHED,
    /** Somebody asked that what was said of cards that left be taken back. */
    WITHDRAWAL_REQUESTED,
    /** A second person approved that. */
    WITHDRAWAL_APPROVED,
    /** That was noted. */
    WITHDRAWAL_NOTED,
    /** The seal of a closed batch was verified again. */
    SEAL_VERIFIED,
    /** An operator was registered. */
    OPERATOR_ADDED,
    /** An operator set another passphrase. */
    OPERATOR_PASSPHRASE,
    /** An operator was removed. */
    OPERATOR_REMOVED,
    /** Somebody gave a wrong passphrase or lacked the role. */
    OPERATOR_REFUSED,
    /** A restart was asked for. */
    RESTART_REQUESTED,
    /** A restart was approved by a second person. */
    RESTART_APPROVED,
    /** The abandonment of a batch was asked for. */
    ABANDON_REQUESTED,
    /** The abandonment of a batch was approved by a second person. */
    ABANDON_APPROVED,
    /** A batch was ended without a seal. */
    BATCH_ABANDONED,
    /** One more production of a card was asked for. */
    DUPLICATE_REQUESTED,
    /** One more production of a card was approved by a second person. */
    DUPLICATE_APPROVED,
    /** The approved card was ordered once more and taken in. */
    CARD_DUPLICATED,
    /** The order for the approved card was refused before anything was made; the approval may be used again. */
    DUPLICATE_RETURNED,
    /** That a chip is scrap, whose attempt never ended, was said by a first person. */
    SCRAP_CHIP_REQUESTED,
    /** That a chip is scrap was said by a second person. */
    SCRAP_CHIP_APPROVED,
    /** The attempt on that chip was ended; its card may be put on another one. */
    CHIP_SCRAPPED,
    /** The release of a product profile was asked for. */
    PROFILE_REQUESTED,
    /** The release of a product profile was approved by a second person. */
    PROFILE_RELEASED,
    /** A third person was there when a product profile was released. */
    PROFILE_WITNESSED,
    /** An act on keys that takes two persons was asked for. */
    KEY_ACT_REQUESTED,
    /** An act on keys was approved by a second person. */
    KEY_ACT_APPROVED,
    /** An act on keys begins; without a later entry about it, it was cut off. */
    KEY_ACT_BEGUN,
    /** An act on keys was refused by the security module or failed; no key was changed. */
    KEY_ACT_REFUSED,
    /** What became of an act on keys that was cut off, as the security module shows it. */
    KEY_ACT_RESOLVED,
    /** Keys were derived from a master key, compared by their check values, and forgotten. */
    KEY_TRIED,
    /** What became of a card at a station was said by a first person. */
    STATION_CARD_REQUESTED,
    /** What became of a card at a station was said by a second person. */
    STATION_CARD_APPROVED,
    /** It was written down what became of a card at a station, as two persons said. */
    STATION_CARD_DECIDED,
    /** A machine is about to get cards, from the person who works there. */
    STATION_JOB_BEGUN,
    /** Somebody gave up a job whose machine does not answer. */
    STATION_JOB_GIVEN_UP,
    /** A file of the audit outside the database was begun while there were entries already. */
    AUDIT_FILE_BEGUN,
    /** The file of the audit outside the database lacked its last entries and got them, as after a crash. */
    AUDIT_FILE_MENDED,
    /** An issuer key pair was made. */
    ISSUER_KEY_GENERATED,
    /** A payment system was asked to certify an issuer key. */
    CERTIFICATE_REQUESTED,
    /** A test authority answered such a request. */
    CERTIFICATE_MADE_AS_TEST,
    /** The certificate of a payment system was taken in. */
    CERTIFICATE_IMPORTED,
    /** A key of another party was taken in. */
    KEY_IMPORTED,
    /** A key left for another party. */
    KEY_EXPORTED,
    /** Another party confirmed that it has a key. */
    KEY_CONFIRMED,
    /** Another party told another check value than its key has here. */
    KEY_CONFIRMATION_REFUSED,
    /** A file that should have become a certificate was refused. */
    CERTIFICATE_REFUSED,
    /** A key went out of use for a while. */
    KEY_SUSPENDED,
    /** A key came into use. */
    KEY_ACTIVATED,
    /** A key went out of use for good. */
    KEY_DEACTIVATED,
    /** A key was declared compromised. */
    KEY_COMPROMISED,
    /** A key waits for its destruction. */
    KEY_DESTRUCTION_PLANNED,
    /** A key that waited for its destruction went back to where it was. */
    KEY_CALLED_BACK,
    /** The bytes of a key are gone. */
    KEY_DESTROYED,
    /** A key got other days of use. */
    KEY_PERIOD_CHANGED,
    /** A key without an owner got one. */
    KEY_OWNER_NOTED,
    /** A key ceremony began. */
    CEREMONY_BEGUN,
    /** Somebody did something in a key ceremony. */
    CEREMONY_STEP,
    /** A key ceremony ended, done or not. */
    CEREMONY_ENDED,
    /** A key was made of components in a ceremony. */
    KEY_MADE,
    /** The secret of the vault was given to a quorum of custodians. */
    VAULT_SHARED,
    /** A quorum of custodians gave the vault another passphrase. */
    VAULT_RECOVERED,
    /** The keys of the vault were written into a backup. */
    KEYS_BACKED_UP,
    /** A backup was restored for trial. */
    BACKUP_DRILLED
}
