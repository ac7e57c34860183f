package org.cardwright.crypto.prepare;

/**
 * The tracks of the stripe without sentinels and LRC, empty when the card has none. ISO/IEC 7813.
 *
 * @param track1 from the format code on
 * @param track2 from the PAN on
 * @param track3 as the issuer sent it
 */
public record StripeTracks(String track1, String track2, String track3) {

    /** Never the content. */
    @Override
    public String toString() {
        return "StripeTracks";
    }
}
