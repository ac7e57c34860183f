package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.ORDERED_SECRET;

import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Pins;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.crypto.module.WrappedSecretChecks;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.cardwright.formats.profile.PinSource;

/**
 * What the issuer sent under KEK1, asked for or re-encrypted once more: the PIN and the further secrets of another card would
 * be well-formed.
 *
 * <p>ISO 9564-1; Visa PVV; IBM 3624. Nothing leaves the module but answers, cryptograms, the PIN verification value and the offset.
 */
final class OrderedSecrets {

    private final Pins pins;
    private final WrappedSecretChecks checks;
    private final EffectiveProduct product;
    private final CardApplication order;

    OrderedSecrets(SecurityModule module, EffectiveProduct product, CardApplication order) {
        this.pins = module.pins();
        this.checks = module.checks();
        this.product = product;
        this.order = order;
    }

    /** The module compares the PINs: blocks of format 1 have random digits, and differ every time. */
    void checkPin(DgiProfile.Pin pin, ByteString found, WrapUnder under, Findings findings) {
        Optional<EncryptedPinBlock> sent = order.pinBlock();
        Optional<KeyName> from = product.ordering().pinKey().map(OrderedSecrets::name);
        String name = RecordReading.name(pin.dgi());
        if (sent.isEmpty() || from.isEmpty()) {
            findings.add(ORDERED_SECRET, name, "not in the order");
            return;
        }
        Pins.PinTranslationRequest request =
                new Pins.PinTranslationRequest(name, from.get(), sent.get(), order.pan(), under, pin.format());
        findings.require(checks.samePin(found, request), ORDERED_SECRET, name, "another PIN");
        product.ordering().newPin().ifPresent(made -> {
            PinSource source = made.source();
            boolean asLong = checks.pinHasDigits(found, under, pin.format(), source.digits());
            findings.require(asLong, ORDERED_SECRET, name, "not a PIN of " + source.digits() + " digits");
        });
    }

    void checkSecret(DgiProfile.IssuerSecret secret, ByteString found, WrapUnder under, Findings findings) {
        String name = RecordReading.name(secret.dgi());
        ByteString sent = order.secrets().get(secret.field());
        Optional<KeyName> key =
                product.ordering().secretKey(secret.secretClass()).map(OrderedSecrets::name);
        if (sent == null || key.isEmpty()) {
            findings.add(ORDERED_SECRET, name, "not in the order");
            return;
        }
        WrapUnder.Mode mode = product.ordering().dataCbc() ? WrapUnder.Mode.CBC : WrapUnder.Mode.ECB;
        Pins.SecretTranslationRequest request =
                new Pins.SecretTranslationRequest(new WrapUnder(key.get(), mode), sent, under);
        ByteString expected = pins.translateSecrets(List.of(request)).get(0);
        findings.require(expected.equals(found), ORDERED_SECRET, name, "another value");
    }

    /** PVV of the PIN that was sent; nothing when the product has no key for it or the order no PIN. */
    Optional<String> pinVerificationValue() {
        Optional<KeyReference> key = product.cardValues().pvk();
        Optional<KeyReference> from = product.ordering().pinKey();
        if (key.isEmpty() || from.isEmpty() || order.pinBlock().isEmpty()) {
            return Optional.empty();
        }
        Pins.PinValueRequest request = new Pins.PinValueRequest(
                name(key.get()),
                product.cardValues().pvki(),
                name(from.get()),
                order.pinBlock().get(),
                order.pan());
        return pins.pinVerificationValues(List.of(request)).get(0).made();
    }

    /** IBM 3624 offset of the PIN that was sent; nothing when the product has none or the order no PIN. */
    Optional<String> pinOffset() {
        Optional<PinOffsetProfile> rule = product.cardValues().pinOffset();
        Optional<KeyReference> from = product.ordering().pinKey();
        if (rule.isEmpty() || from.isEmpty() || order.pinBlock().isEmpty()) {
            return Optional.empty();
        }
        Pins.PinOffsetRequest request = new Pins.PinOffsetRequest(
                rule.get(), name(from.get()), order.pinBlock().get(), order.pan());
        return pins.ibmOffsets(List.of(request)).get(0).made();
    }

    private static KeyName name(KeyReference key) {
        return new KeyName(key.label(), key.version());
    }
}
