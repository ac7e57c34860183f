package org.cardwright.crypto.certification;

import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.oda.CaPublicKey;
import org.cardwright.crypto.oda.IssuerPublicKeyCertificate;

/**
 * A response that was held against the request, the authority's key and itself: what it holds may go onto cards.
 *
 * @param authority key that certified
 * @param certified what the certificate says, as a terminal recovers it
 * @param data tags 90, 92 and 9F32
 */
public record IssuerCertificateResponse(
        CaPublicKey authority, IssuerPublicKeyCertificate certified, IssuerCertificate data) {}
