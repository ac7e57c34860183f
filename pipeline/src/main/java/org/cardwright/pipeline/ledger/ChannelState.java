package org.cardwright.pipeline.ledger;

/** How a channel of a card stands: what was made, and who has looked at it since. Machines and their stations add to it. */
public enum ChannelState {
    /** The card was made before the ledger kept this. */
    NOT_RECORDED,
    /** The product has no such channel. */
    NOT_APPLICABLE,
    /** Prepared; nobody has looked at it. */
    MADE,
    /** The independent verifier read it back from the disk and found nothing. */
    VERIFIED,
    /** The independent verifier found something. */
    REJECTED
}
