package org.cardwright.formats.profile;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.profile.TrackTemplate.Content;
import org.cardwright.formats.profile.xml.Product;

/** Every verification value that has a place can be computed: its key is named, and the PIN it is made of is ordered. */
final class CardValueUse {

    private final ProfileDocument document;
    private final Product product;
    private final CardValueProfile values;

    CardValueUse(ProfileDocument document, Product product, CardValueProfile values) {
        this.document = document;
        this.product = product;
        this.values = values;
    }

    void check(TracksProfile stripe, List<ApplicationProfile> applications) {
        List<TrackTemplate> templates = new ArrayList<>(stripe.templates().toList());
        for (ApplicationProfile application : applications) {
            application.trackData().templates().forEach(templates::add);
            application.contactlessTrackData().templates().forEach(templates::add);
        }
        boolean pvv = needed(templates, Content.PVV);
        boolean offset = needed(templates, Content.PIN_OFFSET)
                || applications.stream().anyMatch(application -> application.uses(Computation.PIN_OFFSET));
        if ((values.printed() || needed(templates, Content.CVV) || needed(templates, Content.ICVV))
                && values.cvk().isEmpty()) {
            throw document.error(product, "card verification values are asked for, but card-values has no cvk");
        }
        if (pvv && values.pvk().isEmpty()) {
            throw document.error(product, "PIN verification values are asked for, but card-values has no pvk");
        }
        if (offset && values.pinOffset().isEmpty()) {
            throw document.error(product, "PIN offsets are asked for, but card-values has no pin-offset");
        }
        if ((pvv || offset) && !NewPinReader.hasPin(product)) {
            throw document.error(
                    product.getOrders(),
                    "PIN verification values and offsets are made of the PIN, so pin-required must be true, or new-pin say how it is made");
        }
        values.pinOffset().ifPresent(profile -> templates.forEach(template -> hasItsLength(template, profile)));
    }

    private static boolean needed(List<TrackTemplate> templates, Content content) {
        return templates.stream().anyMatch(template -> template.needs(content));
    }

    private void hasItsLength(TrackTemplate template, PinOffsetProfile offset) {
        if (template.needs(Content.PIN_OFFSET) && template.length(Content.PIN_OFFSET) != offset.pinDigits()) {
            throw document.error(
                    product.getCardValues(),
                    "the place of the PIN offset on the track has not as many digits as pin-digits says");
        }
    }
}
