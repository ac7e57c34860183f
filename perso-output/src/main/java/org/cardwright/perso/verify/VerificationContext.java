package org.cardwright.perso.verify;

import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.formats.bytes.ByteString;

/**
 * What a verification may use. EMV 4.4 Book 2, 5.2 (authorities); RFC 8032 (signatures).
 *
 * @param caKeys certification authorities to trust
 * @param signatures checks Ed25519 signatures, with or without a vault
 * @param publicKey the bureau's public key; empty to accept the one in the manifest, which proves less
 * @param module answers questions about what is under KEK2; empty to leave that out
 * @param recordKey RECORD_MAC key of the module, for the salts of the leaves
 * @param expectations orders and products
 */
public record VerificationContext(
        CaPublicKeys caKeys,
        SignatureVerifier signatures,
        Optional<ByteString> publicKey,
        Optional<SecurityModule> module,
        Optional<KeyName> recordKey,
        Expectations expectations) {

    /** The public part only. */
    public static VerificationContext publicPart(CaPublicKeys caKeys, SignatureVerifier signatures) {
        return new VerificationContext(
                caKeys, signatures, Optional.empty(), Optional.empty(), Optional.empty(), Expectations.NONE);
    }

    /** The same with other orders and products. */
    VerificationContext withExpectations(Expectations others) {
        return new VerificationContext(caKeys, signatures, publicKey, module, recordKey, others);
    }
}
