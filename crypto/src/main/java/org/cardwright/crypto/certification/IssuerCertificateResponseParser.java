package org.cardwright.crypto.certification;

import java.time.LocalDate;
import org.cardwright.crypto.prepare.ImportedCertificates.Authorities;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;

/**
 * Reads and verifies the response of one payment system.
 *
 * <p>A licensed installation puts a jar on the class path that names its own in
 * {@code META-INF/services/org.cardwright.crypto.certification.IssuerCertificateResponseParser}; {@link CertificationFormats} finds
 * them by name.
 */
public interface IssuerCertificateResponseParser {

    /** Its name on the command line: lower-case letters, digits and hyphens. */
    String name();

    /** The payment system whose responses it reads, 5 bytes. */
    ByteString rid();

    /**
     * A file as it came.
     *
     * @param name without its directory; a payment system's own form of name is checked, any other left alone
     * @param content whole content
     */
    record ResponseFile(String name, ByteString content) {}

    /**
     * What a response is held against.
     *
     * @param request to which it should be the answer
     * @param authorities public keys of the payment systems
     * @param today day on which the certificate must not have expired
     */
    record Expectation(IssuerKeyRequest request, Authorities authorities, LocalDate today) {}

    /**
     * Reads a response, every byte of it checked.
     *
     * @throws MalformedFileException naming offset, field and rule, when anything differs from what it should be
     */
    IssuerCertificateResponse read(ResponseFile file, Expectation expected) throws MalformedFileException;
}
