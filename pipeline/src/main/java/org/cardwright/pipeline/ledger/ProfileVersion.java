package org.cardwright.pipeline.ledger;

/**
 * One version of a product profile as one issuer gets it, with everything it takes from other files, in all its segments.
 *
 * @param issuer name of the issuer
 * @param product name of the product
 * @param version its version number
 * @param hash SHA-256 over the content of every segment, 64 hexadecimal digits
 */
public record ProfileVersion(String issuer, String product, int version, String hash) {

    private static final int SHOWN_DIGITS = 16;

    /** The request to release it. */
    public String request() {
        return "release-" + hash.substring(0, SHOWN_DIGITS);
    }

    /** {@code visa-dda v2 for bank-one}. */
    public String words() {
        return product + " v" + version + " for " + issuer;
    }
}
