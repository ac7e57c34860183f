package org.cardwright.perso.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.Bcd;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.perso.verify.Expectations.Match;

/** All checks of one card: chip alone, chip against surface, order and product, and what is under KEK2. */
final class CardVerifier {

    private final VerificationContext context;
    private final Findings findings;
    private final OfflineDataVerifier offline;

    CardVerifier(VerificationContext context, Findings findings) {
        this(context, new OfflineDataVerifier(context.caKeys()), findings);
    }

    /** Of one card; the offline verifier may be that of others as well. */
    CardVerifier(VerificationContext context, OfflineDataVerifier offline, Findings findings) {
        this.context = context;
        this.findings = findings;
        this.offline = offline;
    }

    /** Findings go to the collector; what was recovered comes back. */
    List<CardView> verify(String group, String order, Map<Channel, ByteString> channels) {
        ByteString chip = channels.get(Channel.CHIP);
        ChipRecord record = chip == null ? ChipRecord.UNREADABLE : OfflineDataVerifier.read(chip, findings);
        List<CardView> views = chip == null ? List.of() : offline.views(record, findings);
        Optional<EffectiveProduct> product = context.expectations().product(group, order);
        Optional<CardApplication> ordered = context.expectations().order(order);
        findings.carries(FoundChannels.of(channels, views, product));
        card(views).ifPresent(data -> new SurfaceRules(data, ordered, findings).check(channels));
        if (ordered.isEmpty()) {
            checkIdentity(order, views);
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
        checkValues(product.get(), ordered, views, channels);
        return views;
    }

    /** The texts on the card, each in its place where order and layout are known. */
    private void checkTexts(
            EffectiveProduct product,
            Optional<CardApplication> ordered,
            Optional<CardValueRules> values,
            Map<Channel, ByteString> channels) {
        Optional<SurfaceLayout> layout =
                ordered.flatMap(order -> context.expectations().surface(product));
        if (ordered.isPresent() && layout.isPresent()) {
            Optional<String> printed =
                    product.cardValues().printed() ? values.map(v -> v.printed(product)) : Optional.of("");
            OrderedTexts texts = new OrderedTexts(ordered.get(), printed);
            new PrintedTextRules(layout.get(), texts, findings).check(channels);
            return;
        }
        values.ifPresent(v -> v.checkPrinted(product, channels, findings));
        boolean shows = channels.containsKey(Channel.EMBOSS) || channels.containsKey(Channel.LASER);
        if (ordered.isPresent() && shows) {
            findings.notChecked("texts of surfaces in their places: no layout for product " + product.id());
        }
    }

    /** Verification values, discretionary data and what is under KEK2. */
    private void checkValues(
            EffectiveProduct product,
            Optional<CardApplication> ordered,
            List<CardView> views,
            Map<Channel, ByteString> channels) {
        Optional<SecurityModule> module = context.module();
        Optional<OrderedSecrets> secrets = module.flatMap(m -> ordered.map(o -> new OrderedSecrets(m, product, o)));
        Optional<CardValueRules> values =
                module.flatMap(m -> card(views).flatMap(c -> CardValueRules.of(m, product, c)));
        checkTexts(product, ordered, values, channels);
        DiscretionaryRules.Sources sources = new DiscretionaryRules.Sources(
                ordered,
                values,
                secrets.flatMap(OrderedSecrets::pinVerificationValue),
                secrets.flatMap(OrderedSecrets::pinOffset));
        new DiscretionaryRules(product, sources, findings).check(views, channels);
        DacRules codes = new DacRules(module, ordered, findings);
        for (int i = 0; i < Math.min(views.size(), product.applications().size()); i++) {
            CardView view = views.get(i);
            product.applications().get(i).authentication().ifPresent(a -> codes.check(a, view));
        }
        module.ifPresent(m -> ask(m, product, secrets, views));
    }

    /** Without the order, what the ledger keeps of it: whose card it is, and until when. */
    private void checkIdentity(String order, List<CardView> views) {
        List<CardData> cards = views.stream()
                .flatMap(view -> view.data().stream())
                .filter(data -> !data.panDigits().isEmpty())
                .toList();
        Set<Match> matches = cards.stream()
                .map(card -> CardIdentity.of(card)
                        .map(identity -> context.expectations().isOrdered(order, identity))
                        .orElse(Match.UNKNOWN))
                .collect(Collectors.toSet());
        findings.require(
                !matches.contains(Match.NO),
                VerificationRule.ORDER,
                "5A, 5F34, 5F24",
                "PAN, sequence number or expiration date differs from the order");
        boolean known = !matches.isEmpty() && !matches.contains(Match.UNKNOWN);
        findings.notChecked(
                known
                        ? "names, service codes, effective dates, texts and secrets against orders: the orders are gone"
                        : "orders against records: the orders are not known");
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
        Optional<String> offset = secrets.flatMap(OrderedSecrets::pinOffset);
        for (int i = 0; i < Math.min(views.size(), product.applications().size()); i++) {
            ApplicationProfile profile = product.applications().get(i);
            CardView view = views.get(i);
            new Cvc3Rules(module, findings).check(profile, view);
            offset.ifPresent(digits -> checkOffset(digits, ComputedFields.of(profile, view, Computation.PIN_OFFSET)));
        }
    }

    /** IBM 3624 offset outside the tracks: packed digits. */
    private void checkOffset(String digits, List<ComputedFields.Found> places) {
        for (ComputedFields.Found place : places) {
            boolean right = place.value().equals(Bcd.encode(digits, (digits.length() + 1) / 2));
            findings.require(right, VerificationRule.CARD_VALUES, place.grouping(), place.field());
        }
    }
}
