package org.cardwright.crypto.hostcommand;

import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.IssuerKeys.Certification;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.bytes.ByteString;

/** Calls about issuer keys and what certifies them. EMV 4.4 Book 2, 5.1. */
final class IssuerKeyCalls {

    /** A key to be made. */
    record Generation(KeyName name, int modulusBits, int exponent) {}

    /** A content to be signed in a frame. */
    record Framed(KeyName key, SignatureFrame frame, ByteString content) {}

    static final HostCall<Generation, RsaPublicKey> GENERATE = new HostCall<>(
            HostOperation.GENERATE_ISSUER_KEY,
            wanted -> HostFields.of(HostField.KEY, wanted.name())
                    .with(HostField.MODULUS_BITS, wanted.modulusBits())
                    .with(HostField.PUBLIC_EXPONENT, wanted.exponent()),
            fields -> new Generation(
                    fields.key(HostField.KEY),
                    fields.number(HostField.MODULUS_BITS),
                    fields.number(HostField.PUBLIC_EXPONENT)),
            key -> HostParts.publicKey(HostFields.NONE, key),
            HostParts::publicKey);

    static final HostCall<Framed, ByteString> SIGN_REQUEST = signing(HostOperation.SIGN_KEY_REQUEST);

    static final HostCall<Framed, ByteString> SIGN_RESPONSE = signing(HostOperation.SIGN_AUTHORITY_RESPONSE);

    static final HostCall<Certification, IssuerCertificate> CERTIFY = new HostCall<>(
            HostOperation.CERTIFY_PUBLIC_KEY,
            wanted -> HostParts.publicKey(
                    HostFields.of(HostField.KEY, wanted.caKey())
                            .with(HostField.ISSUER_IDENTIFIER, wanted.issuerIdentifier())
                            .with(HostField.EXPIRY, wanted.expirationDate().yymm())
                            .with(HostField.SERIAL_NUMBER, wanted.serialNumber()),
                    wanted.publicKey()),
            fields -> new Certification(
                    fields.key(HostField.KEY),
                    HostParts.publicKey(fields),
                    fields.text(HostField.ISSUER_IDENTIFIER),
                    HostParts.expiry(fields),
                    fields.bytes(HostField.SERIAL_NUMBER)),
            CertificateCalls::certificate,
            CertificateCalls::certificate);

    private IssuerKeyCalls() {}

    private static HostCall<Framed, ByteString> signing(HostOperation operation) {
        return new HostCall<>(
                operation,
                wanted -> HostFields.of(HostField.KEY, wanted.key())
                        .with(HostField.FRAME, wanted.frame())
                        .with(HostField.DATA, wanted.content()),
                fields -> new Framed(
                        fields.key(HostField.KEY),
                        fields.choice(HostField.FRAME, SignatureFrame.class),
                        fields.bytes(HostField.DATA)),
                signature -> HostFields.of(HostField.SIGNATURE, signature),
                fields -> fields.bytes(HostField.SIGNATURE));
    }
}
