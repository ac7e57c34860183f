package org.cardwright.crypto.certification;

import static org.cardwright.crypto.certification.ResponseField.CA_INDEX;
import static org.cardwright.crypto.certification.ResponseField.CERTIFICATE;
import static org.cardwright.crypto.certification.ResponseField.EXPIRATION;
import static org.cardwright.crypto.certification.ResponseField.EXPONENT;
import static org.cardwright.crypto.certification.ResponseField.EXPONENT_LENGTH;
import static org.cardwright.crypto.certification.ResponseField.ISSUER_IDENTIFIER;
import static org.cardwright.crypto.certification.ResponseField.KEY_INDEX;
import static org.cardwright.crypto.certification.ResponseField.REMAINDER;
import static org.cardwright.crypto.certification.ResponseField.REMAINDER_LENGTH;
import static org.cardwright.crypto.certification.ResponseField.SERIAL;
import static org.cardwright.crypto.certification.ResponseField.SERVICE;
import static org.cardwright.crypto.certification.ResponseField.SIGNATURE;
import static org.cardwright.crypto.certification.ResponseRule.AUTHORITY_UNKNOWN;
import static org.cardwright.crypto.certification.ResponseRule.CONTENT;
import static org.cardwright.crypto.certification.ResponseRule.EXPIRED;
import static org.cardwright.crypto.certification.ResponseRule.KEY_LENGTHS;
import static org.cardwright.crypto.certification.ResponseRule.OTHER_KEY;
import static org.cardwright.crypto.certification.ResponseRule.OTHER_REQUEST;
import static org.cardwright.crypto.certification.ResponseRule.OTHER_THAN_CERTIFICATE;
import static org.cardwright.crypto.certification.ResponseRule.REFUSED_BY_TERMINALS;
import static org.cardwright.crypto.certification.ResponseRule.SHAPE;

import java.util.List;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser.Expectation;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser.ResponseFile;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.oda.CaPublicKey;
import org.cardwright.crypto.oda.CertificateDates;
import org.cardwright.crypto.oda.IssuerPublicKeyCertificate;
import org.cardwright.crypto.oda.KeyLengthLimits;
import org.cardwright.crypto.oda.Recovery;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;

/**
 * Holds every byte of one response against the key of the authority, the certificate and the request. EMV 4.4 Book 2, 5.3.
 *
 * <p>The certificate is judged first; then the clear part can only be wrong where it differs from it.
 */
final class ResponseVerification {

    private final ResponseLayout layout;
    private final ResponseFile file;
    private final Expectation expected;
    private final IssuerKeyRequest request;
    private final ResponseLengths lengths;
    private final ResponseFields fields;

    /** Of a file that has these lengths. */
    ResponseVerification(ResponseLayout layout, ResponseFile file, Expectation expected, ResponseLengths lengths) {
        this.layout = layout;
        this.file = file;
        this.expected = expected;
        this.request = expected.request();
        this.lengths = lengths;
        this.fields = new ResponseFields(layout, file, lengths);
    }

    IssuerCertificateResponse verified() throws MalformedFileException {
        clearFields();
        CaPublicKey authority = authority();
        IssuerCertificate data =
                new IssuerCertificate(fields.get(CERTIFICATE), fields.get(REMAINDER), fields.get(EXPONENT));
        IssuerPublicKeyCertificate certified = certified(authority, data);
        againstCertificate(certified);
        againstRequest(certified, authority);
        signature(authority);
        fileName();
        return new IssuerCertificateResponse(authority, certified, data);
    }

    private void clearFields() throws MalformedFileException {
        for (ResponseLayout.Slot slot : layout.slots()) {
            if (slot.isConstant()) {
                fields.requireSame(
                        slot.field(), ByteString.fromHex(slot.content()), CONTENT, "required " + slot.content());
            }
        }
        String forTheKey = " in a file of this length for the issuer key of the request";
        fields.requireSame(
                REMAINDER_LENGTH,
                ByteString.ofByte(lengths.remainderBytes()),
                SHAPE,
                "required " + lengths.remainderBytes() + forTheKey);
        fields.requireSame(
                EXPONENT_LENGTH,
                ByteString.ofByte(lengths.exponentBytes()),
                SHAPE,
                "required " + lengths.exponentBytes() + forTheKey);
        fields.requireSame(
                EXPONENT, request.publicKey().exponent(), OTHER_KEY, "not that of the issuer key of the request");
    }

