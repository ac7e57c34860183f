package org.cardwright.pipeline.launch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.pipeline.ledger.KeyUses;
import org.cardwright.pipeline.step.ChosenKeys;
import org.cardwright.pipeline.step.Products;

/**
 * The keys of a batch as the ledger notes them: those of each product, and those of the whole batch.
 *
 * @param installation names the latter
 * @param versions of the keys that products name by label
 * @param keys all of them, as the module has them
 */
record NotedKeys(Installation installation, ChosenKeys versions, List<KeyDescription> keys) {

    List<KeyUses.Use> of(Collection<EffectiveProduct> products) {
        List<KeyUses.Use> uses = new ArrayList<>();
        for (EffectiveProduct product : products) {
            BatchKeyList.of(List.of(product))
                    .names()
                    .forEach(key -> uses.add(use(Products.label(product), key, versions.chose(key))));
        }
        uses.add(use("", installation.recordKey(), false));
        uses.add(use("", installation.signingKey(), false));
        return uses;
    }

    private KeyUses.Use use(String product, KeyName name, boolean byDate) {
        KeyDescription found =
                keys.stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
        return new KeyUses.Use(product, name, byDate, found.checkValue());
    }

    /** Why nothing may be made with keys of which the ledger knows other check values; empty when it knows none. */
    static Optional<String> exchanged(KeyUses ledger, BatchDefinition definition) {
        List<KeyUses.Exchanged> others = ledger.exchanged(definition.keyUses());
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(others.stream().map(NotedKeys::sentence).collect(Collectors.joining("; ")));
    }

    private static String sentence(KeyUses.Exchanged other) {
        return "the security module has another key under the name " + other.key() + ", check value " + other.now()
                + ", than batch " + Outcomes.shown(other.batch()) + " was taken with, "
                + other.before();
    }
}
