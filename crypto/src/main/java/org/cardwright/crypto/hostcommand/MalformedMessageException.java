package org.cardwright.crypto.hostcommand;

/** A message is not what the table says; it names the field and never quotes the content. */
final class MalformedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedMessageException(String message) {
        super(message);
    }
}
