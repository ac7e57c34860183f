package org.cardwright.pipeline.ledger;

/**
 * What became of the ordered cards of a batch.
 *
 * @param in orders in the issuer's file
 * @param good cards made, or on their way, for the first time
 * @param rejected orders refused by a rule
 * @param held cards kept back
 * @param remade cards made again under another attempt
 */
public record BatchCounts(int in, int good, int rejected, int held, int remade) {

    /** Nothing yet. */
    public static final BatchCounts NONE = new BatchCounts(0, 0, 0, 0, 0);

    /** Cards made, or on their way, whatever their attempt. */
    public int made() {
        return good + remade;
    }

    /** True when every order is accounted for: {@code in = good + rejected + held + remade}. */
    public boolean balanced() {
        return in == good + rejected + held + remade;
    }
}
