package org.cardwright.crypto.certification;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser.ResponseFile;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.IssuerKeys;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.oda.CaPublicKey;
import org.cardwright.crypto.oda.CertificateDates;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.bytes.ByteString;

/**
 * A certification authority for sandboxes: answers a request with a CA test key of the vault, in the layout of a payment system.
 *
 * <p>The security module refuses it under a production policy. EMV 4.4 Book 2, 5.1.
 */
public final class TestAuthority {

    private final IssuerKeys keys;
    private final KeyName caKey;
    private final CaPublicKey known;

    /**
     * An authority.
     *
     * @param keys of a module under a test policy
     * @param caKey its private key there
     * @param known the same key as terminals have it
     */
    public TestAuthority(IssuerKeys keys, KeyName caKey, CaPublicKey known) {
        this.keys = keys;
        this.caKey = caKey;
        this.known = known;
    }

    /**
     * The answer to a request; the same request gives the same certificate.
     *
     * @throws SecurityModuleException KEY_REFUSED under a production policy or when key lengths break a limit
     */
    public ResponseFile answer(IssuerKeyRequest request, ResponseLayout layout) {
        ByteString serial = serialNumber(request);
        IssuerCertificate made = keys.certify(new IssuerKeys.Certification(
                caKey, request.publicKey(), request.issuerIdentifier(), request.expirationDate(), serial));
        Map<ResponseField, ByteString> values = new EnumMap<>(ResponseField.class);
        values.put(ResponseField.SERVICE, request.references().service());
        values.put(ResponseField.ISSUER_IDENTIFIER, request.paddedIdentifier());
        values.put(ResponseField.KEY_INDEX, request.references().keyIndex());
        values.put(ResponseField.SERIAL, serial);
        values.put(ResponseField.EXPIRATION, CertificateDates.encode(request.expirationDate()));
        values.put(
                ResponseField.REMAINDER_LENGTH,
                ByteString.ofUnsigned(made.remainder().size(), 1));
        values.put(ResponseField.REMAINDER, made.remainder());
        values.put(
                ResponseField.EXPONENT_LENGTH,
                ByteString.ofUnsigned(made.exponent().size(), 1));
        values.put(ResponseField.EXPONENT, made.exponent());
        values.put(ResponseField.CA_INDEX, ByteString.ofByte(known.index()));
        ByteString clear = clear(layout, values);
        ByteString content = clear.plus(made.certificate());
        if (layout.signed().isPresent()) {
            ByteString signed = clear.plus(RsaSigner.recover(known.key(), made.certificate()));
            content = content.plus(keys.signResponse(caKey, layout.signed().get(), signed));
        }
        return new ResponseFile(ResponseName.of(layout, request, ByteString.ofByte(known.index())), content);
    }

    /** Everything before the certificate. */
    private static ByteString clear(ResponseLayout layout, Map<ResponseField, ByteString> values) {
        ByteString clear = ByteString.EMPTY;
        for (ResponseLayout.Slot slot : layout.slots()) {
            if (slot.isConstant()) {
                clear = clear.plus(ByteString.fromHex(slot.content()));
            } else if (slot.size() != ResponseLayout.Size.AUTHORITY) {
                clear = clear.plus(Objects.requireNonNull(values.get(slot.field())));
            }
        }
        return clear;
    }

    /** Out of the request, so that no register is needed: 3 bytes of a hash over key and references. */
    private static ByteString serialNumber(IssuerKeyRequest request) {
        return SignatureFrame.SHA256_DIGEST_INFO
                .hash(ByteString.concat(
                        request.publicKey().modulus(),
                        request.references().trackingNumber(),
                        CertificateDates.encode(request.expirationDate())))
                .slice(0, 3);
    }
}
