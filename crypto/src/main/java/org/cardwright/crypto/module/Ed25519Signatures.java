package org.cardwright.crypto.module;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.cardwright.formats.bytes.ByteString;

/**
 * Ed25519, RFC 8032, 5.1, as the library has it: it takes a message as one array, so a manifest stands in memory once while it is
 * signed or verified. The library hashes the seed and wipes neither hash nor scalar: they go with the next garbage collection.
 */
final class Ed25519Signatures {

    private Ed25519Signatures() {}

    /**
     * The signature of 64 bytes.
     *
     * @param seed private key, 32 bytes
     */
    static ByteString sign(byte[] seed, SignedMessage message) throws IOException {
        byte[] data = whole(message);
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, data, 0, data.length, signature, 0);
        return ByteString.of(signature);
    }

    /** True when that key made the signature; false for keys and signatures of another length. */
    static boolean verify(ByteString publicKey, SignedMessage message, ByteString signature) throws IOException {
        if (publicKey.size() != Ed25519.PUBLIC_KEY_SIZE || signature.size() != Ed25519.SIGNATURE_SIZE) {
            return false;
        }
        byte[] data = whole(message);
        return Ed25519.verify(signature.toByteArray(), 0, publicKey.toByteArray(), 0, data, 0, data.length);
    }

    static boolean verify(ByteString publicKey, ByteString data, ByteString signature) {
        return publicKey.size() == Ed25519.PUBLIC_KEY_SIZE
                && signature.size() == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(
                        signature.toByteArray(), 0, publicKey.toByteArray(), 0, data.toByteArray(), 0, data.size());
    }

    /** The whole message in an array of its size: it is written once to be counted and once to be kept. */
    static byte[] whole(SignedMessage message) throws IOException {
        Counting counting = new Counting();
        message.writeTo(counting);
        Exact exact = new Exact(Math.toIntExact(counting.bytes));
        message.writeTo(exact);
        return exact.whole();
    }

    private static final class Counting extends OutputStream {

        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes += length;
        }
    }

    private static final class Exact extends ByteArrayOutputStream {

        Exact(int size) {
            super(size);
        }

        /** The array itself, without another copy. */
        byte[] whole() {
            if (count != buf.length) {
                throw new IllegalStateException("a message that changes between two writings");
            }
            return buf;
        }
    }
}
