package org.cardwright.crypto.module;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.cardwright.formats.bytes.ByteString;

/** The public half of Ed25519. RFC 8032, 5.1.7. */
final class Ed25519Signatures {

    private Ed25519Signatures() {}

    static boolean verify(ByteString publicKey, ByteString data, ByteString signature) {
        return publicKey.size() == Ed25519.PUBLIC_KEY_SIZE
                && signature.size() == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(
                        signature.toByteArray(), 0, publicKey.toByteArray(), 0, data.toByteArray(), 0, data.size());
    }
}
