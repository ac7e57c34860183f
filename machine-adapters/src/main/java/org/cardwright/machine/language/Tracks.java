package org.cardwright.machine.language;

import java.util.List;
import org.cardwright.perso.surface.StripeTrack;

/** The magnetic tracks that a machine writes, each as encoders take it: between its sentinels, the third one marked. */
record Tracks(List<StripeTrack> written) {

    private static final String MARK_OF_TRACK_3 = "_";

    Tracks {
        written = List.copyOf(written);
    }

    /** The tracks of a card in a language that has marks of its own: they stand in no track. */
    List<String> of(JobCard card, String marks) {
        List<String> tracks = of(card);
        for (String track : tracks) {
            if (track.chars().anyMatch(c -> marks.indexOf(c) >= 0)) {
                throw new MachineTextException(card, "tracks", "a character that is a mark of the language");
            }
        }
        return tracks;
    }

    /** The digits of tracks, {@code 12}. */
    static Tracks of(String digits) {
        return new Tracks(digits.chars()
                .mapToObj(digit -> StripeTrack.values()[digit - '1'])
                .toList());
    }

    /**
     * The tracks of a card, in order.
     *
     * @throws MachineTextException when one is missing, too long for its LRC to follow, or has characters without a code
     */
    List<String> of(JobCard card) {
        return written.stream().map(track -> text(track, card)).toList();
    }

    static String text(StripeTrack track, JobCard card) {
        String framed = card.at(place(track));
        int last = framed.length() - 1;
        boolean sentinels = last > 0 && framed.charAt(0) == track.start() && framed.charAt(last) == '?';
        if (!sentinels || !track.holds(framed.substring(1, last))) {
            throw new MachineTextException(card, place(track), "no text that the track can hold");
        }
        return (track == StripeTrack.TRACK_3 ? MARK_OF_TRACK_3 : "") + framed;
    }

    static String place(StripeTrack track) {
        return "track-" + (track.ordinal() + 1);
    }
}
