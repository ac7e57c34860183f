package org.cardwright.crypto.prepare;

import java.util.List;
import java.util.Optional;
import org.cardwright.formats.profile.ProfiledApplication;

/**
 * A card of which everything is known: what goes into the chip, onto the stripe and onto the surface.
 *
 * @param profiled order and product
 * @param applications one per application of the product, in its order
 * @param tracks texts of the stripe
 * @param printedValue card verification value to be printed (CVV2), when the product prints one
 */
public record PreparedCard(
        ProfiledApplication profiled,
        List<PreparedApplication> applications,
        StripeTracks tracks,
        Optional<String> printedValue) {

    /** Copies the list. */
    public PreparedCard {
        applications = List.copyOf(applications);
    }

    /** The application of that name. */
    public Optional<PreparedApplication> application(String id) {
        return applications.stream()
                .filter(application -> application.profile().id().equals(id))
                .findFirst();
    }

    /** The order only: the printed value is sensitive authentication data (PCI DSS 3.3). */
    @Override
    public String toString() {
        return "PreparedCard(" + profiled.application() + ")";
    }
}
