package org.cardwright.jobs.wiring;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.perso.verify.CardIdentity;
import org.cardwright.perso.verify.Expectations;
import org.cardwright.pipeline.intake.Fingerprints;
import org.cardwright.pipeline.ledger.AccountedCards;
import org.cardwright.pipeline.step.OrderLookup;
import org.cardwright.pipeline.step.Products;

/**
 * What the verifier is told of the orders and products of a batch. Asked card by card in the order of the batch; not for several
 * threads.
 */
final class BatchExpectations implements Expectations {

    private final Applying applying;
    private final OrderLookup orders;
    private final AccountedCards cards;
    private final Fingerprints fingerprints;
    private final Map<Made, Optional<EffectiveProduct>> found = new HashMap<>();
    private Optional<CardApplication> last = Optional.empty();

    /**
     * Of one batch.
     *
     * @param applying products that may have made it
     * @param orders its orders, when they are still there
     * @param cards what the ledger says of its cards, when it knows them
     * @param fingerprints of the installation, as the ledger keeps them
     */
    BatchExpectations(Applying applying, OrderLookup orders, AccountedCards cards, Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
        this.applying = applying;
        this.orders = orders;
        this.cards = cards;
    }

    /**
     * The products that apply to a batch.
     *
     * @param catalog of its issuer
     * @param businessDate day whose products apply
     * @param applies whether a product may have made its cards; one that was changed since says nothing about those it made before
     * @param surfaces layouts that made it, by name; none when that is not known
     */
    record Applying(
            ProductCatalog catalog,
            LocalDate businessDate,
            Predicate<EffectiveProduct> applies,
            Map<String, SurfaceLayout> surfaces) {

        /** Copies the map. */
        Applying {
            surfaces = Map.copyOf(surfaces);
        }
    }

    @Override
    public Optional<CardApplication> order(String orderReference) {
        if (last.filter(order -> order.orderReference().equals(orderReference)).isEmpty()) {
            last = orders.find(orderReference);
        }
        return last;
    }

    @Override
    public Optional<SurfaceLayout> surface(EffectiveProduct product) {
        return product.surface().map(applying.surfaces()::get);
    }

    @Override
    public Match isOrdered(String orderReference, CardIdentity card) {
        return cards.find(orderReference)
                .map(known -> fingerprints.isOf(card, known.card()) ? Match.YES : Match.NO)
                .orElse(Match.UNKNOWN);
    }

    /**
     * The segment of the order decides risk parameters. Once the orders are gone the ledger still knows product and segment;
     * without it only a group with one product is known.
     */
    @Override
    public Optional<EffectiveProduct> product(String group, String orderReference) {
        Optional<CardApplication> order = order(orderReference);
        if (order.isPresent()) {
            return applying.catalog()
                    .find(order.get().product(), order.get().segment(), applying.businessDate())
                    .filter(applying.applies());
        }
        Optional<String> label = cards.find(orderReference).map(AccountedCards.AccountedCard::product);
        return found.computeIfAbsent(new Made(group, label), this::find);
    }

    /**
     * What is known of a card whose order is gone.
     *
     * @param group of its files
     * @param label of its product, when the ledger has it
     */
    private record Made(String group, Optional<String> label) {}

    private Optional<EffectiveProduct> find(Made made) {
        List<EffectiveProduct> candidates = applying.catalog().all(applying.businessDate()).stream()
                .filter(product -> product.group().equals(made.group()))
                .filter(applying.applies())
                .filter(product -> made.label().isEmpty() || made.label().get().equals(Products.label(product)))
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }
}
