package org.cardwright.crypto.module;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyOperation;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyTerm;
import org.cardwright.formats.bytes.ByteString;

/** What a security module tells about its keys. */
public interface KeyInventory {

    /**
     * One key.
     *
     * @param name label and version
     * @param purpose what it may be used for
     * @param family what it is a key of
     * @param algorithm the same with its strength: {@code TDES-112}, {@code TDES-168}, {@code AES-128}, {@code AES-192},
     *     {@code AES-256}, {@code RSA-1408}, {@code ED25519}, {@code HMAC-SHA-256}
     * @param direction between whom a transport key is shared, else NONE
     * @param state where it stands in its life
     * @param checkValue key check value with its rule
     * @param test true for a published test key, which a production configuration refuses
     * @param custody whose it is and who may have it
     * @param term the days in its life
     */
    record KeyDescription(
            KeyName name,
            KeyPurpose purpose,
            KeyAlgorithm family,
            String algorithm,
            KeyDirection direction,
            KeyState state,
            KeyCheckValue checkValue,
            boolean test,
            KeyCustody custody,
            KeyTerm term) {

        /** Why the key may not do this on a day; empty when it may. */
        public Optional<KeyRefusedException> refusal(KeyOperation operation, LocalDate day) {
            return operation.refusal(name, state, term, day);
        }
    }

    /** Where secrets stand while the module works with these keys. */
    Custody custody();

    /** All keys, by name. */
    List<KeyDescription> keys();

    /** One key, if it is there. */
    Optional<KeyDescription> find(KeyName name);

    /**
     * Which places hold the bytes of a key, destroyed or not; for proof that none does any more. NIST SP 800-57 part 1, 8.3.4.
     *
     * @return names of devices, or of the vault; empty when the module cannot be asked
     * @throws SecurityModuleException UNAVAILABLE when one of several devices is not there
     */
    default Optional<List<String>> placesOf(KeyName name) {
        return Optional.empty();
    }

    /**
     * The public half of an RSA key.
     *
     * @param modulus big-endian, top bit set
     * @param exponent 03 or 010001
     */
    record RsaPublicKey(ByteString modulus, ByteString exponent) {}

    /** The public half of an ISSUER_RSA or CA_RSA key. */
    RsaPublicKey rsaPublicKey(KeyName name);

    /** The 32 bytes of the public half of a MANIFEST_SIGNING key (RFC 8032). */
    ByteString ed25519PublicKey(KeyName name);
}
