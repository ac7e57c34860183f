package org.cardwright.crypto.certification;

import java.util.Optional;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;

/**
 * How a request to a payment system is written.
 *
 * <p>The payment systems' own formats are licensed: an installation that has them puts a jar on the class path that names its class in
 * {@code META-INF/services/org.cardwright.crypto.certification.IssuerKeyRequestFormat}; {@link CertificationFormats} finds it by name.
 */
public interface IssuerKeyRequestFormat {

    /** Its name on the command line: lower-case letters, digits and hyphens. */
    String name();

    /** Signs with the key that is asked about, inside the security module. */
    @FunctionalInterface
    interface SelfSigner {

        /**
         * One signature, as long as the modulus.
         *
         * @param frame how
         * @param content what, the modulus in it
         */
        ByteString sign(SignatureFrame frame, ByteString content);
    }

    /** The name of the file of a request. */
    String fileName(IssuerKeyRequest request);

    /** The content of the file. */
    ByteString write(IssuerKeyRequest request, SelfSigner signer);

    /**
     * Reads a request and verifies it.
     *
     * @throws MalformedFileException naming offset, field and rule
     */
    IssuerKeyRequest read(String fileName, ByteString content) throws MalformedFileException;

    /**
     * What is wrong with a file that was written, said by code that did not write it; a file gets its name only when this is empty.
     *
     * @param content as it lies on the disk
     * @param wanted what it should say
     */
    Optional<String> fault(ByteString content, IssuerKeyRequest wanted);
}
