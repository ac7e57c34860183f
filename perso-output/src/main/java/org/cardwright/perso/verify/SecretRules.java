package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.CARD_KEYS;
import static org.cardwright.perso.verify.VerificationRule.CHECK_VALUES;
import static org.cardwright.perso.verify.VerificationRule.DIRECTORY;
import static org.cardwright.perso.verify.VerificationRule.PIN_BLOCK;
import static org.cardwright.perso.verify.VerificationRule.PRIVATE_KEY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys.CardKeyRequest;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.CpsProfile;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.DgiProfile.CardRsaKey;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.RsaKeyProfile;

/** What lies under KEK2, by questions that the security module answers yes or no. */
final class SecretRules {

    private static final int CHECK_VALUE_BYTES = 3;
    private static final Pattern SEQUENCE_NUMBER = Pattern.compile("([0-9]{2})?");

    private final SecurityModule module;
    private final EffectiveProduct product;
    private final Optional<OrderedSecrets> ordered;
    private final Findings findings;

    SecretRules(SecurityModule module, EffectiveProduct product, Optional<OrderedSecrets> ordered, Findings findings) {
        this.module = module;
        this.product = product;
        this.ordered = ordered;
        this.findings = findings;
    }

    /** The product's applications are those of the views, in order; the profile rules have seen to that. */
    void check(List<CardView> views) {
        Optional<CardData> card = views.stream()
                .flatMap(view -> view.data().stream())
                .filter(data -> !data.panDigits().isEmpty())
                .findFirst();
        for (int i = 0; i < Math.min(views.size(), product.applications().size()); i++) {
            for (DgiProfile dgi : product.applications().get(i).dgis()) {
                check(dgi, views.get(i), product.applications().get(i), card);
            }
        }
    }

    private void check(DgiProfile dgi, CardView view, ApplicationProfile profile, Optional<CardData> card) {
        if (dgi instanceof DgiProfile.RsaParts parts) {
            checkPrivateKey(parts, view, filler(parts, profile));
        } else if (dgi instanceof DgiProfile.Keys keys) {
            checkKeys(keys, view.application(), profile, view.main().or(() -> card));
        } else if (dgi instanceof DgiProfile.Pin pin) {
            wrapped(view.application(), pin, pin.dgi()).ifPresent(block -> checkPin(pin, block));
        } else if (dgi instanceof DgiProfile.IssuerSecret secret) {
            wrapped(view.application(), secret, secret.dgi())
                    .ifPresent(value -> ordered.ifPresent(
                            order -> order.checkSecret(secret, value.value(), value.under(), findings)));
        }
    }

    private void checkPin(DgiProfile.Pin pin, Wrapped block) {
        boolean wellFormed = module.checks().pinBlockWellFormed(block.value(), block.under(), pin.format());
        if (findings.require(wellFormed, PIN_BLOCK, RecordReading.name(pin.dgi()), "")) {
            ordered.ifPresent(order -> order.checkPin(pin, block.value(), block.under(), findings));
        }
    }

    private void checkPrivateKey(DgiProfile.RsaParts parts, CardView view, int filler) {
        Optional<RsaPublic> key =
                (parts.key() == CardRsaKey.ICC ? view.iccKey() : view.pinKey()).map(CertificateChain.Certified::key);
        String name = RecordReading.name(parts.dgis().get(0));
        List<Wrapped> wrapped = new ArrayList<>();
        parts.dgis().forEach(dgi -> wrapped(view.application(), parts, dgi).ifPresent(wrapped::add));
        if (key.isEmpty() || wrapped.size() != parts.dgis().size()) {
            findings.add(PRIVATE_KEY, name, "no certificate to compare with");
            return;
        }
        boolean fits = module.checks()
                .privateKeyFits(
                        wrapped.stream().map(Wrapped::value).toList(),
                        wrapped.get(0).under(),
                        new RsaPublicKey(key.get().modulus(), key.get().exponent()),
                        filler);
        findings.require(fits, PRIVATE_KEY, name, "");
    }

    /** Byte behind the 80 of the padding, as the product has it. */
    private static int filler(DgiProfile.RsaParts parts, ApplicationProfile profile) {
        return profile.authentication()
                .flatMap(a -> parts.key() == CardRsaKey.ICC ? a.iccKey() : a.pinKey())
                .map(RsaKeyProfile::filler)
                .orElse(0);
    }

