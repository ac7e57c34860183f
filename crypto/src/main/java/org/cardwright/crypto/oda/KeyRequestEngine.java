package org.cardwright.crypto.oda;

import java.util.List;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.IssuerKeys.Certification;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.rsa.BlockSignature;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.crypto.rsa.RsaSigningKey;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.bytes.ByteString;

/**
 * The work behind {@link org.cardwright.crypto.module.IssuerKeys}, over clear keys that the security module has opened.
 *
 * <p>Every signature is recovered with the public key before it leaves. EMV 4.4 Book 2, 5.1; RFC 8017, 8.2.1.
 */
public final class KeyRequestEngine {

    private final RsaSigner signer;

    /** An engine that leaves the arithmetic to the given one. */
    public KeyRequestEngine(RsaEngine engine) {
        this.signer = new RsaSigner(engine);
    }

    /**
     * The self-signature of a key request.
     *
     * @throws SecurityModuleException BAD_INPUT when the content does not hold the modulus of the key
     */
    public ByteString signRequest(RsaSigningKey key, SignatureFrame frame, ByteString content) {
        if (!content.toHex().contains(key.publicKey().modulus().toHex())) {
            throw new SecurityModuleException(Kind.BAD_INPUT, "a key request holds the public key that signs it");
        }
        return sign(key, frame, content);
    }

    /** A signature beside a content. */
    public ByteString sign(RsaSigningKey key, SignatureFrame frame, ByteString content) {
        ByteString block = frame.block(key.publicKey().modulus().size(), content);
        ByteString signature =
                signer.sign(List.of(new BlockSignature(key, block))).get(0);
        if (frame.check(key.publicKey(), signature, content) != SignatureFrame.Finding.SOUND) {
            throw new SecurityModuleException(Kind.WRONG_RESULT, "a signature does not verify: not used");
        }
        return signature;
    }

    /**
     * Tags 90, 92 and 9F32 for a public key. EMV 4.4 Book 2, 5.1, Table 2.
     *
     * @throws SecurityModuleException KEY_REFUSED when key lengths break a limit, BAD_INPUT when identifier or serial number are
     *     malformed
     */
    public IssuerCertificate certify(RsaSigningKey ca, Certification wanted) {
        CertificateEngine.requireLengths(
                KeyLengthLimits.forIssuerCertificate(ca.publicKey(), wanted.publicKey()), wanted.caKey());
        return certified(
                signer,
                ca,
                CertificateEngine.malformedIsBadInput(() -> new IssuerPublicKeyCertificate(
                        wanted.issuerIdentifier(),
                        wanted.expirationDate(),
                        wanted.serialNumber(),
                        wanted.publicKey())));
    }

    /** Signs a content and recovers it again. */
    static IssuerCertificate certified(RsaSigner signer, RsaSigningKey ca, IssuerPublicKeyCertificate content) {
        int caBytes = ca.publicKey().modulus().size();
        ByteString certificate = signer.sign(List.of(new BlockSignature(ca, content.block(caBytes))))
                .get(0);
        IssuerCertificate made = new IssuerCertificate(
                certificate, content.remainder(caBytes), content.publicKey().exponent());
        CertificateEngine.requireSame(
                content, IssuerPublicKeyCertificate.recover(ca.publicKey(), made), "issuer public key certificate");
        return made;
    }
}
