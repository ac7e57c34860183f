package org.cardwright.jobs.wiring;

/** A card of a sealed batch is not as it was sealed. The message names file, record and rule, and holds no content. */
public final class AlteredCardException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AlteredCardException(String where, String rule) {
        super(where + ": not as it was sealed (" + rule + "), and nothing of it is given on");
    }
}
