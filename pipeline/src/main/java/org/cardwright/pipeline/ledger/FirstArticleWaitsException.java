package org.cardwright.pipeline.ledger;

/** A release that waits for people: everything is verified, nothing has its final name. */
public final class FirstArticleWaitsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public FirstArticleWaitsException() {
        super("the first cards wait for people to see them");
    }
}
