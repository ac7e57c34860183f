package org.cardwright.crypto.certification;

import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.bytes.CompressedNumeric;
import org.cardwright.formats.card.ExpirationDate;

/**
 * What an issuer asks a payment system to certify; the response is held against it. EMV 4.4 Book 2, 5.1.
 *
 * @param rid registered application provider identifier of the payment system, 5 bytes
 * @param issuerIdentifier leftmost 3 to 8 PAN digits
 * @param references by which request and response find each other
 * @param expirationDate last month that is asked for
 * @param publicKey issuer public key
 */
public record IssuerKeyRequest(
        ByteString rid,
        String issuerIdentifier,
        References references,
        ExpirationDate expirationDate,
        RsaPublicKey publicKey) {

    private static final int RID_BYTES = 5;
    private static final int IDENTIFIER_BYTES = 4;

    /**
     * Numbers that a payment system gives an issuer or asks of it.
     *
     * @param keyIndex the issuer's number of its key, 3 bytes
     * @param trackingNumber number of the request, 3 bytes of two digits each
     * @param service which service the certificate is for, 4 bytes; zeros where a payment system has none
     */
    public record References(ByteString keyIndex, ByteString trackingNumber, ByteString service) {

        /** Checks the lengths. */
        public References {
            require(keyIndex.size() == 3, "an issuer key index has 3 bytes");
            require(trackingNumber.toHex().matches("[0-9]{6}"), "a tracking number has 6 digits");
            require(service.size() == 4, "a service identifier has 4 bytes");
        }
    }

    /** Checks the lengths. */
    public IssuerKeyRequest {
        require(rid.size() == RID_BYTES, "a RID has 5 bytes");
        require(issuerIdentifier.matches("[0-9]{3,8}"), "an issuer identifier has 3 to 8 digits");
    }

    /** The issuer identifier as files and certificates have it: 4 bytes, padded right with F. */
    public ByteString paddedIdentifier() {
        return padded(issuerIdentifier);
    }

    static ByteString padded(String identifier) {
        return CompressedNumeric.encode(identifier, IDENTIFIER_BYTES);
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new IllegalArgumentException(message);
        }
    }
}
