package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.formats.bytes.ByteString;

/** Signs and recovers whole blocks, {@code X^d mod n} and {@code X^e mod n}. EMV 4.4 Book 2, A2.1.2, A2.1.3. */
public final class RsaSigner {

    private final RsaEngine engine;

    /** A signer that leaves the arithmetic to the engine. */
    public RsaSigner(RsaEngine engine) {
        this.engine = engine;
    }

    /**
     * A signature that was checked; only a signer makes one.
     *
     * @param value as long as the modulus
     * @param block what the public key recovers from it: byte for byte what was to be signed
     */
    public record Signed(ByteString value, ByteString block) {}

    /**
     * One signature of the length of the modulus per operation, in order, each checked with the public exponent. A fault in a
     * CRT computation would otherwise give the factors away (Boneh, DeMillo, Lipton 1997).
     *
     * @throws SecurityModuleException when a result does not verify
     */
    public List<ByteString> sign(List<BlockSignature> wanted) {
        return signAndRecover(wanted).stream().map(Signed::value).toList();
    }

    /** The same with the blocks that the check recovered, for those who look into them. */
    public List<Signed> signAndRecover(List<BlockSignature> wanted) {
        Iterator<byte[]> computedHere = computedHere(wanted).iterator();
        List<Signed> signatures = new ArrayList<>(wanted.size());
        for (BlockSignature one : wanted) {
            byte[] result = one.key() instanceof DeviceRsaKey device
                    ? device.privateOperation(one.block())
                    : computedHere.next();
            signatures.add(verified(one, ByteString.of(result)));
        }
        return signatures;
    }

    /** All operations with clear keys go to the engine together, which may work on several numbers at once. */
    private List<byte[]> computedHere(List<BlockSignature> wanted) {
        List<PrivateOperation> operations = new ArrayList<>(wanted.size());
        for (BlockSignature one : wanted) {
            if (one.key() instanceof RsaPrivateKey clear) {
                operations.add(new PrivateOperation(clear, one.block()));
            }
        }
        List<byte[]> results = engine.privateOperations(operations);
        if (results.size() != operations.size()) {
            throw new IllegalStateException("an RSA engine answered " + results.size() + " of " + operations.size());
        }
        return results;
    }

    private static Signed verified(BlockSignature wanted, ByteString signature) {
        RsaPublicKey key = wanted.key().publicKey();
        boolean possible = signature.size() == key.modulus().size() && signature.compareTo(key.modulus()) < 0;
        ByteString block = possible ? recover(key, signature) : ByteString.EMPTY;
        if (!block.equals(wanted.block())) {
            throw new SecurityModuleException(Kind.WRONG_RESULT, "an RSA signature does not verify: not used");
        }
        return new Signed(signature, block);
    }

    /**
     * The block under a signature, as long as the modulus. Works for any modulus, also those that libraries refuse.
     *
     * @throws IllegalArgumentException when the signature is not as long as the modulus or not below it
     */
    public static ByteString recover(RsaPublicKey key, ByteString signature) {
        if (signature.size() != key.modulus().size() || signature.compareTo(key.modulus()) >= 0) {
            throw new IllegalArgumentException("a signature is as long as the modulus and below it, was "
                    + signature.size() + " bytes, required " + key.modulus().size());
        }
        BigInteger modulus = new BigInteger(1, key.modulus().toByteArray());
        BigInteger exponent = new BigInteger(1, key.exponent().toByteArray());
        BigInteger block = new BigInteger(1, signature.toByteArray()).modPow(exponent, modulus);
        return ByteString.of(UnsignedBytes.leftFilled(block, signature.size()));
    }
}
