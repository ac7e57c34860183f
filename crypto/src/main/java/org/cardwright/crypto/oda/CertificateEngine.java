package org.cardwright.crypto.oda;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.Certificates.IssuerCertificateRequest;
import org.cardwright.crypto.module.Certificates.StaticSignatureRequest;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.oda.KeyLengthLimits.Rule;
import org.cardwright.crypto.rsa.BlockSignature;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.crypto.rsa.RsaSigner.Signed;
import org.cardwright.crypto.rsa.RsaSigningKey;
import org.cardwright.formats.bytes.ByteString;

/**
 * The work behind {@link org.cardwright.crypto.module.Certificates}, over clear keys that the security module has opened.
 *
 * <p>Batch-shaped: all signatures of a call go to the RSA engine together. Nothing is returned that was not recovered with the
 * public key and found to say what it should; a difference is a {@link SecurityModuleException} of kind WRONG_RESULT. Safe for
 * use by several threads. EMV 4.4 Book 2, 5, 6, 7.1.
 */
public final class CertificateEngine {

    private final RsaSigner signer;
    private final IccKeyMaker iccKeys;

    /** An engine that leaves the arithmetic to the given one. */
    public CertificateEngine(RsaEngine engine) {
        this.signer = new RsaSigner(engine);
        this.iccKeys = new IccKeyMaker(engine);
    }

    /**
     * Tags 93, one per request, in order. EMV 4.4 Book 2, 5.1, Table 3.
     *
     * @param requests what to sign
     * @param keys opens an issuer key; the module checks purpose and state there and closes the key after the call
     * @throws SecurityModuleException BAD_INPUT when a data authentication code has not 2 bytes, WRONG_RESULT when a signature
     *     does not verify
     */
    public List<ByteString> signStaticData(
            List<StaticSignatureRequest> requests, Function<KeyName, RsaSigningKey> keys) {
        List<BlockSignature> operations = new ArrayList<>(requests.size());
        for (StaticSignatureRequest request : requests) {
            RsaSigningKey key = keys.apply(request.issuerKey());
            SignedStaticApplicationData content = signed(request);
            operations.add(new BlockSignature(
                    key, content.block(key.publicKey().modulus().size(), request.staticData())));
        }
        List<ByteString> signatures = new ArrayList<>(requests.size());
        for (Signed signature : signer.signAndRecover(operations)) {
            StaticSignatureRequest request = requests.get(signatures.size());
            requireSame(
                    signed(request),
                    SignedStaticApplicationData.read(signature.block(), request.staticData()),
                    "signed static application data");
            signatures.add(signature.value());
        }
        return signatures;
    }

    /**
     * Key pairs with certificates and wrapped parts, one per request, in order. EMV 4.4 Book 2, 6.1 and 7.1.
     *
     * @param requests what to make; without static data a PIN-encipherment key is certified
     * @param context where keys, randomness and wrapping come from
     * @throws SecurityModuleException KEY_REFUSED when key lengths break a limit, BAD_INPUT when a request is malformed,
     *     WRONG_RESULT when a key pair or certificate fails its check
     */
    public List<IccKeySet> generateIccKeys(List<IccKeyRequest> requests, IccKeyContext context) {
        return iccKeys.make(requests, context);
    }

    /**
     * The same with pairs that were made before, one per request; the caller closes them.
     *
     * @throws SecurityModuleException as above, and WRONG_RESULT when a pair is not as its request wants it
     */
    public List<IccKeySet> certifyIccKeys(
            List<IccKeyRequest> requests, List<RsaPrivateKey> pairs, IccKeyContext context) {
        return iccKeys.certify(requests, pairs, context);
    }

    /**
     * Tags 90, 92 and 9F32 under a test CA key. EMV 4.4 Book 2, 5.1, Table 2.
     *
     * @throws SecurityModuleException KEY_REFUSED when key lengths break a limit, BAD_INPUT when the request is malformed,
     *     WRONG_RESULT when the certificate does not verify
     */
    public IssuerCertificate certifyIssuerKey(IssuerCertificateRequest request, Function<KeyName, RsaSigningKey> keys) {
        RsaSigningKey ca = keys.apply(request.caKey());
        var issuerKey = keys.apply(request.issuerKey()).publicKey();
        requireLengths(KeyLengthLimits.forIssuerCertificate(ca.publicKey(), issuerKey), request.issuerKey());
        IssuerPublicKeyCertificate content = malformedIsBadInput(() -> new IssuerPublicKeyCertificate(
                request.issuerIdentifier(), request.expirationDate(), request.serialNumber(), issuerKey));
        return KeyRequestEngine.certified(signer, ca, content);
    }

    private static SignedStaticApplicationData signed(StaticSignatureRequest request) {
        return malformedIsBadInput(() -> new SignedStaticApplicationData(request.dataAuthenticationCode()));
    }

    static <T> void requireSame(T wanted, Recovery<T> recovered, String what) {
        if (recovered.value().filter(wanted::equals).isEmpty()) {
            throw new SecurityModuleException(
                    Kind.WRONG_RESULT,
                    what + " does not verify: not used, "
                            + recovered.fault().map(Enum::name).orElse("other content"));
        }
    }

    static void requireLengths(List<Rule> broken, KeyName key) {
        if (!broken.isEmpty()) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED,
                    key + ": "
                            + String.join("; ", broken.stream().map(Rule::text).toList()));
        }
    }

    static <T> T malformedIsBadInput(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException malformed) {
            throw new SecurityModuleException(Kind.BAD_INPUT, String.valueOf(malformed.getMessage()));
        }
    }
}
