package org.cardwright.perso.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.perso.file.Channel;

/** All checks of one card: chip alone, chip against surface, order and product, and what is under KEK2. */
final class CardVerifier {

    private final VerificationContext context;
    private final Findings findings;
    private final OfflineDataVerifier offline;

    CardVerifier(VerificationContext context, Findings findings) {
        this.context = context;
        this.findings = findings;
        this.offline = new OfflineDataVerifier(context.caKeys());
    }

    /** Findings go to the collector; what was recovered comes back. */
    List<CardView> verify(String group, String order, Map<Channel, ByteString> channels) {
        ByteString chip = channels.get(Channel.CHIP);
        ChipRecord record = chip == null ? ChipRecord.UNREADABLE : OfflineDataVerifier.read(chip, findings);
        List<CardView> views = chip == null ? List.of() : offline.views(record, findings);
        Optional<EffectiveProduct> product = context.expectations().product(group, order);
        Optional<CardApplication> ordered = context.expectations().order(order);
        card(views).ifPresent(data -> new SurfaceRules(data, ordered, findings).check(channels));
        if (ordered.isEmpty()) {
            findings.notChecked("orders against records: the orders are not known");
        } else if (chip != null) {
            new OrderRules(ordered.get(), findings).check(views);
        }
        if (product.isEmpty()) {
            findings.notChecked("records against products and secrets by question: no product for group " + group);
            return views;
        }
        if (chip != null) {
            new ProfileRules(product.get(), ordered, findings).check(record);
        }
        Optional<SecurityModule> module = context.module();
        Optional<OrderedSecrets> secrets =
                module.flatMap(m -> ordered.map(o -> new OrderedSecrets(m.pins(), product.get(), o)));
        Optional<CardValueRules> values =
                module.flatMap(m -> card(views).flatMap(c -> CardValueRules.of(m, product.get(), c)));
        values.ifPresent(v -> v.checkPrinted(product.get(), channels, findings));
        DiscretionaryRules.Sources sources =
                new DiscretionaryRules.Sources(ordered, values, secrets.flatMap(OrderedSecrets::pinVerificationValue));
        new DiscretionaryRules(product.get(), sources, findings).check(views, channels);
        module.ifPresent(m -> ask(m, product.get(), secrets, views));
        return views;
    }

    /** The data with the card's PAN: those of the payment application. */
    private static Optional<CardData> card(List<CardView> views) {
        return views.stream()
                .flatMap(view -> view.main().stream())
                .filter(data -> !data.panDigits().isEmpty())
                .findFirst();
    }

    private void ask(
            SecurityModule module, EffectiveProduct product, Optional<OrderedSecrets> secrets, List<CardView> views) {
        new SecretRules(module, product, secrets, findings).check(views);
        for (int i = 0; i < Math.min(views.size(), product.applications().size()); i++) {
            new Cvc3Rules(module, findings).check(product.applications().get(i), views.get(i));
        }
    }
}
