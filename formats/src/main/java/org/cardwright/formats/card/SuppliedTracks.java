package org.cardwright.formats.card;

/**
 * Stripe data an issuer computed himself; an empty text means that data preparation computes it.
 *
 * <p>ISO/IEC 7813. Sentinels and LRC are not part of the texts.
 *
 * @param track1 whole track 1 from the format code on, or empty
 * @param track2 whole track 2 from the PAN on, or empty
 * @param track3 whole track 3, or empty
 * @param track1Discretionary discretionary data of track 1, or empty
 * @param track2Discretionary discretionary data of track 2, or empty
 */
public record SuppliedTracks(
        @Classified(DataClass.CONFIDENTIAL) String track1,
        @Classified(DataClass.CONFIDENTIAL) String track2,
        @Classified(DataClass.CONFIDENTIAL) String track3,
        @Classified(DataClass.CONFIDENTIAL) String track1Discretionary,
        @Classified(DataClass.CONFIDENTIAL) String track2Discretionary) {

    /** Nothing supplied. */
    public static final SuppliedTracks NONE = new SuppliedTracks("", "", "", "", "");

    /** Never the content. */
    @Override
    public String toString() {
        return "SuppliedTracks";
    }
}
