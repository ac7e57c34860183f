package org.cardwright.crypto.module;

import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * What one guess of a passphrase costs. RFC 9106 (Argon2id), 4.
 *
 * @param memoryKib memory, 1 MiB to 1 GiB
 * @param iterations passes, 1 to 16
 * @param parallelism lanes, 1 to 4
 */
public record PassphraseCost(int memoryKib, int iterations, int parallelism) {

    private static final int MIN_MEMORY_KIB = 1024;

    /** 64 MiB, three passes, one lane. */
    public static final PassphraseCost DEFAULT = new PassphraseCost(64 * 1024, 3, 1);

    /** The least that is accepted; for tests. */
    public static final PassphraseCost LEAST = new PassphraseCost(MIN_MEMORY_KIB, 1, 1);

    /** 1 GiB. */
    public static final int MAX_MEMORY_KIB = 1024 * 1024;

    /** Most passes. */
    public static final int MAX_ITERATIONS = 16;

    private static final int MAX_PARALLELISM = 4;
    private static final int KEY_BYTES = 32;

    /** Checks the bounds: an altered header must not be able to ask for all memory. */
    public PassphraseCost {
        if (memoryKib < MIN_MEMORY_KIB
                || memoryKib > MAX_MEMORY_KIB
                || iterations < 1
                || iterations > MAX_ITERATIONS
                || parallelism < 1
                || parallelism > MAX_PARALLELISM) {
            throw new KeyRefusedException(
                    "the passphrase cost is outside 1 MiB to 1 GiB, 1 to 16 passes, 1 to 4 lanes");
        }
    }

    /** True when a guess costs less memory or fewer passes than the other. */
    public boolean isWeakerThan(PassphraseCost other) {
        return memoryKib < other.memoryKib || iterations < other.iterations;
    }

    /**
     * The key of 32 bytes that a passphrase gives with this salt; the caller closes both secrets. RFC 9106, 3.1.
     *
     * @param salt 16 bytes
     */
    public SecretBytes derive(SecretBytes passphrase, ByteString salt) {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .withSalt(salt.toByteArray())
                .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] key = new byte[KEY_BYTES];
        byte[] input = ClearKeyAccess.open(passphrase).clone();
        try {
            generator.generateBytes(input, key);
        } finally {
            Arrays.fill(input, (byte) 0);
        }
        return SecretBytes.adopt(key);
    }
}
