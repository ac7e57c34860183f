package org.cardwright.formats.profile.explain;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ElementSource;
import org.cardwright.formats.profile.TagNode;
import org.cardwright.formats.profile.TrackTemplate;
import org.cardwright.formats.profile.TracksProfile;
import org.cardwright.formats.tlv.Tag;

/** Where on a card stands what is computed with a key. */
final class KeyPlaces {

    static final Set<TrackTemplate.Content> VERIFICATION_VALUES =
            EnumSet.of(TrackTemplate.Content.CVV, TrackTemplate.Content.ICVV);
    static final Set<TrackTemplate.Content> PIN_VERIFICATION_VALUE = EnumSet.of(TrackTemplate.Content.PVV);
    static final Set<TrackTemplate.Content> PIN_OFFSET = EnumSet.of(TrackTemplate.Content.PIN_OFFSET);

    private static final Set<Computation> OF_CHIP_TRACKS = EnumSet.of(
            Computation.TRACK_2_EQUIVALENT_DATA,
            Computation.TRACK_1_DISCRETIONARY_DATA,
            Computation.TRACK_2_DISCRETIONARY_DATA);
    private static final Set<Computation> OF_CONTACTLESS_TRACKS =
            EnumSet.of(Computation.TRACK_1_DATA, Computation.TRACK_2_DATA);

    private KeyPlaces() {}

    /** {@code stripe}, {@code payment DGI 0101 tag 57}: tracks in whose templates one of these stands. */
    static List<String> ofValues(EffectiveProduct product, Set<TrackTemplate.Content> contents) {
        List<String> places = new ArrayList<>();
        if (has(product.stripe(), contents)) {
            places.add("stripe");
        }
        for (ApplicationProfile application : product.applications()) {
            Set<Computation> computed = EnumSet.noneOf(Computation.class);
            if (has(application.trackData(), contents)) {
                computed.addAll(OF_CHIP_TRACKS);
            }
            if (has(application.contactlessTrackData(), contents)) {
                computed.addAll(OF_CONTACTLESS_TRACKS);
            }
            if (contents.equals(PIN_OFFSET)) {
                computed.add(Computation.PIN_OFFSET);
            }
            of(application, computed).forEach(place -> places.add(application.id() + " " + place));
        }
        return places;
    }

    private static boolean has(TracksProfile tracks, Set<TrackTemplate.Content> contents) {
        return tracks.templates().anyMatch(template -> contents.stream().anyMatch(template::needs));
    }

    /** {@code DGI 0201 tag 9F46}: every place of something computed. */
    static List<String> of(ApplicationProfile application, Set<Computation> computed) {
        List<String> places = new ArrayList<>();
        for (DgiProfile dgi : application.dgis()) {
            String number = "DGI " + DgiProfile.text(dgi.dgis().get(0));
            if (dgi instanceof DgiProfile.Tlvs tlvs) {
                places.addAll(tags(application, tlvs.tags(), tlvs.on(), computed).stream()
                        .map(tag -> number + " tag " + tag)
                        .toList());
            }
            if (dgi instanceof DgiProfile.FileRecord file) {
                places.addAll(
                        tags(application, file.layout().tags(), file.layout().valuesOf(), computed).stream()
                                .map(tag -> number + " tag " + tag)
                                .toList());
            }
            if (dgi instanceof DgiProfile.Positional positional) {
                positional.fields().stream()
                        .filter(field -> isComputed(field.source(), computed))
                        .forEach(field -> places.add(number + " field " + field.name()));
            }
        }
        return places;
    }

    private static List<Tag> tags(
            ApplicationProfile application, List<TagNode> nodes, CardInterface on, Set<Computation> computed) {
        return TagNode.elements(nodes).stream()
                .filter(tag -> application
                        .source(tag, on)
                        .filter(source -> isComputed(source, computed))
                        .isPresent())
                .toList();
    }

    private static boolean isComputed(ElementSource source, Set<Computation> computed) {
        return source instanceof ElementSource.Computed one && computed.contains(one.computation());
    }
}
