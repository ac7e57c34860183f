package org.cardwright.perso.verify;

import java.util.Optional;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.perso.surface.SurfaceLayout;

/** What the verifier is told of orders and products besides the files; both may be unknown. */
public interface Expectations {

    /** Nothing is known. */
    Expectations NONE = new Expectations() {
        @Override
        public Optional<CardApplication> order(String orderReference) {
            return Optional.empty();
        }

        @Override
        public Optional<EffectiveProduct> product(String group, String orderReference) {
            return Optional.empty();
        }
    };

    /** The order as it was screened. */
    Optional<CardApplication> order(String orderReference);

    /** The product that made the card. */
    Optional<EffectiveProduct> product(String group, String orderReference);

    /** The layout that placed the texts of this product's cards; empty when it is not known, or the product has none. */
    default Optional<SurfaceLayout> surface(EffectiveProduct product) {
        return Optional.empty();
    }

    /** Whether the card is the one that was ordered, from what is still known when the order itself is gone. */
    default Match isOrdered(String orderReference, CardIdentity card) {
        return Match.UNKNOWN;
    }

    /** The answer to a question about an order that is gone. */
    enum Match {
        /** It is the one. */
        YES,
        /** It is another. */
        NO,
        /** Nobody knows. */
        UNKNOWN
    }
}
