package org.cardwright.formats.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.xml.ContactlessTracksType;
import org.cardwright.formats.profile.xml.TrackType;
import org.cardwright.formats.profile.xml.TracksType;
import org.jspecify.annotations.Nullable;

/** Reads track templates. */
final class TrackReader {

    private static final int MOST_CVC3_DIGITS = 5;

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
                tracks.getTrack3() != null,
                tracks instanceof ContactlessTracksType contactless
                        ? staticCvc3(contactless.getStaticCvc3())
                        : StaticCvc3Profile.ZEROS);
    }

    /** For a stripe or a chip with contacts, where nothing can have a CVC3. */
    TracksProfile readWithoutCvc3(@Nullable TracksType tracks) {
        TracksProfile profile = read(tracks);
        if (tracks != null
                && profile.templates()
                        .flatMap(template -> template.fields().stream())
                        .anyMatch(field -> field.content() == TrackTemplate.Content.CVC3)) {
            throw document.error(tracks, "a CVC3 stands on contactless tracks only");
        }
        return profile;
    }

    private static StaticCvc3Profile staticCvc3(ContactlessTracksType.@Nullable StaticCvc3 said) {
        return said == null
                ? StaticCvc3Profile.ZEROS
                : new StaticCvc3Profile(
                        ByteString.fromHex(said.getUnpredictableNumber()),
                        ByteString.fromHex(said.getTransactionCounter()),
                        said.getDigits());
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
        boolean issuersData = from == TrackTemplate.From.ISSUER && field.getLength() != null;
        if (content == TrackTemplate.Content.DATA ? !issuersData : field.getLength() != null && !hasLength(content)) {
            throw document.error(
                    field, "DATA comes from the issuer and has a length; beside it only PIN_OFFSET and CVC3 have one");
        }
        if (content == TrackTemplate.Content.CVC3 && from == TrackTemplate.From.CHECKED) {
            throw document.error(field, "a CVC3 is computed or from the issuer");
        }
        int length = field.getLength() == null ? length(content, constant) : field.getLength();
        int most = content == TrackTemplate.Content.CVC3 ? MOST_CVC3_DIGITS : Integer.MAX_VALUE;
        if (length < 1 || length > most) {
            throw document.error(field, "a field has at least one character, a CVC3 at most five");
        }
        return new TrackTemplate.Field(content, from, constant, length);
    }

    private static boolean hasLength(TrackTemplate.Content content) {
        return content == TrackTemplate.Content.PIN_OFFSET || content == TrackTemplate.Content.CVC3;
    }

    private static int length(TrackTemplate.Content content, String constant) {
        return switch (content) {
            case PVKI -> 1;
            case PVV, PIN_OFFSET -> 4;
            case CVV, ICVV, CVC3 -> 3;
            case CONSTANT, DATA -> constant.length();
        };
    }
}
