package org.cardwright.machine.language;

import java.util.List;
import org.cardwright.perso.surface.StripeTrack;

/**
 * The magnetic tracks that a machine writes, each as encoders take it: between its sentinels, the third one marked. Machine formats B1.
 *
 * @param digits of the tracks, {@code 12}; empty for none
 * @param markOfThird what stands before track 3: an underscore at most machines, nothing where its place says it
 */
public record Tracks(String digits, String markOfThird) {

    /** A machine without an encoder. */
    public static final Tracks NONE = new Tracks("", "");

    /** With the usual mark. */
    public static Tracks of(String digits) {
        return new Tracks(digits, "_");
    }

    List<StripeTrack> written() {
        return digits.chars()
                .mapToObj(digit -> StripeTrack.values()[digit - '1'])
                .toList();
    }

    boolean isEmpty() {
        return digits.isEmpty();
    }

    /** All tracks of a card, one behind the other, in a language that has marks of its own: they stand in no track. */
    String joined(JobCard card, String marks) {
        StringBuilder joined = new StringBuilder();
        for (StripeTrack track : written()) {
            String text = text(track, card);
            if (text.chars().anyMatch(c -> marks.indexOf(c) >= 0)) {
                throw new MachineTextException(card, place(track), "a character that is a mark of the language");
            }
            joined.append(text);
        }
        return joined.toString();
    }

    /**
     * One track of a card.
     *
     * @throws MachineTextException when it is missing, too long for its LRC to follow, or has characters without a code
     */
    String text(StripeTrack track, JobCard card) {
        String framed = card.at(place(track));
        int last = framed.length() - 1;
        boolean sentinels = last > 0 && framed.charAt(0) == track.start() && framed.charAt(last) == '?';
        if (!sentinels || !track.holds(framed.substring(1, last))) {
            throw new MachineTextException(card, place(track), "no text that the track can hold");
        }
        return (track == StripeTrack.TRACK_3 ? markOfThird : "") + framed;
    }

    private static String place(StripeTrack track) {
        return "track-" + (track.ordinal() + 1);
    }
}
