package org.cardwright.formats.profile;

/**
 * An issuer certificate of a configuration and where it stands.
 *
 * @param profile what it says
 * @param file name of the file without its directory
 */
public record IssuerCertificateFile(IssuerCertificateProfile profile, String file) {}