    private CaPublicKey authority() throws MalformedFileException {
        int index = fields.get(CA_INDEX).unsignedAt(0);
        return expected.authorities()
                .find(layout.rid(), index, lengths.caBytes())
                .map(key -> new CaPublicKey(layout.rid(), index, key))
                .orElseThrow(() -> fields.refused(
                        CA_INDEX,
                        AUTHORITY_UNKNOWN,
                        "no public key of authority " + layout.rid().toHex() + ", index "
                                + fields.get(CA_INDEX).toHex() + ", " + lengths.caBytes() + " bytes"));
    }

    private IssuerPublicKeyCertificate certified(CaPublicKey authority, IssuerCertificate data)
            throws MalformedFileException {
        int rest = request.publicKey().modulus().size() - lengths.remainderBytes();
        if (rest < 0 || !request.publicKey().modulus().slice(rest).equals(data.remainder())) {
            throw fields.refused(REMAINDER, OTHER_KEY, "not that of the issuer key of the request");
        }
        Recovery<IssuerPublicKeyCertificate> recovery = IssuerPublicKeyCertificate.recover(authority.key(), data);
        if (recovery.fault().isPresent()) {
            throw fields.refused(
                    CERTIFICATE,
                    REFUSED_BY_TERMINALS,
                    "a terminal with " + CA_INDEX.words() + " "
                            + fields.get(CA_INDEX).toHex() + " refuses it: "
                            + recovery.fault().get());
        }
        return recovery.value().orElseThrow();
    }

    private void againstCertificate(IssuerPublicKeyCertificate certified) throws MalformedFileException {
        String reason = "not that of the certificate";
        ByteString identifier = IssuerKeyRequest.padded(certified.issuerIdentifier());
        fields.requireSame(ISSUER_IDENTIFIER, identifier, OTHER_THAN_CERTIFICATE, reason);
        fields.requireSame(SERIAL, certified.serialNumber(), OTHER_THAN_CERTIFICATE, reason);
        fields.requireSame(
                EXPIRATION, CertificateDates.encode(certified.expirationDate()), OTHER_THAN_CERTIFICATE, reason);
    }

    private void againstRequest(IssuerPublicKeyCertificate certified, CaPublicKey authority)
            throws MalformedFileException {
        if (!certified.publicKey().equals(request.publicKey())) {
            throw fields.refused(CERTIFICATE, OTHER_KEY, "its public key is not the issuer key of the request");
        }
        List<KeyLengthLimits.Rule> broken =
                KeyLengthLimits.forIssuerCertificate(authority.key(), certified.publicKey());
        if (!broken.isEmpty()) {
            throw fields.refused(CERTIFICATE, KEY_LENGTHS, broken.get(0).text());
        }
        if (CertificateDates.hasExpired(certified.expirationDate(), expected.today())) {
            throw fields.refused(
                    EXPIRATION,
                    EXPIRED,
                    "the certificate ended on " + certified.expirationDate().lastDay());
        }
        String reason = "not that of the request";
        fields.requireSame(ISSUER_IDENTIFIER, request.paddedIdentifier(), OTHER_REQUEST, reason);
        fields.requireSame(KEY_INDEX, request.references().keyIndex(), OTHER_REQUEST, reason);
        ByteString service = request.references().service();
        if (!service.equals(ByteString.repeat(0, service.size()))) {
            fields.requireSame(SERVICE, service, OTHER_REQUEST, reason);
        }
    }

    /** The hash covers the clear part up to the CA index and the recovered block, not the certificate as it stands there. */
    private void signature(CaPublicKey authority) throws MalformedFileException {
        if (layout.signed().isEmpty()) {
            return;
        }
        ByteString clear = file.content().slice(0, file.content().size() - 2 * lengths.caBytes());
        ByteString signed = clear.plus(RsaSigner.recover(authority.key(), fields.get(CERTIFICATE)));
        SignatureFrame.Finding finding = layout.signed().get().check(authority.key(), fields.get(SIGNATURE), signed);
        if (finding == SignatureFrame.Finding.NO_SIGNATURE) {
            throw fields.refused(SIGNATURE, ResponseRule.SIGNATURE, "not made with the key of the authority");
        }
        if (finding == SignatureFrame.Finding.OTHER_CONTENT) {
            // All other fields are those of the certificate.
            throw fields.refused(SERVICE, ResponseRule.SIGNATURE, "not the one under the detached signature");
        }
    }

    private void fileName() throws MalformedFileException {
        String own = ResponseName.of(layout, request, fields.get(CA_INDEX));
        if (ResponseName.hasForm(layout, file.name()) && !own.equals(file.name())) {
            throw new MalformedFileException(
                    file.name(), "file name", OTHER_REQUEST.id(), "the answer to the request is named " + own);
        }
    }
}
