package org.cardwright.machine.chip;

/**
 * How the personalization of one card ended.
 *
 * @param result what is to be done with it
 * @param stage where it was
 * @param detail why, without any content
 * @param started true when something was written: the chip is no blank any more, and scrap unless the result is GOOD
 * @param log what is kept
 */
public record CardEnding(Result result, Stage stage, String detail, boolean started, CardLog log) {

    /** What is to be done. */
    public enum Result {
        /** Everything is on the card. */
        GOOD,
        /** The record and this station do not fit: no card will do, nothing was written on this one. */
        UNFIT,
        /**
         * The card has other keys than the lot, and EXTERNAL AUTHENTICATE was not sent; or it was used before. Many in a row: wrong keys or
         * wrong stock.
         */
        FOREIGN,
        /** The card refused a command, and is not asked again. */
        REFUSED,
        /** An answer is missing or wrong: nobody knows what the card did. */
        UNKNOWN,
        /** It took everything, and is not the card that was ordered. */
        FAULTY
    }

    /** Where it was. Machines: head states. */
    public enum Stage {
        /** Record, recipe and keys. */
        PLANNING,
        /** SELECT, INITIALIZE UPDATE, EXTERNAL AUTHENTICATE. */
        SECURING,
        /** INSTALL. */
        INSTALLING,
        /** STORE DATA. */
        LOADING,
        /** PUT KEY, CPLC, life cycle. */
        CLOSING,
        /** Read back, keys tried, compared with the other channels of the card. */
        TESTING,
        /** Over. */
        DONE
    }

    /** One line without any content. */
    public String text() {
        return result + " in " + stage + (detail.isEmpty() ? "" : ": " + detail);
    }
}
