package org.cardwright.formats.profile.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.AuthenticationProfile;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.IssuerCertificateProfile;
import org.cardwright.formats.profile.KeyReference;

/** The key labels of a product against the vault. EMV 4.4 Book 2, A1.4; requirements S2-66, S2-83. */
final class KeyChecks {

    private static final String AES = "AES";
    private static final String TDES = "TDES";

    private final List<Finding> findings = new ArrayList<>();
    private final KnownKeys keys;

    private KeyChecks(KnownKeys keys) {
        this.keys = keys;
    }

    static List<Finding> check(EffectiveProduct product, Optional<KnownKeys> known) {
        if (known.isEmpty()) {
            return List.of();
        }
        KeyChecks checks = new KeyChecks(known.get());
        product.cps().transportKeys().forEach(key -> checks.known("", key.key()));
        product.ordering().pinKey().ifPresent(key -> checks.known("", key));
        product.ordering().dataKey().ifPresent(key -> checks.known("", key));
        product.cardValues().cvk().ifPresent(key -> checks.ofAlgorithm("", key, TDES));
        product.cardValues().pvk().ifPresent(key -> checks.ofAlgorithm("", key, TDES));
        product.applications().forEach(checks::application);
        return checks.findings;
    }

    private void application(ApplicationProfile application) {
        for (CardKeyProfile set : application.cardKeys()) {
            String algorithm = set.option() == CardKeyProfile.Option.C ? AES : TDES;
            set.keys().forEach(key -> ofAlgorithm(application.id(), key.issuerMasterKey(), algorithm));
        }
        application
                .authentication()
                .map(AuthenticationProfile::certificate)
                .ifPresent(c -> issuerKey(application.id(), c));
    }

    private void issuerKey(String application, IssuerCertificateProfile certificate) {
        String wanted = "RSA-" + 8 * certificate.issuerBytes();
        Optional<String> actual = known(application, certificate.issuerKey());
        if (actual.isPresent() && !actual.get().equals(wanted)) {
            findings.add(new Finding(
                    LintRule.ISSUER_KEY_LENGTH,
                    application,
                    "certificate " + certificate.name() + " is for " + wanted + ", key " + certificate.issuerKey()
                            + " is " + actual.get()));
        }
    }

    private void ofAlgorithm(String application, KeyReference key, String algorithm) {
        Optional<String> actual = known(application, key);
        if (actual.isPresent() && !actual.get().startsWith(algorithm)) {
            findings.add(new Finding(
                    LintRule.KEY_OF_OTHER_ALGORITHM,
                    application,
                    "key " + key + " is " + actual.get() + ", required " + algorithm));
        }
    }

    private Optional<String> known(String application, KeyReference key) {
        Optional<String> algorithm = keys.algorithm(key);
        if (algorithm.isEmpty()) {
            findings.add(new Finding(LintRule.KEY_UNKNOWN, application, "there is no key " + key));
        }
        return algorithm;
    }
}
