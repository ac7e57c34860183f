package org.cardwright.machine.terminal;

/** The transaction cannot go on and is neither approved nor declined. EMV 4.4 Book 3, 7.5; Book 4, 6. */
final class Terminated extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The reason in plain words, without anything that the card said. */
    Terminated(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    static void unless(boolean holds, String reason) {
        if (!holds) {
            throw new Terminated(reason);
        }
    }
}
