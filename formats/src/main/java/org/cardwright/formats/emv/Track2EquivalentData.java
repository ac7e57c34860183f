package org.cardwright.formats.emv;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.MalformedTlvException;

/**
 * Track 2 as the chip carries it, tag 57: the digits packed, {@code D} as the separator, one {@code F} behind an odd
 * number of nibbles.
 *
 * <p>EMV 4.4 Book 3, annex A1. Its discretionary data holds the card verification value of the chip (iCVV), so it is
 * never the track 2 of the stripe.
 *
 * @param track the fields
 */
public record Track2EquivalentData(Track2 track) {

    /** Longest value: 37 nibbles and one of padding. */
    public static final int MAX_BYTES = 19;

    /** The value of tag 57. */
    public ByteString encode() {
        String nibbles = track.text().replace('=', 'D');
        return ByteString.fromHex(nibbles.length() % 2 == 0 ? nibbles : nibbles + "F");
    }

    /**
     * Reads the value of tag 57.
     *
     * @throws MalformedTlvException when it is anything else
     */
    public static Track2EquivalentData decode(ByteString value) {
        String nibbles = value.toHex();
        // Only one F, and only where it fills the last byte: any other is left in and refused as a digit.
        String track = nibbles.endsWith("F") ? nibbles.substring(0, nibbles.length() - 1) : nibbles;
        try {
            return new Track2EquivalentData(Track2.parse(track.replace('D', '=')));
        } catch (IllegalArgumentException malformed) {
            throw new MalformedTlvException(0, "PAN, D, YYMM, service code, digits and at most one F");
        }
    }

    /** The masked PAN only. */
    @Override
    public String toString() {
        return "Track2EquivalentData(" + track.pan() + ")";
    }
}
