package org.cardwright.crypto.certification;

import static org.cardwright.crypto.rsa.SignatureFrame.SHA256_DIGEST_INFO;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cardwright.crypto.oda.CertificateDates;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;

/**
 * The request format of our own, for sandboxes and for payment systems that have none: {@link RequestField} is its table.
 *
 * <p>The self-signature proves that who asks has the private key; {@code openssl dgst -sha256 -verify} checks it. RFC 8017, 8.2.
 */
final class GenericKeyRequest implements IssuerKeyRequestFormat {

    static final ByteString HEADER = ByteString.ascii("CWKR");
    static final ByteString VERSION = ByteString.ofByte(1);

    @Override
    public String name() {
        return "generic";
    }

    @Override
    public String fileName(IssuerKeyRequest request) {
        return request.rid().toHex() + "-" + request.issuerIdentifier() + "-"
                + request.references().trackingNumber().toHex() + ".cwkr";
    }

    @Override
    public ByteString write(IssuerKeyRequest request, SelfSigner signer) {
        Map<RequestField, ByteString> values = new EnumMap<>(RequestField.class);
        values.put(RequestField.HEADER, HEADER);
        values.put(RequestField.VERSION, VERSION);
        values.put(RequestField.RID, request.rid());
        values.put(RequestField.ISSUER_IDENTIFIER, request.paddedIdentifier());
        values.put(RequestField.KEY_INDEX, request.references().keyIndex());
        values.put(RequestField.TRACKING_NUMBER, request.references().trackingNumber());
        values.put(RequestField.SERVICE, request.references().service());
        values.put(RequestField.EXPIRATION, CertificateDates.encode(request.expirationDate()));
        ByteString modulus = request.publicKey().modulus();
        ByteString exponent = request.publicKey().exponent();
        values.put(RequestField.MODULUS_LENGTH, ByteString.ofUnsigned(modulus.size(), 1));
        values.put(RequestField.MODULUS, modulus);
        values.put(RequestField.EXPONENT_LENGTH, ByteString.ofUnsigned(exponent.size(), 1));
        values.put(RequestField.EXPONENT, exponent);
        values.put(RequestField.HASH, SHA256_DIGEST_INFO.hash(before(values, RequestField.HASH)));
        ByteString signed = before(values, RequestField.SIGNATURE);
        return signed.plus(signer.sign(SHA256_DIGEST_INFO, signed));
    }

    private static ByteString before(Map<RequestField, ByteString> values, RequestField end) {
        ByteString all = ByteString.EMPTY;
        for (RequestField field : RequestField.values()) {
            if (field.compareTo(end) < 0) {
                all = all.plus(Objects.requireNonNull(values.get(field)));
            }
        }
        return all;
    }

    @Override
    public IssuerKeyRequest read(String fileName, ByteString content) throws MalformedFileException {
        return new RequestReading(fileName, content).verified();
    }

    @Override
    public Optional<String> fault(ByteString content, IssuerKeyRequest wanted) {
        return RequestProof.fault(content.toByteArray(), wanted);
    }
}
