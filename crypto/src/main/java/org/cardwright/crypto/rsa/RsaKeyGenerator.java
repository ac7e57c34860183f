package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.formats.bytes.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Makes RSA key pairs that fulfil every {@link RsaKeyRule}, each checked with a private and a public operation.
 *
 * <p>A key depends on the random bytes of its request only: first a search for p, then one for q, both again as long as the
 * pair is not good. FIPS 186-5, A.1.3; SP 800-56B, 6.4.1.1 (pairwise consistency).
 */
public final class RsaKeyGenerator {

    /** One pair in 80 has a leading zero, next to none breaks a rule: 32 bad pairs in a row mean a broken source. */
    private static final int MAX_PAIRS = 32;

    private final RsaEngine engine;
    private final RsaSigner signer;

    /** A generator that leaves the arithmetic to the engine. */
    public RsaKeyGenerator(RsaEngine engine) {
        this.engine = engine;
        this.signer = new RsaSigner(engine);
    }

    /**
     * One key per request, in order; the caller closes them.
     *
     * @throws SecurityModuleException when a pair fails its check
     */
    public List<RsaPrivateKey> generate(List<RsaKeyRequest> requests) {
        List<@Nullable RsaPrivateKey> keys = new ArrayList<>(Collections.nCopies(requests.size(), null));
        List<PrimeSearch> searches =
                requests.stream().map(RsaKeyRequest::search).toList();
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            open.add(i);
        }
        for (int round = 0; round < MAX_PAIRS && !open.isEmpty(); round++) {
            open = searchPairs(requests, searches, open, keys);
        }
        List<RsaPrivateKey> complete = new ArrayList<>(keys.size());
        for (RsaPrivateKey key : keys) {
            if (key == null) {
                throw new IllegalStateException("no usable key pair in " + MAX_PAIRS);
            }
            complete.add(key);
        }
        check(complete);
        return complete;
    }

    /** Fills in what succeeds and returns what is still open. */
    private List<Integer> searchPairs(
            List<RsaKeyRequest> requests,
            List<PrimeSearch> all,
            List<Integer> open,
            List<@Nullable RsaPrivateKey> keys) {
        List<PrimeSearch> searches = open.stream().map(all::get).toList();
        List<BigInteger> first = engine.findPrimes(searches);
        List<BigInteger> second = engine.findPrimes(searches);
        List<Integer> again = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            RsaPrivateKey key = pair(requests.get(open.get(i)), first.get(i), second.get(i));
            if (key == null) {
                again.add(open.get(i));
            } else {
                keys.set(open.get(i), key);
            }
        }
        return again;
    }

    private static @Nullable RsaPrivateKey pair(RsaKeyRequest request, BigInteger one, BigInteger other) {
        BigInteger exponent = BigInteger.valueOf(request.exponent());
        if (!RsaKeyRule.broken(one, other, exponent, request.modulusBits()).isEmpty()) {
            return null;
        }
        RsaPrivateKey key = RsaPrivateKey.ofSound(one, other, exponent);
        if (request.rejectLeadingZero() && key.hasLeadingZero()) {
            key.close();
            return null;
        }
        return key;
    }

    /**
     * Signs and verifies once with every pair; when one fails, all are closed.
     *
     * @throws SecurityModuleException WRONG_RESULT when one fails
     */
    public void check(List<RsaPrivateKey> keys) {
        try {
            signer.sign(keys.stream().map(RsaKeyGenerator::probe).toList());
        } catch (SecurityModuleException wrong) {
            keys.forEach(RsaPrivateKey::close);
            throw new SecurityModuleException(Kind.WRONG_RESULT, "an RSA key pair failed its check: not used", wrong);
        }
    }

    /** Any block below the modulus will do, all its bits involved: the modulus with every second bit cleared. */
    private static BlockSignature probe(RsaPrivateKey key) {
        byte[] block = key.publicKey().modulus().toByteArray();
        for (int i = 0; i < block.length; i++) {
            block[i] &= 0x55;
        }
        return new BlockSignature(key, ByteString.of(block));
    }
}