    private void checkKeys(
            DgiProfile.Keys keys, ChipApplication application, ApplicationProfile profile, Optional<CardData> card) {
        String name = RecordReading.name(keys.dgi());
        Optional<Wrapped> wrapped = wrapped(application, keys, keys.dgi());
        if (wrapped.isEmpty()) {
            return;
        }
        KeyCheckValue.Method method = keys.keys().option() == CardKeyProfile.Option.C
                ? KeyCheckValue.Method.AES_ONES
                : KeyCheckValue.Method.TDES_ZEROS;
        for (ByteString values : checkValuesOf(keys, application, profile)) {
            boolean fit = values.size()
                            == CHECK_VALUE_BYTES * keys.keys().keys().size()
                    && module.checks()
                            .checkValuesFit(wrapped.get().value(), wrapped.get().under(), split(values, method));
            findings.require(fit, CHECK_VALUES, name, "");
        }
        Optional<CardKeyRequest> request =
                card.flatMap(data -> request(keys, data, wrapped.get().under()));
        boolean right =
                request.isPresent() && module.checks().cardKeysFit(wrapped.get().value(), request.get());
        findings.require(right, CARD_KEYS, name, "");
    }

    private static List<ByteString> checkValuesOf(
            DgiProfile.Keys keys, ChipApplication application, ApplicationProfile profile) {
        return profile.dgis().stream()
                .filter(DgiProfile.CheckValues.class::isInstance)
                .map(DgiProfile.CheckValues.class::cast)
                .filter(values -> values.keys().id().equals(keys.keys().id()))
                .flatMap(values -> application.value(values.dgi()).stream())
                .toList();
    }

    private static List<KeyCheckValue> split(ByteString values, KeyCheckValue.Method method) {
        List<KeyCheckValue> list = new ArrayList<>();
        for (int at = 0; at < values.size(); at += CHECK_VALUE_BYTES) {
            list.add(new KeyCheckValue(method, values.slice(at, at + CHECK_VALUE_BYTES)));
        }
        return list;
    }

    /** What should have been derived, from what stands on the card. EMV 4.4 Book 2, A1.4. */
    private static Optional<CardKeyRequest> request(DgiProfile.Keys keys, CardData card, WrapUnder under) {
        String digits = card.panDigits();
        String sequence = card.get(0x5F34).toHex();
        if (!Pan.hasPanShape(digits)
                || !Pan.hasValidCheckDigit(digits)
                || !SEQUENCE_NUMBER.matcher(sequence).matches()) {
            return Optional.empty();
        }
        List<KeyName> masters = keys.keys().keys().stream()
                .map(key -> new KeyName(
                        key.issuerMasterKey().label(), key.issuerMasterKey().version()))
                .toList();
        int number = sequence.isEmpty() ? 0 : Integer.parseInt(sequence);
        return Optional.of(new CardKeyRequest(
                masters,
                DerivationOption.valueOf(keys.keys().option().name()),
                Pan.of(digits),
                new PanSequenceNumber(number),
                under));
    }

    /** A secret with the key and the mode that the directory of the record names for it. */
    private record Wrapped(ByteString value, WrapUnder under) {}

    /** The module is asked only when the record names the one transport key that the product has for such a secret. */
    private Optional<Wrapped> wrapped(ChipApplication application, DgiProfile profile, int dgi) {
        Optional<ChipApplication.Entry> entry = application.entryOf(dgi);
        Optional<ByteString> value = application.value(dgi);
        Optional<CpsProfile.TransportKey> key = product.cps()
                .transportKey(profile.secretClass())
                .filter(k -> entry.isPresent()
                        && k.tkid().equals(entry.get().tkid())
                        && k.cbc() == (entry.get().cmode() == 0x10));
        if (key.isEmpty() || value.isEmpty()) {
            findings.add(DIRECTORY, RecordReading.name(dgi), "not under a transport key of the product in its mode");
            return Optional.empty();
        }
        WrapUnder.Mode mode = key.get().cbc() ? WrapUnder.Mode.CBC : WrapUnder.Mode.ECB;
        KeyName name = new KeyName(key.get().key().label(), key.get().key().version());
        return Optional.of(new Wrapped(value.get(), new WrapUnder(name, mode)));
    }
}
