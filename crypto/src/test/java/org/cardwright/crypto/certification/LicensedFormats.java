package org.cardwright.crypto.certification;

import java.util.Optional;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;

/** What the jar of a licensed installation would bring; named in META-INF/services of the tests. */
public final class LicensedFormats {

    private LicensedFormats() {}

    /** Writes nothing but the modulus. */
    public static final class Request implements IssuerKeyRequestFormat {

        @Override
        public String name() {
            return "licensed";
        }

        @Override
        public String fileName(IssuerKeyRequest request) {
            return "licensed";
        }

        @Override
        public ByteString write(IssuerKeyRequest request, SelfSigner signer) {
            return request.publicKey().modulus();
        }

        @Override
        public IssuerKeyRequest read(String fileName, ByteString content) throws MalformedFileException {
            throw new MalformedFileException(fileName, "", "X-1", "not read");
        }

        @Override
        public Optional<String> fault(ByteString content, IssuerKeyRequest wanted) {
            return Optional.empty();
        }
    }

    /** Takes the name of a shipped parser, which it must not get. */
    public static final class Response implements IssuerCertificateResponseParser {

        @Override
        public String name() {
            return "visa";
        }

        @Override
        public ByteString rid() {
            return ByteString.fromHex("A000000065");
        }

        @Override
        public IssuerCertificateResponse read(ResponseFile file, Expectation expected) throws MalformedFileException {
            throw new MalformedFileException(file.name(), "", "X-1", "not read");
        }
    }
}
