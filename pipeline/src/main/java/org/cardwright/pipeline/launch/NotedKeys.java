package org.cardwright.pipeline.launch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.pipeline.ledger.KeyUses;
import org.cardwright.pipeline.step.ChosenKeys;
import org.cardwright.pipeline.step.Products;

/** The keys of a batch as the ledger notes them: those of each product, and those of the whole batch. */
record NotedKeys(Installation installation, ChosenKeys versions) {

    List<KeyUses.Use> of(Collection<EffectiveProduct> products) {
        List<KeyUses.Use> uses = new ArrayList<>();
        for (EffectiveProduct product : products) {
            BatchKeyList.of(List.of(product))
                    .names()
                    .forEach(key -> uses.add(new KeyUses.Use(Products.label(product), key, versions.chose(key))));
        }
        uses.add(new KeyUses.Use("", installation.recordKey(), false));
        uses.add(new KeyUses.Use("", installation.signingKey(), false));
        return uses;
    }
}
