package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.CARD_VALUES;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardValues.CardValueRequest;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.perso.file.Channel;

/**
 * Card verification values computed again: CVV on the stripe, iCVV (service code 999) on the chip, the printed value with
 * service code 000, so that one is never another. No public standard; the rule of Visa and Mastercard.
 */
final class CardValueRules {

    /** Where the value stands that people read off the card. */
    static final String PRINTED_VALUE = "printed value";

    private static final Pattern YYMM = Pattern.compile("[0-9]{4}");
    private static final Pattern THREE_DIGITS = Pattern.compile("[0-9]{3}");
    private static final String CHIP_SERVICE_CODE = "999";
    private static final String PRINTED_SERVICE_CODE = "000";

    private final SecurityModule module;
    private final KeyName key;
    private final CardData card;
    private final Map<String, String> computed = new HashMap<>();

    private CardValueRules(SecurityModule module, KeyName key, CardData card) {
        this.module = module;
        this.key = key;
        this.card = card;
    }

    /** Nothing when the product computes no values or the card has no PAN and expiration date. */
    static Optional<CardValueRules> of(SecurityModule module, EffectiveProduct product, CardData card) {
        boolean complete = Pan.hasPanShape(card.panDigits())
                && Pan.hasValidCheckDigit(card.panDigits())
                && YYMM.matcher(card.expirationYymm()).matches();
        return product.cardValues()
                .cvk()
                .filter(k -> complete)
                .map(k -> new CardValueRules(module, new KeyName(k.label(), k.version()), card));
    }

    /** CVV with the service code of the track. */
    String stripe(String serviceCode) {
        return compute(card.expirationYymm(), serviceCode);
    }

    /** iCVV. */
    String chip() {
        return compute(card.expirationYymm(), CHIP_SERVICE_CODE);
    }

    /** CVV2 of a product that prints one. */
    String printed(EffectiveProduct product) {
        String yymm = card.expirationYymm();
        boolean monthFirst = product.cardValues().printedMonthFirst();
        return compute(monthFirst ? yymm.substring(2) + yymm.substring(0, 2) : yymm, PRINTED_SERVICE_CODE);
    }

    /** Each value once, however many places it stands in. */
    private String compute(String expiry, String serviceCode) {
        return computed.computeIfAbsent(expiry + serviceCode, missing -> asked(expiry, serviceCode));
    }

    private String asked(String expiry, String serviceCode) {
        CardValueRequest request = new CardValueRequest(key, Pan.of(card.panDigits()), expiry, serviceCode);
        return module.cardValues().cardVerificationValues(List.of(request)).get(0);
    }

    /**
     * Where nobody knows the layout: the printed value must be the one that is printed where a text of its shape is printed at
     * all. A machine may print it without a layout of ours.
     */
    void checkPrinted(EffectiveProduct product, Map<Channel, ByteString> channels, Findings findings) {
        List<String> texts = new ArrayList<>();
        for (Channel channel : List.of(Channel.EMBOSS, Channel.LASER)) {
            ByteString data = channels.get(channel);
            if (data != null) {
                texts.addAll(channel == Channel.EMBOSS ? Surfaces.embossed(data) : Surfaces.engraved(data));
            }
        }
        List<String> printed = texts.stream()
                .map(String::strip)
                .filter(t -> THREE_DIGITS.matcher(t).matches())
                .toList();
        if (product.cardValues().printed() && !printed.isEmpty()) {
            findings.require(printed.contains(printed(product)), CARD_VALUES, PRINTED_VALUE, "");
        }
    }
}
