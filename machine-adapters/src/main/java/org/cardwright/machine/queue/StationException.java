package org.cardwright.machine.queue;

/** A station that cannot go on; what the journal says still holds. The message never says what stands on a card. */
public final class StationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StationException(String message) {
        super(message);
    }
}
