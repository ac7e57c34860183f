package org.cardwright.crypto.rsa;

/**
 * A key pair to be generated.
 *
 * @param modulusBits 1024 to 1984, a multiple of 8
 * @param exponent 3 or 65537
 * @param rejectLeadingZero true to generate again until no part begins with a zero byte
 * @param random where randomness comes from, its own for every key
 */
public record RsaKeyRequest(int modulusBits, int exponent, boolean rejectLeadingZero, RandomBytes random) {

    /** Shortest modulus that is generated. */
    public static final int MIN_BITS = 1024;

    /** Longest modulus of EMV. EMV 4.4 Book 2, annex D. */
    public static final int MAX_BITS = 1984;

    /** Checks lengths and exponent. */
    public RsaKeyRequest {
        if (modulusBits < MIN_BITS || modulusBits > MAX_BITS || modulusBits % 8 != 0) {
            throw new IllegalArgumentException("a modulus has 1024 to 1984 bits in whole bytes, was " + modulusBits);
        }
        if (exponent != 3 && exponent != 65537) {
            throw new IllegalArgumentException("a public exponent is 3 or 65537, was " + exponent);
        }
    }

    PrimeSearch search() {
        return new PrimeSearch(modulusBits / 2, exponent, random);
    }
}
