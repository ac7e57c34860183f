package org.cardwright.crypto.module;

import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;

/** Offline data authentication. EMV 4.4 Book 2, 5 to 7. */
public interface Certificates {

    /**
     * A static signature.
     *
     * @param issuerKey issuer RSA key
     * @param dataAuthenticationCode DAC, 2 bytes
     * @param staticData static data to be authenticated, with the AIP where tag 9F4A asks for it (EMV 4.4 Book 3, 10.3)
     */
    record StaticSignatureRequest(KeyName issuerKey, ByteString dataAuthenticationCode, ByteString staticData) {}

    /** Signed Static Application Data, tag 93, one per request. EMV 4.4 Book 2, 5.4, Table 3. */
    List<ByteString> signStaticData(List<StaticSignatureRequest> requests);

    /** What the parts of the private key look like in the personalization file. */
    enum ZeroPolicy {
        /** Left-fill every part to half the modulus. */
        LEFT_FILL,
        /** Generate again until no part starts with a zero byte. */
        REJECT_LEADING_ZERO
    }

    /**
     * An ICC key pair to be generated and certified.
     *
     * @param cardReference what the randomness of a test key source depends on: order and use, never batch or place
     * @param modulusBits 1024 to 1984, a multiple of 8
     * @param exponent 3 or 65537
     * @param issuerKey issuer RSA key that certifies
     * @param pan application primary account number
     * @param expirationDate of the certificate
     * @param serialNumber 3 bytes, unique per issuer key
     * @param staticData static data for the ICC public key certificate; absent for a PIN-encipherment key
     * @param under KEK2 key of purpose KEK
     * @param zeroPolicy leading zeros of the parts
     * @param paddingFiller byte after the mandatory 80, normally 00
     */
    record IccKeyRequest(
            String cardReference,
            int modulusBits,
            int exponent,
            KeyName issuerKey,
            Pan pan,
            ExpirationDate expirationDate,
            ByteString serialNumber,
            Optional<ByteString> staticData,
            WrapUnder under,
            ZeroPolicy zeroPolicy,
            int paddingFiller) {}

    /**
     * A generated and certified pair.
     *
     * @param modulus ICC public key modulus
     * @param exponent 03 or 010001 (tag 9F47 or 9F2E)
     * @param certificate tag 9F46 or 9F2D, as long as the issuer modulus
     * @param remainder tag 9F48 or 9F2F, empty when the modulus fits into the certificate
     * @param wrappedParts five cryptograms in the order of DGIs 8201 to 8205: q^-1 mod p, d mod (q-1), d mod (p-1), q, p;
     *     each left-filled to half the modulus, padded 80 00.. always, encrypted on its own
     */
    record IccKeySet(
            ByteString modulus,
            ByteString exponent,
            ByteString certificate,
            ByteString remainder,
            List<ByteString> wrappedParts) {}

    /** Generates, certifies, wraps and self-checks; one answer per request, in order. EMV 4.4 Book 2, 6.1 and 7.1. */
    List<IccKeySet> generateIccKeys(List<IccKeyRequest> requests);

    /**
     * An issuer public key certificate to be made by a test certification authority.
     *
     * @param caKey test CA key
     * @param issuerKey issuer key whose public half is certified
     * @param issuerIdentifier leftmost 3 to 8 PAN digits
     * @param expirationDate certificate expiration
     * @param serialNumber 3 bytes
     */
    record IssuerCertificateRequest(
            KeyName caKey,
            KeyName issuerKey,
            String issuerIdentifier,
            ExpirationDate expirationDate,
            ByteString serialNumber) {}

    /**
     * Issuer certificate data as they stand on the card.
     *
     * @param certificate tag 90
     * @param remainder tag 92, empty when the modulus fits
     * @param exponent tag 9F32
     */
    record IssuerCertificate(ByteString certificate, ByteString remainder, ByteString exponent) {}

    /** Certifies an issuer key under a test CA. EMV 4.4 Book 2, 5.3, Table 2. */
    IssuerCertificate certifyIssuerKey(IssuerCertificateRequest request);
}
