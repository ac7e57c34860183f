package org.cardwright.crypto.module;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;

/** Authentication codes over records and signatures over manifests. */
public interface Seals extends SignatureVerifier {

    /** HMAC-SHA-256 (32 bytes each) over the given data under a RECORD_MAC key; {@code context} separates uses. */
    List<ByteString> mac(KeyName key, String context, List<ByteString> data);

    /** Ed25519 (RFC 8032) signature, 64 bytes, under a MANIFEST_SIGNING key. */
    ByteString sign(KeyName key, ByteString data);

    /** The same over a message that is never held; it is written several times. */
    default ByteString sign(KeyName key, SignedMessage message) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        message.writeTo(data);
        return sign(key, ByteString.of(data.toByteArray()));
    }
}
