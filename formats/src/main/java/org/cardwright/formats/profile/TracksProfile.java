package org.cardwright.formats.profile;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tracks of a stripe, or the track data of a chip.
 *
 * @param track1 discretionary data of track 1; empty when there is no track 1
 * @param track2 discretionary data of track 2; empty when there is no track 2
 * @param track3 true when the issuer sends a track 3
 * @param staticCvc3 inputs of a CVC3 that never changes
 */
public record TracksProfile(
        Optional<TrackTemplate> track1, Optional<TrackTemplate> track2, boolean track3, StaticCvc3Profile staticCvc3) {

    /** No tracks. */
    public static final TracksProfile NONE =
            new TracksProfile(Optional.empty(), Optional.empty(), false, StaticCvc3Profile.ZEROS);

    /** The templates that are there. */
    public Stream<TrackTemplate> templates() {
        return Stream.of(track1, track2).flatMap(Optional::stream);
    }

    /** True when the issuer must have sent data of track 1, 2 or 3. */
    public boolean needsIssuer(int track) {
        return switch (track) {
            case 1 -> track1.filter(TrackTemplate::needsIssuer).isPresent();
            case 2 -> track2.filter(TrackTemplate::needsIssuer).isPresent();
            case 3 -> track3;
            default -> throw new IllegalArgumentException("there are tracks 1 to 3");
        };
    }
}
