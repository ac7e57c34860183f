package org.cardwright.pipeline.launch;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyTask;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.AuthenticationMethod;
import org.cardwright.formats.profile.AuthenticationProfile;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.IssuerCertificateProfile;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.cardwright.formats.profile.SecretClass;
import org.cardwright.pipeline.step.Products;

/** What the cards of one product ask of its keys, as the stages of preparation and the verifier will. */
final class ProductWork {

    private final EffectiveProduct product;
    private final Set<Asked> asked = new LinkedHashSet<>();

    /**
     * Work with a key.
     *
     * @param key its name
     * @param task what is done
     * @param mode chaining mode of what goes in or out under it
     */
    record Asked(KeyName key, KeyTask task, WrapUnder.Mode mode) {

        Asked(KeyName key, KeyTask task) {
            this(key, task, WrapUnder.Mode.ECB);
        }
    }

    private ProductWork(EffectiveProduct product) {
        this.product = product;
    }

    /** All of it, each once. */
    static Set<Asked> of(EffectiveProduct product) {
        ProductWork work = new ProductWork(product);
        work.addCardValues();
        product.applications().forEach(work::add);
        return work.asked;
    }

    private void addCardValues() {
        add(product.cardValues().cvk(), KeyTask.CARD_VERIFICATION_VALUE);
        add(product.cardValues().pvk(), KeyTask.PIN_VERIFICATION_VALUE);
        add(product.cardValues().pinOffset().map(PinOffsetProfile::key), KeyTask.PIN_OFFSET);
        add(product.ordering().pinKey(), product.ordering().newPin().isPresent() ? KeyTask.RANDOM_PIN : KeyTask.PIN_IN);
    }

    private void add(ApplicationProfile application) {
        application.dgis().forEach(this::add);
        application.authentication().ifPresent(this::add);
        for (CardKeyProfile set : application.cardKeys()) {
            set.keys().stream()
                    .filter(key -> key.use() == CardKeyProfile.Use.CVC3)
                    .forEach(key -> add(Optional.of(key.issuerMasterKey()), KeyTask.CVC3));
        }
    }

    private void add(DgiProfile dgi) {
        if (dgi instanceof DgiProfile.Keys keys) {
            out(keys.secretClass(), KeyTask.KEYS_OUT);
            keys.keys().keys().forEach(key -> add(Optional.of(key.issuerMasterKey()), KeyTask.CARD_KEYS));
        } else if (dgi instanceof DgiProfile.Pin pin) {
            out(pin.secretClass(), KeyTask.PIN_OUT);
        } else if (dgi instanceof DgiProfile.RsaParts parts) {
            out(parts.secretClass(), KeyTask.SECRET_OUT);
        } else if (dgi instanceof DgiProfile.IssuerSecret secret) {
            WrapUnder.Mode mode = product.ordering().dataCbc() ? WrapUnder.Mode.CBC : WrapUnder.Mode.ECB;
            product.ordering()
                    .secretKey(secret.secretClass())
                    .ifPresent(key -> asked.add(new Asked(Products.keyName(key), KeyTask.SECRET_IN, mode)));
            out(secret.secretClass(), KeyTask.SECRET_OUT);
        }
    }

    private void out(SecretClass secretClass, KeyTask task) {
        product.cps()
                .transportKey(secretClass)
                .ifPresent(key -> asked.add(new Asked(
                        Products.keyName(key.key()), task, key.cbc() ? WrapUnder.Mode.CBC : WrapUnder.Mode.ECB)));
    }

    private void add(AuthenticationProfile authentication) {
        Optional<KeyReference> issuer = Optional.of(authentication.certificate().issuerKey());
        if (authentication.methods().contains(AuthenticationMethod.SDA)) {
            add(issuer, KeyTask.STATIC_SIGNATURE);
            add(authentication.dataAuthenticationKey(), KeyTask.DATA_AUTHENTICATION_CODE);
        }
        if (authentication.certificatesPerCard() > 0) {
            add(issuer, KeyTask.CARD_CERTIFICATE);
        }
        if (authentication.certificate().origin() instanceof IssuerCertificateProfile.TestAuthority authority) {
            add(Optional.of(authority.key()), KeyTask.ISSUER_CERTIFICATE);
        }
    }

    private void add(Optional<KeyReference> reference, KeyTask task) {
        reference.ifPresent(key -> asked.add(new Asked(Products.keyName(key), task)));
    }
}
