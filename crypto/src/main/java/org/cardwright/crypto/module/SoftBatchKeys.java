package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyTerm;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * Data keys of batches in software, each in a key block of its own that names its batch.
 *
 * <p>They come from the randomness of the system under a test policy too: nothing that leaves depends on them.
 */
final class SoftBatchKeys implements BatchKeys {

    private static final int KEY_BYTES = 32;

    /** 56 hexadecimal digits of SHA-256 fill the label of a key. */
    private static final int HASH_BYTES = 28;

    private final KeyRing ring;
    private final SecureRandom random = new SecureRandom();

    SoftBatchKeys(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public ByteString create(String batch) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        try (SecretBytes secret = SecretBytes.adopt(key)) {
            KeyCheckValue checkValue = NewKey.checkValue(KeyAlgorithm.AES, secret);
            KeyAttributes attributes = new KeyAttributes(
                    name(batch),
                    KeyPurpose.BATCH_DATA,
                    KeyAlgorithm.AES,
                    8 * KEY_BYTES,
                    KeyDirection.NONE,
                    KeyState.ACTIVE,
                    ring.isTest(),
                    checkValue,
                    KeyCustody.UNKNOWN,
                    KeyTerm.UNLIMITED);
            return ring.inSession(session -> ByteString.ascii(ring.holder().wrap(attributes, secret)));
        }
    }

    @Override
    public BatchCipher open(String batch, ByteString wrappedKey) {
        return ring.inSession(session -> {
            KeyHolder.WrappedDataKey block = ring.holder().read(text(wrappedKey));
            KeyAttributes attributes = block.attributes();
            KeyNeed.internal(KeyPurpose.BATCH_DATA).requireMet(attributes, session.today());
            require(attributes.name().equals(name(batch)), "the data key belongs to another batch");
            require(attributes.test() == ring.isTest(), "the data key was made under another policy");
            return new SoftBatchCipher(block.open());
        });
    }

    private static String text(ByteString wrappedKey) {
        String text = wrappedKey.toAscii();
        if (!text.chars().allMatch(c -> c < 0x80)) {
            throw new KeyRefusedException("the wrapped data key is no key block");
        }
        return text;
    }

    private static KeyName name(String batch) {
        byte[] identity = batch.getBytes(StandardCharsets.UTF_8);
        SHA256Digest digest = new SHA256Digest();
        digest.update(identity, 0, identity.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        String hex = ByteString.copyOf(hash, 0, HASH_BYTES).toHex();
        return KeyName.of("batch." + hex.toLowerCase(Locale.ROOT));
    }
}
