package org.cardwright.machine.chip;

/** Ends the work on a card; becomes a {@link CardEnding}. */
final class CardStop extends Exception {

    private static final long serialVersionUID = 1L;

    private final CardEnding.Result result;
    private final String detail;

    CardStop(CardEnding.Result result, String detail) {
        super(detail, null, false, false);
        this.result = result;
        this.detail = detail;
    }

    CardEnding.Result result() {
        return result;
    }

    String detail() {
        return detail;
    }
}
