package org.cardwright.perso.surface;

/** A coded track that no stripe reader would accept; the message names the check, never the content. ISO/IEC 7813. */
public final class MalformedStripeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    MalformedStripeException(String message) {
        super(message);
    }
}
