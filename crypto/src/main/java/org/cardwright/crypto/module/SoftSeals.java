package org.cardwright.crypto.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.SecretBytes;
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
            SecretBytes secret = session.key(key, KeyNeed.internal(KeyPurpose.RECORD_MAC));
            KeyParameter parameter = new KeyParameter(ClearKeyAccess.open(secret));
            HMac hmac = new HMac(new SHA256Digest());
            hmac.init(parameter);
            try {
                return data.stream().map(one -> mac(hmac, name, one)).toList();
            } finally {
                // the pads inside the HMAC hold the key as well: overwrite both
                Arrays.fill(parameter.getKey(), (byte) 0);
                hmac.init(parameter);
            }
        });
    }

    private static ByteString mac(HMac hmac, byte[] context, ByteString data) {
        hmac.update((byte) 0);
        hmac.update((byte) context.length);
        hmac.update(context, 0, context.length);
        hmac.update(data.toByteArray(), 0, data.size());
        byte[] out = new byte[hmac.getMacSize()];
        hmac.doFinal(out, 0);
        return ByteString.of(out);
    }

    @Override
    public ByteString sign(KeyName key, ByteString data) {
        return ring.inSession(session -> {
            SecretBytes seed = session.key(key, KeyNeed.internal(KeyPurpose.MANIFEST_SIGNING));
            return signed(seed, out -> out.write(data.toByteArray()));
        });
    }

    @Override
    public ByteString sign(KeyName key, SignedMessage message) throws IOException {
        try {
            return ring.inSession(session -> {
                SecretBytes seed = session.key(key, KeyNeed.internal(KeyPurpose.MANIFEST_SIGNING));
                return signed(seed, message);
            });
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private ByteString signed(SecretBytes seed, SignedMessage message) {
        try {
            ByteString publicKey = NewKey.ed25519PublicKey(seed);
            ByteString signed = Ed25519Signatures.sign(ClearKeyAccess.open(seed), message);
            return verified(signed, verify(publicKey, message, signed));
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
