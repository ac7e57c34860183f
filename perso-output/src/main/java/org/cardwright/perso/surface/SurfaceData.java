package org.cardwright.perso.surface;

import java.util.List;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;

/**
 * Everything of one card that is embossed, engraved or written to the stripe.
 *
 * <p>Tracks are whole texts without sentinels, empty when the card has none. The printed card verification value is
 * sensitive authentication data: it lives only here and in the record made from it.
 *
 * @param pan application primary account number
 * @param effectiveMmyy first month of validity, MMYY
 * @param expirationDate last month of validity
 * @param cardholderName name for the surface, empty for a no-name card
 * @param lines extra lines in printing order
 * @param track1 track 1 from the format code on
 * @param track2 track 2 from the PAN on
 * @param track3 track 3
 * @param printedCardVerificationValue CVV2, empty when not printed
 */
public record SurfaceData(
        Pan pan,
        String effectiveMmyy,
        ExpirationDate expirationDate,
        String cardholderName,
        List<String> lines,
        String track1,
        String track2,
        String track3,
        String printedCardVerificationValue) {

    /** Copies the lines. */
    public SurfaceData {
        lines = List.copyOf(lines);
    }

    /** The masked PAN only. */
    @Override
    public String toString() {
        return "SurfaceData(" + pan + ")";
    }
}
