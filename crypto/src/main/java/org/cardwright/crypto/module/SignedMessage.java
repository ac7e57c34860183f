package org.cardwright.crypto.module;

import java.io.IOException;
import java.io.OutputStream;

/** A message that is written as often as it is needed and never held: a manifest over a million cards has 250 MB. */
@FunctionalInterface
public interface SignedMessage {

    /** Writes the whole message, the same bytes every time. */
    void writeTo(OutputStream out) throws IOException;
}
