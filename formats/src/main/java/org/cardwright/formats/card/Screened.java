package org.cardwright.formats.card;

/** What screening says about one ordered card: it can be made, or a rule says why not. */
public sealed interface Screened {

    /** Place of the order in the issuer's file, from 1. */
    int recordNumber();

    /**
     * The order satisfies every rule.
     *
     * @param application the typed order
     */
    record Accepted(CardApplication application) implements Screened {
        @Override
        public int recordNumber() {
            return application.recordNumber();
        }
    }

    /**
     * The order is refused; the batch goes on.
     *
     * @param recordNumber place of the order in the issuer's file, from 1
     * @param orderReference the issuer's name of the order; empty when it is missing or not fit to be shown
     * @param field canonical name of the field, empty when the whole record is meant
     * @param reason the rule
     * @param detail what else the issuer may know, such as the batch of the first production; never a value of the
     *     record
     */
    record Rejected(int recordNumber, String orderReference, String field, RejectReason reason, String detail)
            implements Screened {

        /** Without detail. */
        public Rejected(int recordNumber, String orderReference, String field, RejectReason reason) {
            this(recordNumber, orderReference, field, reason, "");
        }

        /** The plain English sentence, with the detail when there is one. */
        public String plainReason() {
            return plainReason(RejectTexts.ENGLISH);
        }

        /** The plain sentence in the language of the issuer, with the detail when there is one. */
        public String plainReason(RejectTexts texts) {
            return detail.isEmpty() ? texts.text(reason) : texts.text(reason) + ": " + detail;
        }
    }
}
