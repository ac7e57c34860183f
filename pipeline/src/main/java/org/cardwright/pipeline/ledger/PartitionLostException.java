package org.cardwright.pipeline.ledger;

/** Another worker has a partition by now, or nobody wants it any more: this one must not write any more of it. */
public final class PartitionLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The partition that was lost. */
    public PartitionLostException(int number) {
        super("partition " + number + " is another worker's by now");
    }
}
