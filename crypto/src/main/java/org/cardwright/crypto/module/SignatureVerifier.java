package org.cardwright.crypto.module;

import java.io.IOException;
import org.cardwright.formats.bytes.ByteString;

/** Verifies manifest signatures; it needs public keys only, so anyone can have one. */
@FunctionalInterface
public interface SignatureVerifier {

    /** Verifies an Ed25519 (RFC 8032) signature under a public key of 32 bytes; false when it does not fit. */
    boolean verify(ByteString publicKey, ByteString data, ByteString signature);

    /** The same over a message that is never held. */
    default boolean verify(ByteString publicKey, SignedMessage message, ByteString signature) throws IOException {
        return Ed25519Signatures.verify(publicKey, message, signature);
    }

    /** A verifier without any vault. */
    static SignatureVerifier ed25519() {
        return Ed25519Signatures::verify;
    }
}
