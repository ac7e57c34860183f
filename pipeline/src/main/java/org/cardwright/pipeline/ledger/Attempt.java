package org.cardwright.pipeline.ledger;

/**
 * How often a card is made. The first time needs nothing; every further one a request that two persons signed.
 *
 * @param number 1 for the first time
 * @param request the request, empty for the first time
 */
public record Attempt(int number, String request) {

    /** The card was never made before. */
    public static final Attempt FIRST = new Attempt(1, "");
}
