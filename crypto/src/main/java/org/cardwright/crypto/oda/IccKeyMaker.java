package org.cardwright.crypto.oda;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.module.Certificates.ZeroPolicy;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.rsa.BlockSignature;
import org.cardwright.crypto.rsa.PaddedParts;
import org.cardwright.crypto.rsa.RandomBytes;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaKeyGenerator;
import org.cardwright.crypto.rsa.RsaKeyRequest;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.crypto.rsa.RsaSigner.Signed;
import org.cardwright.crypto.rsa.RsaSigningKey;
import org.cardwright.formats.bytes.ByteString;

/** Generates, certifies and wraps card keys. EMV 4.4 Book 2, 6.1 and 7.1; ISO/IEC 9797-1, padding method 2. */
final class IccKeyMaker {

    private final RsaKeyGenerator generator;
    private final RsaSigner signer;

    IccKeyMaker(RsaEngine engine) {
        this.generator = new RsaKeyGenerator(engine);
        this.signer = new RsaSigner(engine);
    }

    List<IccKeySet> make(List<IccKeyRequest> requests, IccKeyContext context) {
        List<RsaSigningKey> issuerKeys = issuerKeys(requests, context);
        List<RsaKeyRequest> keyRequests = requests.stream()
                .map(request -> keyRequest(request, context.randomness().apply(request.cardReference())))
                .toList();
        List<RsaPrivateKey> iccKeys = generator.generate(keyRequests);
        try {
            return certify(requests, issuerKeys, iccKeys, context.wrapper());
        } finally {
            iccKeys.forEach(RsaPrivateKey::close);
        }
    }

    /** The same with pairs that were made before, each checked once more; the caller closes them. */
    List<IccKeySet> certify(List<IccKeyRequest> requests, List<RsaPrivateKey> iccKeys, IccKeyContext context) {
        List<RsaSigningKey> issuerKeys = issuerKeys(requests, context);
        for (int i = 0; i < requests.size(); i++) {
            requireAsked(requests.get(i), iccKeys.get(i));
        }
        generator.check(iccKeys);
        return certify(requests, issuerKeys, iccKeys, context.wrapper());
    }

    private static void requireAsked(IccKeyRequest request, RsaPrivateKey key) {
        boolean fits = key.modulusBits() == request.modulusBits()
                && key.publicKey().exponent().toUnsigned() == request.exponent()
                && (request.zeroPolicy() == ZeroPolicy.LEFT_FILL || !key.hasLeadingZero());
        if (!fits) {
            throw new SecurityModuleException(Kind.WRONG_RESULT, "the key pair is not as the card wants it: not used");
        }
    }

    private static List<RsaSigningKey> issuerKeys(List<IccKeyRequest> requests, IccKeyContext context) {
        List<RsaSigningKey> issuerKeys = new ArrayList<>(requests.size());
        for (IccKeyRequest request : requests) {
            RsaSigningKey issuerKey = context.issuerKeys().apply(request.issuerKey());
            int iccBytes = request.modulusBits() / 8;
            CertificateEngine.requireLengths(
                    KeyLengthLimits.forIccCertificate(issuerKey.publicKey(), iccBytes), request.issuerKey());
            issuerKeys.add(issuerKey);
        }
        return issuerKeys;
    }

    private static RsaKeyRequest keyRequest(IccKeyRequest request, RandomBytes random) {
        boolean rejectLeadingZero = request.zeroPolicy() == ZeroPolicy.REJECT_LEADING_ZERO;
        return CertificateEngine.malformedIsBadInput(
                () -> new RsaKeyRequest(request.modulusBits(), request.exponent(), rejectLeadingZero, random));
    }

    private List<IccKeySet> certify(
            List<IccKeyRequest> requests,
            List<RsaSigningKey> issuerKeys,
            List<RsaPrivateKey> iccKeys,
            PartWrapper wrapper) {
        List<IccPublicKeyCertificate> contents = new ArrayList<>(requests.size());
        List<BlockSignature> operations = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            IccPublicKeyCertificate content =
                    content(requests.get(i), iccKeys.get(i).publicKey());
            contents.add(content);
            int issuerBytes = issuerKeys.get(i).publicKey().modulus().size();
            operations.add(new BlockSignature(
                    issuerKeys.get(i), content.block(issuerBytes, hashedStaticData(requests.get(i)))));
        }
        List<Signed> certificates = signer.signAndRecover(operations);
        List<IccKeySet> sets = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            var elements = checked(requests.get(i), contents.get(i), certificates.get(i));
            sets.add(new IccKeySet(
                    contents.get(i).publicKey().modulus(),
                    elements.exponent(),
                    elements.certificate(),
                    elements.remainder(),
                    wrap(requests.get(i), iccKeys.get(i), wrapper)));
        }
        return sets;
    }

    private static IccPublicKeyCertificate content(IccKeyRequest request, RsaPublicKey key) {
        return CertificateEngine.malformedIsBadInput(() ->
                new IccPublicKeyCertificate(request.pan(), request.expirationDate(), request.serialNumber(), key));
    }

    /** The certificate of a PIN-encipherment key is hashed without static data. EMV 4.4 Book 2, 7.1, Table 23. */
    private static ByteString hashedStaticData(IccKeyRequest request) {
        return request.staticData().orElse(ByteString.EMPTY);
    }

    private static IccPublicKeyCertificate.Elements checked(
            IccKeyRequest request, IccPublicKeyCertificate content, Signed certificate) {
        var elements = new IccPublicKeyCertificate.Elements(
                certificate.value(),
                content.remainder(certificate.value().size()),
                content.publicKey().exponent());
        CertificateEngine.requireSame(
                content,
                IccPublicKeyCertificate.read(certificate.block(), elements, hashedStaticData(request)),
                "ICC public key certificate");
        return elements;
    }

    private static List<ByteString> wrap(IccKeyRequest request, RsaPrivateKey key, PartWrapper wrapper) {
        List<SecretBytes> parts = PaddedParts.of(key, wrapper.blockBytes(request.under()), request.paddingFiller());
        try {
            return parts.stream()
                    .map(part -> wrapper.wrap(request.under(), part))
                    .toList();
        } finally {
            parts.forEach(SecretBytes::close);
        }
    }
}
