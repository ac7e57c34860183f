package org.cardwright.crypto.module;

import java.io.IOException;
import org.cardwright.formats.bytes.ByteString;

/** An Ed25519 key that signs whole messages. RFC 8032, 5.1. */
interface MessageSigner {

    /** The public half, 32 bytes. */
    ByteString publicKey();

    /** The signature, 64 bytes, not yet verified. */
    ByteString sign(SignedMessage message) throws IOException;
}
