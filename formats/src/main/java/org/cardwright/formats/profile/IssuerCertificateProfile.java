package org.cardwright.formats.profile;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;

/**
 * An issuer public key certificate: under which key of which payment system the issuer signs.
 *
 * <p>EMV 4.4 Book 2, 5.3.
 *
 * @param name label, {@code bank-one.visa}
 * @param rid registered identifier of the payment system, 5 bytes
 * @param index certification authority public key index (8F)
 * @param issuerKey issuer key that is certified
 * @param identifier leftmost 3 to 8 digits of the PANs it may sign for
 * @param expiration last month of the certificate
 * @param serialNumber 3 bytes
 * @param authorityBytes length of the authority's modulus (NCA)
 * @param issuerBytes length of the issuer's modulus (NI)
 * @param origin who makes or made it
 */
public record IssuerCertificateProfile(
        String name,
        ByteString rid,
        int index,
        KeyReference issuerKey,
        String identifier,
        ExpirationDate expiration,
        ByteString serialNumber,
        int authorityBytes,
        int issuerBytes,
        Origin origin) {

    /** Who makes or made it. */
    public sealed interface Origin {}

    /**
     * The test certification authority of the vault makes it.
     *
     * @param key key of the authority
     */
    public record TestAuthority(KeyReference key) implements Origin {}

    /**
     * It came from the payment system.
     *
     * @param certificate tag 90
     * @param remainder tag 92, empty when there is none
     * @param exponent tag 9F32
     */
    public record Imported(ByteString certificate, ByteString remainder, ByteString exponent) implements Origin {}
}
