package org.cardwright.perso.verify;

import java.util.Optional;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.perso.surface.SurfaceLayout;

/**
 * What is known of one card, asked in the order of the batch and kept until a thread looks at the card.
 *
 * @param all what is known of the batch; asked by one thread at a time
 * @param ordered the order
 * @param made the product
 */
record KnownCard(Expectations all, Optional<CardApplication> ordered, Optional<EffectiveProduct> made)
        implements Expectations {

    static KnownCard of(Expectations all, String group, String orderReference) {
        synchronized (all) {
            return new KnownCard(all, all.order(orderReference), all.product(group, orderReference));
        }
    }

    @Override
    public Optional<CardApplication> order(String orderReference) {
        return ordered;
    }

    @Override
    public Optional<EffectiveProduct> product(String group, String orderReference) {
        return made;
    }

    @Override
    public Optional<SurfaceLayout> surface(EffectiveProduct product) {
        synchronized (all) {
            return all.surface(product);
        }
    }

    @Override
    public Match isOrdered(String orderReference, CardIdentity card) {
        synchronized (all) {
            return all.isOrdered(orderReference, card);
        }
    }
}
