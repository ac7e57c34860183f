package org.cardwright.crypto.prepare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProfiledApplication;
import org.cardwright.formats.profile.TrackTemplate.Content;

/** A card on its way through the stages; confined to one thread. */
final class CardWork {

    private final ProfiledApplication profiled;
    private final List<ApplicationWork> applications = new ArrayList<>();
    private final Map<Content, String> values = new EnumMap<>(Content.class);
    private Optional<PreparationResult.Refused> refused = Optional.empty();
    private Optional<String> printedValue = Optional.empty();
    private StripeTracks tracks = new StripeTracks("", "", "");

    CardWork(ProfiledApplication profiled) {
        this.profiled = profiled;
        int serials = 0;
        for (ApplicationProfile profile : profiled.product().applications()) {
            ApplicationWork work = new ApplicationWork(
                    this,
                    profile,
                    profiled.certificateSerialNumbers()
                            .subList(
                                    serials, profiled.certificateSerialNumbers().size()));
            applications.add(work);
            serials +=
                    profile.authentication().map(a -> a.certificatesPerCard()).orElse(0);
        }
    }

    CardApplication order() {
        return profiled.application();
    }

    EffectiveProduct product() {
        return profiled.product();
    }

    List<ApplicationWork> applications() {
        return applications;
    }

    /** Every data grouping of a kind, of all applications of all cards. */
    static <T extends DgiProfile> void eachDgi(
            List<CardWork> cards, Class<T> kind, BiConsumer<ApplicationWork, T> action) {
        for (CardWork card : cards) {
            for (ApplicationWork application : card.applications) {
                application.profile().dgis().stream()
                        .filter(kind::isInstance)
                        .forEach(dgi -> action.accept(application, kind.cast(dgi)));
            }
        }
    }

    /** The first reason holds. */
    void refuse(String field, RejectReason reason) {
        if (refused.isEmpty()) {
            refused = Optional.of(new PreparationResult.Refused(profiled, field, reason));
        }
    }

    boolean goesOn() {
        return refused.isEmpty();
    }

    void value(Content content, String digits) {
        values.put(content, digits);
    }

    /** A verification value; an earlier stage has made it, or the card would have been refused. */
    String value(Content content) {
        String digits = values.get(content);
        if (digits == null) {
            throw new IllegalStateException(content + " is used before it is computed");
        }
        return digits;
    }

    void printedValue(String digits) {
        printedValue = Optional.of(digits);
    }

    void tracks(StripeTracks stripe) {
        tracks = stripe;
    }

    /** What the randomness of this use depends on. */
    String reference(String use) {
        return order().orderReference() + "/" + use;
    }

    PreparationResult result() {
        if (refused.isPresent()) {
            return refused.get();
        }
        List<PreparedApplication> prepared =
                applications.stream().map(ApplicationWork::prepared).toList();
        return new PreparationResult.Prepared(new PreparedCard(profiled, prepared, tracks, printedValue));
    }
}
