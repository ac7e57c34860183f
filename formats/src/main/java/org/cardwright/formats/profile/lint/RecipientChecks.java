package org.cardwright.formats.profile.lint;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cardwright.formats.profile.EffectiveProduct;

/** Who can open a record: the owner of KEK2, and nobody else. EMV CPS, transport key directory of the record. */
final class RecipientChecks {

    private RecipientChecks() {}

    static List<Finding> check(EffectiveProduct product) {
        Set<String> recipients = new TreeSet<>();
        product.cps().transportKeys().stream().map(key -> key.key().owner()).forEach(recipients::add);
        return recipients.size() < 2
                ? List.of()
                : List.of(new Finding(
                        LintRule.SEVERAL_RECIPIENTS,
                        "",
                        "the transport keys belong to " + String.join(" and ", recipients)));
    }
}
