package org.cardwright.jobs.wiring;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.perso.verify.Expectations;

/** What the verifier knows of products when the orders are not at hand: the product of a group, if it is the only one. */
final class GroupProducts implements Expectations {

    private final List<EffectiveProduct> products;

    private GroupProducts(List<EffectiveProduct> products) {
        this.products = products;
    }

    /** The products of an issuer on a day. */
    static GroupProducts of(ProductCatalog catalog, String issuer, LocalDate on) {
        return new GroupProducts(catalog.forIssuer(issuer).all(on));
    }

    @Override
    public Optional<CardApplication> order(String orderReference) {
        return Optional.empty();
    }

    /** The segment decides risk parameters; a group whose product has segments says too little. */
    @Override
    public Optional<EffectiveProduct> product(String group, String orderReference) {
        List<EffectiveProduct> found = products.stream()
                .filter(product -> product.group().equals(group))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
