package org.cardwright.crypto.prepare;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardValues;
import org.cardwright.crypto.module.PinAnswer;
import org.cardwright.crypto.module.Pins;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.profile.CardValueProfile;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.cardwright.formats.profile.TrackTemplate;
import org.cardwright.formats.profile.TrackTemplate.Content;

/**
 * Computes the verification values that the templates ask for. ISO/IEC 7813 (where they stand); Visa, Mastercard, IBM 3624.
 *
 * <p>The stripe carries its own service code inside the value, the chip 999, the print 000: a value copied from one place to
 * another is found out.
 */
final class CardValueStage {

    private final CardValues cardValues;
    private final Pins pins;

    CardValueStage(CardValues cardValues, Pins pins) {
        this.cardValues = cardValues;
        this.pins = pins;
    }

    void run(List<CardWork> cards) {
        ModuleRequests<CardValues.CardValueRequest, String> values = new ModuleRequests<>();
        ModuleRequests<Pins.PinValueRequest, PinAnswer<String>> pinValues = new ModuleRequests<>();
        ModuleRequests<Pins.PinOffsetRequest, PinAnswer<String>> offsets = new ModuleRequests<>();
        for (CardWork card : cards) {
            addCardValues(card, values);
            if (asks(card, Content.PVV)) {
                addPinValue(card, pinValues);
            }
            if (asks(card, Content.PIN_OFFSET) || asks(card, Computation.PIN_OFFSET)) {
                addPinOffset(card, offsets);
            }
            card.value(Content.PVKI, String.valueOf(card.product().cardValues().pvki()));
        }
        values.send(cardValues::cardVerificationValues);
        pinValues.send(pins::pinVerificationValues);
        offsets.send(pins::ibmOffsets);
    }

    private static void addCardValues(CardWork card, ModuleRequests<CardValues.CardValueRequest, String> requests) {
        CardApplication order = card.order();
        CardValueProfile profile = card.product().cardValues();
        String yymm = order.expirationDate().yymm();
        if (asks(card, Content.CVV)) {
            add(requests, request(card, yymm, order.serviceCode()), digits -> card.value(Content.CVV, digits));
        }
        if (asks(card, Content.ICVV)) {
            add(requests, request(card, yymm, ServiceCode.CHIP), digits -> card.value(Content.ICVV, digits));
        }
        if (profile.printed()) {
            String expiry = profile.printedMonthFirst() ? order.expirationDate().mmyy() : yymm;
            add(requests, request(card, expiry, ServiceCode.PRINTED), card::printedValue);
        }
    }

    private static void add(
            ModuleRequests<CardValues.CardValueRequest, String> requests,
            CardValues.CardValueRequest request,
            Consumer<String> answer) {
        requests.add(request, answer);
    }

    private static CardValues.CardValueRequest request(CardWork card, String expiry, ServiceCode serviceCode) {
        KeyName key = key(card.product().cardValues().cvk(), "cvk");
        return new CardValues.CardValueRequest(key, card.order().pan(), expiry, serviceCode.digits());
    }

    private static void addPinValue(CardWork card, ModuleRequests<Pins.PinValueRequest, PinAnswer<String>> requests) {
        CardValueProfile profile = card.product().cardValues();
        Optional<EncryptedPinBlock> block = card.order().pinBlock();
        if (block.isEmpty()) {
            card.refuse("PIN_BLOCK", RejectReason.PIN_BLOCK_MISSING);
            return;
        }
        Pins.PinValueRequest request = new Pins.PinValueRequest(
                key(profile.pvk(), "pvk"),
                profile.pvki(),
                SecretStage.pinKey(card.product()),
                block.get(),
                card.order().pan());
        requests.add(request, answer -> SecretStage.use(card, answer, digits -> card.value(Content.PVV, digits)));
    }

    private static void addPinOffset(CardWork card, ModuleRequests<Pins.PinOffsetRequest, PinAnswer<String>> requests) {
        PinOffsetProfile rule = card.product()
                .cardValues()
                .pinOffset()
                .orElseThrow(() -> new IllegalStateException("an offset is asked for without its rule"));
        Optional<EncryptedPinBlock> block = card.order().pinBlock();
        if (block.isEmpty()) {
            card.refuse("PIN_BLOCK", RejectReason.PIN_BLOCK_MISSING);
            return;
        }
        Pins.PinOffsetRequest request = new Pins.PinOffsetRequest(
                rule,
                SecretStage.pinKey(card.product()),
                block.get(),
                card.order().pan());
        requests.add(request, answer -> SecretStage.use(card, answer, digits -> offset(card, rule, digits)));
    }

    /** An offset has as many digits as its PIN; the place for it has those of the product. */
    private static void offset(CardWork card, PinOffsetProfile rule, String digits) {
        if (digits.length() != rule.pinDigits()) {
            card.refuse("PIN_BLOCK", RejectReason.PIN_LENGTH);
            return;
        }
        card.value(Content.PIN_OFFSET, digits);
        card.applications().forEach(application -> application.computed(Computation.PIN_OFFSET, Digits.packed(digits)));
    }

    private static KeyName key(Optional<KeyReference> reference, String name) {
        return reference
                .map(KeyNames::of)
                .orElseThrow(() -> new IllegalStateException("a value is asked for without its " + name));
    }

    private static boolean asks(CardWork card, Computation computation) {
        return card.product().applications().stream().anyMatch(application -> application.uses(computation));
    }

    private static boolean asks(CardWork card, Content content) {
        Stream<TrackTemplate> chip = card.product().applications().stream()
                .flatMap(a -> Stream.concat(
                        a.trackData().templates(), a.contactlessTrackData().templates()));
        return Stream.concat(card.product().stripe().templates(), chip).anyMatch(t -> t.needs(content));
    }
}
