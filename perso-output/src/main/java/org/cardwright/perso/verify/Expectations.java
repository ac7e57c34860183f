package org.cardwright.perso.verify;

import java.util.Optional;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.EffectiveProduct;

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
}
