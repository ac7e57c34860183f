package org.cardwright.pipeline.ledger;

import java.util.Optional;

/**
 * A part of the accepted orders of a batch, as a worker takes it.
 *
 * @param number from 1
 * @param range which orders
 * @param state how far it has come
 * @param worker who has it or had it last, host and process; empty when nobody had
 * @param tries how often it was taken since it last came a chunk further
 * @param failure why nobody takes it any more; only of a failed one
 */
public record BatchPartition(
        int number, Range range, State state, String worker, int tries, Optional<Failure> failure) {

    /**
     * Which orders of the intake segment.
     *
     * @param firstFrame frames before it
     * @param firstByte bytes before it
     * @param orders how many it has
     */
    public record Range(long firstFrame, long firstByte, int orders) {}

    /** How far a partition has come. */
    public enum State {
        /** Nobody has it. */
        WAITING,
        /** A worker has it; whether it still lives is another question. */
        HELD,
        /** Every order of it is made or refused, and its files are closed. */
        DONE,
        /** It was taken too often without coming further. */
        FAILED
    }

    /**
     * Why a partition failed.
     *
     * @param kind name of the kind of failure
     * @param message in words that may be stored
     */
    public record Failure(String kind, String message) {}

    /**
     * The right to work on a partition, until somebody else gets it.
     *
     * @param batch identity
     * @param number of the partition
     * @param token unique per taking; a fence in every transaction
     * @param piece number of the file that this taking writes, from 1
     * @param worker host and process
     */
    public record Hold(String batch, int number, String token, int piece, String worker) {}

    /**
     * What one taking has made and committed.
     *
     * @param hold who made it
     * @param frames orders
     * @param good of these made
     * @param refused of these refused by a rule
     * @param bytes of its file
     * @param sha256 of these bytes, upper-case hexadecimal
     */
    public record Piece(Hold hold, int frames, int good, int refused, long bytes, String sha256) {}
}
