package org.cardwright.crypto.certification;

import java.util.Optional;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;

/** Reads responses whose layout is a table. EMV 4.4 Book 2, 5.1 and 5.3. */
final class TableResponseParser implements IssuerCertificateResponseParser {

    /** Twice the longest modulus and all the rest. */
    private static final int MAX_BYTES = 1024;

    /** A certificate has 36 bytes beside the digits of the key. EMV 4.4 Book 2, 5.3, Table 6. */
    private static final int LEAST_CA_BYTES = 37;

    private final ResponseLayout layout;

    TableResponseParser(ResponseLayout layout) {
        this.layout = layout;
    }

    @Override
    public String name() {
        return layout.name();
    }

    @Override
    public ByteString rid() {
        return layout.rid();
    }

    @Override
    public IssuerCertificateResponse read(ResponseFile file, Expectation expected) throws MalformedFileException {
        if (!expected.request().rid().equals(layout.rid())) {
            throw refused(
                    file,
                    ResponseRule.OTHER_REQUEST,
                    "the request is for payment system "
                            + expected.request().rid().toHex() + ", layout " + name() + " is of "
                            + layout.rid().toHex());
        }
        ResponseLengths lengths = lengths(file, expected);
        if (lengths.caBytes() < LEAST_CA_BYTES
                || lengths.fileBytes(layout) != file.content().size()) {
            throw refused(
                    file,
                    ResponseRule.SHAPE,
                    "layout " + name() + " has no file of " + file.content().size()
                            + " bytes for an issuer key of "
                            + expected.request().publicKey().modulus().size() + " bytes");
        }
        return new ResponseVerification(layout, file, expected, lengths).verified();
    }

    private ResponseLengths lengths(ResponseFile file, Expectation expected) throws MalformedFileException {
        ByteString content = file.content();
        RsaPublicKey key = expected.request().publicKey();
        if (content.size() > MAX_BYTES) {
            throw refused(file, ResponseRule.SHAPE, "a response has at most " + MAX_BYTES + " bytes");
        }
        if (layout.has(ResponseField.REMAINDER_LENGTH)) {
            return ResponseLengths.ofFile(layout, content.size(), key);
        }
        int at = layout.offset(ResponseField.CA_INDEX);
        if (content.size() <= at) {
            throw refused(file, ResponseRule.SHAPE, "it ends before its CA public key index");
        }
        Optional<ResponseLengths> found =
                ResponseLengths.ofCertificate(layout, content, content.unsignedAt(at), expected.authorities());
        return found.orElseThrow(() -> new MalformedFileException(
                file.name(),
                "offset " + at + ", " + ResponseField.CA_INDEX.words() + ", and what ends the file, "
                        + ResponseField.CERTIFICATE.words(),
                ResponseRule.AUTHORITY_UNKNOWN.id(),
                "no public key of authority " + rid().toHex() + ", index "
                        + ByteString.ofByte(content.unsignedAt(at)).toHex() + ", made the certificate"));
    }

    private static MalformedFileException refused(ResponseFile file, ResponseRule rule, String reason) {
        return new MalformedFileException(file.name(), "", rule.id(), reason);
    }
}
