package org.cardwright.crypto.hostcommand;

import java.io.IOException;

/** A host cannot be reached, closed the connection, did not answer in time or said that it cannot work now. */
final class LostConnectionException extends IOException {

    private static final long serialVersionUID = 1L;

    LostConnectionException(String message) {
        super(message);
    }

    LostConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
