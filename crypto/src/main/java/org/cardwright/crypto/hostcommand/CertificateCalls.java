package org.cardwright.crypto.hostcommand;

import java.util.Optional;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.Certificates.IssuerCertificateRequest;
import org.cardwright.crypto.module.Certificates.StaticSignatureRequest;
import org.cardwright.crypto.module.Certificates.ZeroPolicy;
import org.cardwright.formats.bytes.ByteString;

/** Calls of offline data authentication. EMV 4.4 Book 2, 5 to 7. */
final class CertificateCalls {

    static final HostCall<StaticSignatureRequest, ByteString> SIGN_STATIC_DATA = new HostCall<>(
            HostOperation.SIGN_STATIC_DATA,
            request -> HostFields.of(HostField.ISSUER_KEY, request.issuerKey())
                    .with(HostField.DAC, request.dataAuthenticationCode())
                    .with(HostField.STATIC_DATA, request.staticData()),
            fields -> new StaticSignatureRequest(
                    fields.key(HostField.ISSUER_KEY), fields.bytes(HostField.DAC), fields.bytes(HostField.STATIC_DATA)),
            signature -> HostFields.of(HostField.SIGNATURE, signature),
            fields -> fields.bytes(HostField.SIGNATURE));

    static final HostCall<IccKeyRequest, IccKeySet> GENERATE_CARD_KEY = new HostCall<>(
            HostOperation.GENERATE_CARD_KEY,
            CertificateCalls::iccKey,
            CertificateCalls::iccKey,
            CertificateCalls::iccKeySet,
            CertificateCalls::iccKeySet);

    static final HostCall<IssuerCertificateRequest, IssuerCertificate> CERTIFY_ISSUER_KEY = new HostCall<>(
            HostOperation.CERTIFY_ISSUER_KEY,
            request -> HostFields.of(HostField.KEY, request.caKey())
                    .with(HostField.ISSUER_KEY, request.issuerKey())
                    .with(HostField.ISSUER_IDENTIFIER, request.issuerIdentifier())
                    .with(HostField.EXPIRY, request.expirationDate().yymm())
                    .with(HostField.SERIAL_NUMBER, request.serialNumber()),
            fields -> new IssuerCertificateRequest(
                    fields.key(HostField.KEY),
                    fields.key(HostField.ISSUER_KEY),
                    fields.text(HostField.ISSUER_IDENTIFIER),
                    HostParts.expiry(fields),
                    fields.bytes(HostField.SERIAL_NUMBER)),
            CertificateCalls::certificate,
            CertificateCalls::certificate);

    private CertificateCalls() {}

    static HostFields certificate(IssuerCertificate made) {
        return HostFields.of(HostField.CERTIFICATE, made.certificate())
                .with(HostField.REMAINDER, made.remainder())
                .with(HostField.EXPONENT, made.exponent());
    }

    static IssuerCertificate certificate(HostFields fields) {
        return new IssuerCertificate(
                fields.bytes(HostField.CERTIFICATE),
                fields.bytes(HostField.REMAINDER),
                fields.bytes(HostField.EXPONENT));
    }

    static HostFields iccKey(IccKeyRequest request) {
        HostChoice.KeyUse use = request.staticData().isPresent()
                ? HostChoice.KeyUse.AUTHENTICATION
                : HostChoice.KeyUse.PIN_ENCIPHERMENT;
        HostFields fields = HostFields.of(HostField.CARD_REFERENCE, request.cardReference())
                .with(HostField.MODULUS_BITS, request.modulusBits())
                .with(HostField.PUBLIC_EXPONENT, request.exponent())
                .with(HostField.ISSUER_KEY, request.issuerKey())
                .with(HostField.EXPIRY, request.expirationDate().yymm())
                .with(HostField.SERIAL_NUMBER, request.serialNumber())
                .with(HostField.KEY_USE, use)
                .with(HostField.STATIC_DATA, request.staticData().orElse(ByteString.EMPTY))
                .with(HostField.ZERO_POLICY, request.zeroPolicy())
                .with(HostField.PADDING_FILLER, request.paddingFiller());
        return HostParts.under(HostParts.pan(fields, request.pan()), request.under());
    }

    static IccKeyRequest iccKey(HostFields fields) {
        boolean authenticates =
                fields.choice(HostField.KEY_USE, HostChoice.KeyUse.class) == HostChoice.KeyUse.AUTHENTICATION;
        return new IccKeyRequest(
                fields.text(HostField.CARD_REFERENCE),
                fields.number(HostField.MODULUS_BITS),
                fields.number(HostField.PUBLIC_EXPONENT),
                fields.key(HostField.ISSUER_KEY),
                HostParts.pan(fields),
                HostParts.expiry(fields),
                fields.bytes(HostField.SERIAL_NUMBER),
                authenticates ? Optional.of(fields.bytes(HostField.STATIC_DATA)) : Optional.empty(),
                HostParts.under(fields),
                fields.choice(HostField.ZERO_POLICY, ZeroPolicy.class),
                fields.number(HostField.PADDING_FILLER));
    }

    static HostFields iccKeySet(IccKeySet made) {
        return HostFields.of(HostField.MODULUS, made.modulus())
                .with(HostField.EXPONENT, made.exponent())
                .with(HostField.CERTIFICATE, made.certificate())
                .with(HostField.REMAINDER, made.remainder())
                .with(HostField.PARTS, HostParts.cryptograms(made.wrappedParts()));
    }

    static IccKeySet iccKeySet(HostFields fields) {
        return new IccKeySet(
                fields.bytes(HostField.MODULUS),
                fields.bytes(HostField.EXPONENT),
                fields.bytes(HostField.CERTIFICATE),
                fields.bytes(HostField.REMAINDER),
                HostParts.cryptograms(fields));
    }
}
