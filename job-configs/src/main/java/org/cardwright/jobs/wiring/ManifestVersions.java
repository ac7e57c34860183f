package org.cardwright.jobs.wiring;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.perso.file.ManifestHead;

/**
 * What a manifest says of the versions that products mean by a label alone. It names every key of the batch; of two versions of one label it
 * does not say which was chosen for the label and which a product names itself.
 */
final class ManifestVersions {

    private final Map<String, Set<Integer>> versions;

    ManifestVersions(ManifestHead head) {
        this.versions = head.keys().stream()
                .map(ManifestHead.Key::name)
                .map(KeyName::parse)
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(
                        KeyName::label,
                        TreeMap::new,
                        Collectors.mapping(KeyName::version, Collectors.toCollection(TreeSet::new))));
    }

    /** The labels of which only one version is named, with that version. */
    Map<String, Integer> certain() {
        return versions.entrySet().stream()
                .filter(label -> label.getValue().size() == 1)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, label -> label.getValue().iterator().next()));
    }

    /** The products that name one of the other labels without a version: with which key their cards were made is not known. */
    List<EffectiveProduct> uncertain(ProductCatalog issuer, Collection<ByteString> made, LocalDate day) {
        return issuer.all(day).stream()
                .filter(product -> made.contains(product.hash()))
                .filter(product -> !uncertainLabels(issuer, product, day).isEmpty())
                .toList();
    }

    private Set<String> uncertainLabels(ProductCatalog issuer, EffectiveProduct product, LocalDate day) {
        Set<String> asked = new HashSet<>();
        issuer.withKeyVersions((label, on) -> {
                    asked.add(label);
                    return 1;
                })
                .find(product.id(), product.identity().segment(), day);
        asked.removeIf(label -> versions.getOrDefault(label, Set.of()).size() < 2);
        return asked;
    }

    /** Why cards of such a product are not looked at with keys. */
    String notChecked(ProductCatalog issuer, EffectiveProduct product, LocalDate day) {
        String labels = uncertainLabels(issuer, product, day).stream()
                .sorted()
                .map(label -> label + " of versions " + versions.get(label))
                .collect(Collectors.joining(", "));
        return "cards of " + product + " against product and keys: the manifest names " + labels
                + ", and without the ledger it is not known which of them the product meant";
    }
}
