package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.KeyTask;
import org.cardwright.crypto.module.KeyWork;
import org.cardwright.crypto.module.ModuleCondition.Shortage;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.card.ProductAndSegment;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.pipeline.step.Products;

/**
 * Asks the devices of a module, before the first card is taken, whether they do all that the cards, the verifier and the seal will ask of
 * them. What a device says of itself is not believed; each operation is tried with throw-away keys.
 */
final class ModulePreflight {

    private final SecurityModule module;
    private final List<KeyDescription> keys;
    private final List<ProductWork.Asked> always;

    /**
     * With the keys of records and manifests, which every batch needs.
     *
     * @param keys all that products name, and these two, as the module has them
     */
    ModulePreflight(Installation installation, List<KeyDescription> keys) {
        this.module = installation.module();
        this.keys = keys;
        this.always = List.of(
                new ProductWork.Asked(installation.recordKey(), KeyTask.RECORD_MAC),
                new ProductWork.Asked(installation.signingKey(), KeyTask.MANIFEST_SIGNATURE));
    }

    /** Reads a file for the products that it orders. */
    @FunctionalInterface
    interface Reading {

        /** Products and segments. */
        Set<ProductAndSegment> ordered() throws IOException;
    }

    /**
     * Requires that every product that is ordered can be made; the file is read only when some product cannot.
     *
     * @throws SecurityModuleException KEY_REFUSED with a sentence for each product, key and operation, UNAVAILABLE when no device is left
     */
    void require(Collection<EffectiveProduct> products, Reading file) throws IOException {
        Map<EffectiveProduct, List<String>> refusals = refusals(products);
        if (refusals.isEmpty()) {
            return;
        }
        Set<ProductAndSegment> ordered = file.ordered();
        List<String> sentences = refusals.entrySet().stream()
                .filter(entry -> ordered.contains(ProductBatch.named(entry.getKey())))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
        if (!sentences.isEmpty()) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.KEY_REFUSED, String.join(System.lineSeparator(), sentences));
        }
    }

    private Map<EffectiveProduct, List<String>> refusals(Collection<EffectiveProduct> products) {
        Map<EffectiveProduct, Set<ProductWork.Asked>> wanted = new LinkedHashMap<>();
        for (EffectiveProduct product : products) {
            Set<ProductWork.Asked> asked = new LinkedHashSet<>(ProductWork.of(product));
            asked.addAll(always);
            wanted.put(product, asked);
        }
        Map<ProductWork.Asked, List<Shortage>> shortages = shortages(wanted.values());
        Map<EffectiveProduct, List<String>> refusals = new LinkedHashMap<>();
        wanted.forEach((product, asked) -> {
            List<String> sentences = new ArrayList<>();
            asked.forEach(one -> shortages
                    .getOrDefault(one, List.of())
                    .forEach(shortage -> sentences.add(sentence(product, shortage))));
            if (!sentences.isEmpty()) {
                refusals.put(product, sentences);
            }
        });
        return refusals;
    }

    private Map<ProductWork.Asked, List<Shortage>> shortages(Collection<Set<ProductWork.Asked>> wanted) {
        List<KeyWork> work = wanted.stream()
                .flatMap(Set::stream)
                .distinct()
                .map(asked -> new KeyWork(described(asked.key()), asked.task(), asked.mode()))
                .toList();
        return module.condition().shortages(work).stream()
                .collect(Collectors.groupingBy(shortage -> new ProductWork.Asked(
                        shortage.work().key().name(),
                        shortage.work().task(),
                        shortage.work().mode())));
    }

    private KeyDescription described(KeyName name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
    }

    private String sentence(EffectiveProduct product, Shortage shortage) {
        String custody =
                module.inventory().custody().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return "product " + Products.label(product) + " cannot be made under custody " + custody + ": "
                + shortage.device() + " lacks " + shortage.missing() + ", needed "
                + shortage.work().task().words() + " " + shortage.work().key().name();
    }
}
