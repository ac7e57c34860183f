package org.cardwright.formats.profile.lint;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.IssuerCertificateProfile;
import org.cardwright.formats.profile.KeyReference;

/** What is known of the keys in the vault, so that a product can be checked against them. */
@FunctionalInterface
public interface KnownKeys {

    /** The algorithm of a key, {@code TDES-112}, {@code AES-128}, {@code RSA-1408}; empty when there is no such key. */
    Optional<String> algorithm(KeyReference key);

    /** Its key usage, two characters, {@code E0}; empty when it is not told. ANSI X9.143, 6.3.1. */
    default Optional<String> usage(KeyReference key) {
        return Optional.empty();
    }

    /**
     * What is wrong with an imported certificate when it is recovered with the key of its authority, as a terminal does, and held
     * against its issuer key; empty when nothing is, or when it is not told.
     */
    default Optional<String> fault(IssuerCertificateProfile certificate) {
        return Optional.empty();
    }

    /** True when no secret of a card may be clear outside the device that holds the keys. */
    default boolean areStrict() {
        return false;
    }

    /** The modulus of an RSA key; empty when it is not told. */
    default Optional<ByteString> modulus(KeyReference key) {
        return Optional.empty();
    }
}
