package org.cardwright.crypto.module;

import java.io.IOException;
import java.io.OutputStream;

/** A message that is written when it is signed or verified; nobody else has to hold it. */
@FunctionalInterface
public interface SignedMessage {

    /** Writes the whole message, the same bytes every time. */
    void writeTo(OutputStream out) throws IOException;
}
