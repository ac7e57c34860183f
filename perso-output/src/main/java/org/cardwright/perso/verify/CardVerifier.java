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
        views.stream()
                .flatMap(view -> view.main().stream())
                .filter(data -> !data.panDigits().isEmpty())
                .findFirst()
                .ifPresent(data -> new SurfaceRules(data, findings).check(channels));
        Optional<EffectiveProduct> product = context.expectations().product(group, order);
        Optional<CardApplication> ordered = context.expectations().order(order);
        if (ordered.isEmpty()) {
            findings.notChecked("orders against records: the orders are not known");
        } else if (chip != null) {
            OrderRules rules = new OrderRules(ordered.get(), findings);
            rules.check(views);
            product.ifPresent(p -> rules.checkSupplied(views, p));
        }
        if (product.isEmpty()) {
            findings.notChecked("records against products and secrets by question: no product for group " + group);
            return views;
        }
        if (chip != null) {
            new ProfileRules(product.get(), findings).check(record);
        }
        context.module().ifPresent(module -> ask(module, product.get(), views, channels));
        return views;
    }

    private void ask(
            SecurityModule module, EffectiveProduct product, List<CardView> views, Map<Channel, ByteString> channels) {
        new SecretRules(module, product, findings).check(views);
        new CardValueRules(module, product, findings).check(views, channels);
    }
}
