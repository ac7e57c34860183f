package org.cardwright.crypto.module;

import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;

/** Issuer key pairs, what asks a payment system to certify them, and a test authority for sandboxes. EMV 4.4 Book 2, 5.1. */
public interface IssuerKeys {

    /**
     * Makes an issuer RSA key.
     *
     * @param name label and version, which must be free
     * @param modulusBits 1024 to 1984, a multiple of 8
     * @param exponent 3 or 65537
     * @return its public half
     * @throws SecurityModuleException KEY_REFUSED when a length is not allowed or the name is taken
     */
    RsaPublicKey generate(KeyName name, int modulusBits, int exponent);

    /**
     * Signs a key request with the key that is asked about. No EMV signature: the block of a frame begins with 00 01, a
     * certificate with 6A.
     *
     * @param issuerKey issuer RSA key
     * @param frame how the payment system wants it
     * @param content holds the modulus of the key
     * @throws SecurityModuleException BAD_INPUT when the content is no request for this key
     */
    ByteString signRequest(KeyName issuerKey, SignatureFrame frame, ByteString content);

    /**
     * A public key that a test authority certifies.
     *
     * @param caKey test CA key
     * @param publicKey issuer public key, which need not be in this module
     * @param issuerIdentifier leftmost 3 to 8 PAN digits
     * @param expirationDate certificate expiration
     * @param serialNumber 3 bytes
     */
    record Certification(
            KeyName caKey,
            RsaPublicKey publicKey,
            String issuerIdentifier,
            ExpirationDate expirationDate,
            ByteString serialNumber) {}

    /**
     * Certifies a public key as a test authority. EMV 4.4 Book 2, 5.1, Table 2.
     *
     * @throws SecurityModuleException KEY_REFUSED under a production policy, or when key lengths break a limit
     */
    IssuerCertificate certify(Certification wanted);

    /**
     * Signs a response as a test authority.
     *
     * @throws SecurityModuleException KEY_REFUSED under a production policy
     */
    ByteString signResponse(KeyName caKey, SignatureFrame frame, ByteString content);
}
