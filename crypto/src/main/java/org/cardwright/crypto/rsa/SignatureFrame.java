package org.cardwright.crypto.rsa;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;

/**
 * Signatures beside a content, {@code 00 01 FF..FF 00 T}: never to be taken for an EMV certificate, which begins with 6A.
 *
 * <p>RFC 8017, 8.2 and 9.2 (RSASSA-PKCS1-v1_5); {@link #SHA1_MARKED} is the same frame without a DigestInfo.
 */
public enum SignatureFrame {
    /** T is DigestInfo(SHA-1) and the hash. */
    SHA1_DIGEST_INFO("3021300906052B0E03021A05000414"),
    /** T is the EMV hash algorithm indicator 01 and the SHA-1. */
    SHA1_MARKED("01"),
    /** T is DigestInfo(SHA-256) and the hash. */
    SHA256_DIGEST_INFO("3031300D060960864801650304020105000420");

    /** 00 01, at least eight FF, 00. */
    private static final int LEAST_FRAME_BYTES = 11;

    private final ByteString prefix;

    SignatureFrame(String prefix) {
        this.prefix = ByteString.fromHex(prefix);
    }

    /** What a signature says of a content. */
    public enum Finding {
        /** It was made over this content. */
        SOUND,
        /** It was made with the key, over another content. */
        OTHER_CONTENT,
        /** It was not made with the key in this frame. */
        NO_SIGNATURE
    }

    /**
     * The block to be signed.
     *
     * @throws IllegalArgumentException when the modulus is too short for it
     */
    public ByteString block(int modulusBytes, ByteString content) {
        return frame(modulusBytes).plus(hash(content));
    }

    /** What a signature of this frame says of a content. */
    public Finding check(RsaPublicKey key, ByteString signature, ByteString content) {
        ByteString modulus = key.modulus();
        if (modulus.size() < LEAST_FRAME_BYTES + prefix.size() + hashBytes()
                || signature.size() != modulus.size()
                || signature.compareTo(modulus) >= 0) {
            return Finding.NO_SIGNATURE;
        }
        ByteString block = RsaSigner.recover(key, signature);
        if (!block.startsWith(frame(modulus.size()))) {
            return Finding.NO_SIGNATURE;
        }
        return block.equals(block(modulus.size(), content)) ? Finding.SOUND : Finding.OTHER_CONTENT;
    }

    /** The hash of a content, 20 or 32 bytes. */
    public ByteString hash(ByteString content) {
        Digest digest = this == SHA256_DIGEST_INFO ? new SHA256Digest() : new SHA1Digest();
        digest.update(content.toByteArray(), 0, content.size());
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return ByteString.of(out);
    }

    private int hashBytes() {
        return this == SHA256_DIGEST_INFO ? 32 : 20;
    }

    /** Everything before the hash. */
    private ByteString frame(int modulusBytes) {
        int filler = modulusBytes - 3 - prefix.size() - hashBytes();
        if (filler < LEAST_FRAME_BYTES - 3) {
            throw new IllegalArgumentException("a modulus is too short for a signature of this frame: " + modulusBytes);
        }
        return ByteString.concat(
                ByteString.fromHex("0001"), ByteString.repeat(0xFF, filler), ByteString.ofByte(0), prefix);
    }
}
