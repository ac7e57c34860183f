package org.cardwright.jobs.wiring;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.perso.verify.Expectations;
import org.cardwright.pipeline.step.OrderLookup;

/**
 * What the verifier is told of the orders and products of a batch. Asked card by card in the order of the batch; not for several
 * threads.
 */
final class BatchExpectations implements Expectations {

    private final ProductCatalog catalog;
    private final LocalDate businessDate;
    private final OrderLookup orders;
    private final Map<String, Optional<EffectiveProduct>> onlyOnes = new HashMap<>();
    private Optional<CardApplication> last = Optional.empty();

    /**
     * Of one batch.
     *
     * @param catalog products of its issuer
     * @param businessDate day whose products apply
     * @param orders its orders, when they are still there
     */
    BatchExpectations(ProductCatalog catalog, LocalDate businessDate, OrderLookup orders) {
        this.catalog = catalog;
        this.businessDate = businessDate;
        this.orders = orders;
    }

    @Override
    public Optional<CardApplication> order(String orderReference) {
        if (last.filter(order -> order.orderReference().equals(orderReference)).isEmpty()) {
            last = orders.find(orderReference);
        }
        return last;
    }

    /** The segment of the order decides risk parameters; without the order only a group with one product is known. */
    @Override
    public Optional<EffectiveProduct> product(String group, String orderReference) {
        Optional<CardApplication> order = order(orderReference);
        if (order.isPresent()) {
            return catalog.find(order.get().product(), order.get().segment(), businessDate);
        }
        return onlyOnes.computeIfAbsent(group, this::onlyOne);
    }

    /** The product of a group that has one. */
    private Optional<EffectiveProduct> onlyOne(String group) {
        List<EffectiveProduct> found = catalog.all(businessDate).stream()
                .filter(product -> product.group().equals(group))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
