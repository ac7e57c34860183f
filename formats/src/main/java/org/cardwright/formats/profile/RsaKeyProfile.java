package org.cardwright.formats.profile;

/**
 * An RSA key pair that every card gets for itself.
 *
 * @param bits length of the modulus, 1024 to 1984, a multiple of 8
 * @param exponent 3 or 65537
 * @param rejectLeadingZero true when keys with a part that begins with a zero byte are thrown away
 * @param filler byte behind the mandatory 80 of the padding
 */
public record RsaKeyProfile(int bits, int exponent, boolean rejectLeadingZero, int filler) {

    /** Length of the modulus in bytes. */
    public int bytes() {
        return bits / 8;
    }
}
