package org.cardwright.crypto.prepare;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.PinAnswer;
import org.cardwright.crypto.module.Pins;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;

/**
 * Re-encrypts what the issuer sent from KEK1 to KEK2. ISO 9564-1.
 *
 * <p>First of all stages, so that no key pair is generated for a card whose PIN block is garbage.
 */
final class SecretStage {

    private static final String PIN_BLOCK = "PIN_BLOCK";
    private static final String PIN_BLOCK_FORMAT = "PIN_BLOCK_FORMAT";

    private final Pins pins;

    SecretStage(Pins pins) {
        this.pins = pins;
    }

    void run(List<CardWork> cards) {
        ModuleRequests<Pins.PinTranslationRequest, PinAnswer<ByteString>> blocks = new ModuleRequests<>();
        ModuleRequests<Pins.SecretTranslationRequest, ByteString> secrets = new ModuleRequests<>();
        CardWork.eachDgi(cards, DgiProfile.Pin.class, (application, pin) -> addPin(application, pin, blocks));
        CardWork.eachDgi(
                cards, DgiProfile.IssuerSecret.class, (application, secret) -> addSecret(application, secret, secrets));
        blocks.send(pins::translate);
        secrets.send(pins::translateSecrets);
    }

    private static void addPin(
            ApplicationWork application,
            DgiProfile.Pin dgi,
            ModuleRequests<Pins.PinTranslationRequest, PinAnswer<ByteString>> requests) {
        CardWork card = application.card();
        CardApplication order = card.order();
        Optional<EncryptedPinBlock> block = order.pinBlock();
        if (block.isEmpty()) {
            card.refuse(PIN_BLOCK, RejectReason.PIN_BLOCK_MISSING);
            return;
        }
        Pins.PinTranslationRequest request = new Pins.PinTranslationRequest(
                card.reference(DgiProfile.text(dgi.dgi())),
                pinKey(card.product()),
                block.get(),
                order.pan(),
                KeyNames.under(card.product(), dgi.secretClass()),
                dgi.format());
        requests.add(request, answer -> use(card, answer, translated -> application.wrapped(dgi.dgi(), translated)));
    }

    /** Takes what the module made of the PIN block of a card, or refuses the card. */
    static <T> void use(CardWork card, PinAnswer<T> answer, Consumer<T> taker) {
        if (answer instanceof PinAnswer.Made<T> made) {
            taker.accept(made.answer());
        } else if (answer instanceof PinAnswer.None<T> none) {
            switch (none.fault()) {
                case NO_PIN -> card.refuse(PIN_BLOCK, RejectReason.PIN_BLOCK_WITHOUT_PIN);
                case FORMAT_NOT_OF_KEY -> card.refuse(PIN_BLOCK_FORMAT, RejectReason.PIN_BLOCK_FORMAT_NOT_OF_KEY);
            }
        }
    }

    /** PIN key of KEK1; the loader has made sure that there is one. */
    static KeyName pinKey(EffectiveProduct product) {
        return product.ordering()
                .pinKey()
                .map(KeyNames::of)
                .orElseThrow(() -> new IllegalStateException("a PIN, but no PIN key of the issuer"));
    }

    private static void addSecret(
            ApplicationWork application,
            DgiProfile.IssuerSecret dgi,
            ModuleRequests<Pins.SecretTranslationRequest, ByteString> requests) {
        CardWork card = application.card();
        EffectiveProduct product = card.product();
        ByteString cryptogram = card.order().secrets().get(dgi.field());
        if (cryptogram == null) {
            card.refuse(dgi.field(), RejectReason.SECRET_MISSING);
            return;
        }
        WrapUnder from = new WrapUnder(
                product.ordering()
                        .secretKey(dgi.secretClass())
                        .map(KeyNames::of)
                        .orElseThrow(() -> new IllegalStateException("a secret, but no key of the issuer for it")),
                KeyNames.mode(product.ordering().dataCbc()));
        requests.add(
                new Pins.SecretTranslationRequest(from, cryptogram, KeyNames.under(product, dgi.secretClass())),
                answer -> application.wrapped(dgi.dgi(), answer));
    }
}
