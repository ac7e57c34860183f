package org.cardwright.crypto.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.formats.bytes.ByteString;

/**
 * Record MACs and manifest signatures in software.
 *
 * <p>The MAC input is the length of the context in two bytes, the context in UTF-8, the data: no context is the beginning of
 * another. RFC 2104, FIPS 180-4, RFC 8032.
 */
final class SoftSeals implements Seals {

    private static final int MAX_CONTEXT_BYTES = 255;

    private final KeyRing ring;

    SoftSeals(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public List<ByteString> mac(KeyName key, String context, List<ByteString> data) {
        byte[] name = context.getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_CONTEXT_BYTES) {
            throw Refusal.badInput("the context of a MAC has at most 255 bytes");
        }
        return ring.inSession(session -> {
            try (KeyMac mac = session.mac(key, KeyNeed.internal(KeyPurpose.RECORD_MAC))) {
                return data.stream().map(one -> mac(mac, name, one)).toList();
            }
        });
    }

    private static ByteString mac(KeyMac mac, byte[] context, ByteString data) {
        byte[] length = {0, (byte) context.length};
        return ByteString.of(mac.compute(length, context, data.toByteArray()));
    }

    @Override
    public ByteString sign(KeyName key, ByteString data) {
        return ring.inSession(session -> {
            MessageSigner signer = session.signer(key, KeyNeed.internal(KeyPurpose.MANIFEST_SIGNING));
            return signed(signer, out -> out.write(data.toByteArray()));
        });
    }

    @Override
    public ByteString sign(KeyName key, SignedMessage message) throws IOException {
        try {
            return ring.inSession(session -> {
                MessageSigner signer = session.signer(key, KeyNeed.internal(KeyPurpose.MANIFEST_SIGNING));
                return signed(signer, message);
            });
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private ByteString signed(MessageSigner signer, SignedMessage message) {
        try {
            ByteString signed = signer.sign(message);
            return verified(signed, verify(signer.publicKey(), message, signed));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Every signature is verified before use. */
    private static ByteString verified(ByteString signature, boolean fits) {
        if (!fits) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.WRONG_RESULT, "the signature does not verify: not used");
        }
        return signature;
    }

    @Override
    public boolean verify(ByteString publicKey, ByteString data, ByteString signature) {
        return Ed25519Signatures.verify(publicKey, data, signature);
    }
}
