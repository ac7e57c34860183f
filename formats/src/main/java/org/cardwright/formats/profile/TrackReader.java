package org.cardwright.formats.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.formats.profile.xml.TrackType;
import org.cardwright.formats.profile.xml.TracksType;
import org.jspecify.annotations.Nullable;

/** Reads track templates. */
final class TrackReader {

    private final ProfileDocument document;

    TrackReader(ProfileDocument document) {
        this.document = document;
    }

    TracksProfile read(@Nullable TracksType tracks) {
        if (tracks == null) {
            return TracksProfile.NONE;
        }
        return new TracksProfile(
                Optional.ofNullable(tracks.getTrack1()).map(track -> template(track, "[ -/0-9A-Z]*")),
                Optional.ofNullable(tracks.getTrack2()).map(track -> template(track, "[0-9]*")),
                tracks.getTrack3() != null);
    }

    private TrackTemplate template(TrackType track, String characters) {
        List<TrackTemplate.Field> fields = new ArrayList<>();
        for (TrackType.Field field : track.getField()) {
            TrackTemplate.Field read = field(field);
            if (!read.constant().matches(characters)) {
                throw document.error(field, "a character that the track cannot hold");
            }
            fields.add(read);
        }
        return new TrackTemplate(fields);
    }

    private TrackTemplate.Field field(TrackType.Field field) {
        TrackTemplate.Content content = TrackTemplate.Content.valueOf(field.getIs());
        TrackTemplate.From from = TrackTemplate.From.valueOf(field.getFrom().toUpperCase(Locale.ROOT));
        String constant = field.getValue() == null ? "" : field.getValue();
        if ((content == TrackTemplate.Content.CONSTANT) == constant.isEmpty()) {
            throw document.error(field, "a value goes with CONSTANT and with nothing else");
        }
        if ((content == TrackTemplate.Content.DATA)
                != (from == TrackTemplate.From.ISSUER && field.getLength() != null)) {
            throw document.error(field, "DATA comes from the issuer and has a length; nothing else has one");
        }
        int length = field.getLength() == null ? length(content, constant) : field.getLength();
        if (length < 1) {
            throw document.error(field, "a field has at least one character");
        }
        return new TrackTemplate.Field(content, from, constant, length);
    }

    private static int length(TrackTemplate.Content content, String constant) {
        return switch (content) {
            case PVKI -> 1;
            case PVV -> 4;
            case CVV, ICVV -> 3;
            case CONSTANT, DATA -> constant.length();
        };
    }
}
