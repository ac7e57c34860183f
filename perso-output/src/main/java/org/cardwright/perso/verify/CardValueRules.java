package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.CARD_VALUES;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardValues.CardValueRequest;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.TrackTemplate;
import org.cardwright.formats.profile.TrackTemplate.Content;
import org.cardwright.formats.profile.TrackTemplate.From;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.verify.Surfaces.Stripe;

/**
 * Card verification values computed again and compared with what the product says stands at their places: CVV on the stripe,
 * iCVV (service code 999) on the chip, so that one is never the other. emv-crypto 3.1, requirement F-48.
 */
final class CardValueRules {

    private static final String CHIP_SERVICE_CODE = "999";

    /** PAN separator, expiration and service code stand before the discretionary data. */
    private static final int BEFORE_DISCRETIONARY = 7;

    private final SecurityModule module;
    private final EffectiveProduct product;
    private final Findings findings;

    CardValueRules(SecurityModule module, EffectiveProduct product, Findings findings) {
        this.module = module;
        this.product = product;
        this.findings = findings;
    }

    void check(List<CardView> views, Map<Channel, ByteString> channels) {
        Optional<KeyReference> cvk = product.cardValues().cvk();
        Optional<CardData> card = views.stream()
                .flatMap(view -> view.main().stream())
                .filter(data -> Pan.hasPanShape(data.panDigits()) && Pan.hasValidCheckDigit(data.panDigits()))
                .findFirst();
        if (cvk.isEmpty() || card.isEmpty() || !card.get().expirationYymm().matches("[0-9]{4}")) {
            return;
        }
        KeyName key = new KeyName(cvk.get().label(), cvk.get().version());
        checkChip(views, key);
        ByteString track = channels.get(Channel.TRACK);
        if (track != null) {
            checkStripe(Surfaces.stripe(Surfaces.text(track)), card.get(), key);
        }
    }

    private void checkChip(List<CardView> views, KeyName key) {
        for (int i = 0; i < Math.min(views.size(), product.applications().size()); i++) {
            Optional<CardData> data = views.get(i).main().filter(d -> d.has(0x57));
            Optional<TrackTemplate> template =
                    product.applications().get(i).trackData().track2();
            if (data.isPresent() && template.isPresent()) {
                String track = CardData.unpadded(data.get().get(0x57).toHex()).replace('D', '=');
                compare(template.get(), track, new Values(data.get(), key), "57");
            }
        }
    }

    private void checkStripe(Stripe stripe, CardData card, KeyName key) {
        Values values = new Values(card, key);
        stripe.track2()
                .ifPresent(text ->
                        product.stripe().track2().ifPresent(template -> compare(template, text, values, "track 2")));
        stripe.track1()
                .ifPresent(text ->
                        product.stripe().track1().ifPresent(template -> compare(template, text, values, "track 1")));
    }

    /** Walks the fields of the discretionary data and compares those that were computed or checked. */
    private void compare(TrackTemplate template, String track, Values values, String field) {
        int separator = Math.max(track.lastIndexOf('^'), track.lastIndexOf('='));
        int at = separator + 1 + BEFORE_DISCRETIONARY;
        if (separator < 0 || at + template.length() > track.length()) {
            findings.add(CARD_VALUES, field, "discretionary data shorter than the product's");
            return;
        }
        String serviceCode = track.substring(at - 3, at);
        for (TrackTemplate.Field part : template.fields()) {
            String found = track.substring(at, at + part.length());
            at += part.length();
            boolean value = part.content() == Content.CVV || part.content() == Content.ICVV;
            if (value && part.from() != From.ISSUER) {
                String code = part.content() == Content.ICVV ? CHIP_SERVICE_CODE : serviceCode;
                findings.require(found.equals(values.compute(code)), CARD_VALUES, field, part.content() + " differs");
            }
            if (part.content() == Content.CONSTANT) {
                findings.require(found.equals(part.constant()), CARD_VALUES, field, "constant differs");
            }
        }
    }

    private final class Values {

        private final CardData card;
        private final KeyName key;

        private Values(CardData card, KeyName key) {
            this.card = card;
            this.key = key;
        }

        private String compute(String serviceCode) {
            CardValueRequest request =
                    new CardValueRequest(key, Pan.of(card.panDigits()), card.expirationYymm(), serviceCode);
            return module.cardValues().cardVerificationValues(List.of(request)).get(0);
        }
    }
}
