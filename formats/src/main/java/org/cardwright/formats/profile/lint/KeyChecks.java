package org.cardwright.formats.profile.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.AuthenticationProfile;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.CpsProfile;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.IssuerCertificateProfile;
import org.cardwright.formats.profile.KeyReference;

/** The key labels of a product against the vault. EMV 4.4 Book 2, A1.4. */
final class KeyChecks {

    private static final String AES = "AES";
    private static final String TDES = "TDES";
    private static final int AES_BLOCK_BYTES = 16;

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
        product.cps().transportKeys().forEach(key -> checks.known("", key.key(), usage(key)));
        product.ordering()
                .pinKey()
                .ifPresent(
                        key -> checks.known("", key, product.ordering().newPin().isPresent() ? "13" : "P0"));
        product.ordering().dataKey().ifPresent(key -> checks.known("", key, "D0"));
        product.ordering().kek().ifPresent(key -> checks.known("", key, "K0"));
        product.cardValues().cvk().ifPresent(key -> checks.tdes("", key, "C0"));
        product.cardValues().pvk().ifPresent(key -> checks.tdes("", key, "V2"));
        product.cardValues().pinOffset().ifPresent(offset -> checks.tdes("", offset.key(), "V1"));
        product.applications().forEach(checks::application);
        checks.secrets(product);
        return checks.findings;
    }

    private static String usage(CpsProfile.TransportKey key) {
        return switch (key.secretClass()) {
            case KEY -> "K0";
            case PIN -> "P0";
            case DATA -> "D0";
            case CLEAR -> throw new IllegalStateException("a transport key for nothing secret");
        };
    }

    private static String usage(CardKeyProfile.Use use) {
        return switch (use) {
            case AC -> "E0";
            case SMC -> "E1";
            case SMI -> "E2";
            case IDN -> "E4";
            case CVC3 -> "E6";
        };
    }

    private void application(ApplicationProfile application) {
        for (CardKeyProfile set : application.cardKeys()) {
            String algorithm = set.option() == CardKeyProfile.Option.C ? AES : TDES;
            set.keys()
                    .forEach(key -> ofAlgorithm(
                            application.id(),
                            key.issuerMasterKey(),
                            algorithm,
                            known(application.id(), key.issuerMasterKey(), usage(key.use()))));
        }
        application
                .authentication()
                .flatMap(AuthenticationProfile::dataAuthenticationKey)
                .ifPresent(key -> tdes(application.id(), key, "E3"));
        application
                .authentication()
                .map(AuthenticationProfile::certificate)
                .ifPresent(c -> issuerKey(application.id(), c));
    }

    private void issuerKey(String application, IssuerCertificateProfile certificate) {
        String wanted = "RSA-" + 8 * certificate.issuerBytes();
        Optional<String> actual = known(application, certificate.issuerKey(), "S0");
        if (actual.isPresent() && !actual.get().equals(wanted)) {
            report(
                    LintRule.ISSUER_KEY_LENGTH,
                    application,
                    "certificate " + certificate.name() + " is for " + wanted + ", key " + certificate.issuerKey()
                            + " is " + actual.get());
        }
        if (certificate.origin() instanceof IssuerCertificateProfile.Imported imported) {
            imported(application, certificate, imported);
        } else if (certificate.origin() instanceof IssuerCertificateProfile.TestAuthority authority) {
            known(application, authority.key(), "S1");
        }
    }

    /**
     * What does not fit into the certificate is the end of the modulus. EMV 4.4 Book 2, 5.3, Table 6. The rest of it, or all
     * when the modulus fits, is seen only by who recovers the certificate.
     */
    private void imported(
            String application, IssuerCertificateProfile certificate, IssuerCertificateProfile.Imported imported) {
        Optional<ByteString> known = keys.modulus(certificate.issuerKey());
        boolean other = known.filter(
                        modulus -> modulus.size() >= imported.remainder().size())
                .filter(modulus -> !modulus.slice(
                                modulus.size() - imported.remainder().size())
                        .equals(imported.remainder()))
                .isPresent();
        Optional<String> fault = other
                ? Optional.of("certificate " + certificate.name() + " is not that of key " + certificate.issuerKey())
                : known.flatMap(modulus -> keys.fault(certificate));
        fault.ifPresent(reason -> report(LintRule.CERTIFICATE_OF_OTHER_KEY, application, reason));
    }

    /** A cryptogram is whole blocks of the key it is under, on both ways; padding belongs to the clear value. */
    private void secrets(EffectiveProduct product) {
        product.applications().stream()
                .flatMap(application -> application.dgis().stream())
                .filter(DgiProfile.IssuerSecret.class::isInstance)
                .map(DgiProfile.IssuerSecret.class::cast)
                .forEach(secret -> Stream.concat(
                                product.ordering().secretKey(secret.secretClass()).stream(),
                                product
                                        .cps()
                                        .transportKey(secret.secretClass())
                                        .map(CpsProfile.TransportKey::key)
                                        .stream())
                        .forEach(key -> wholeBlocks(product, secret.field(), key)));
    }

    private void wholeBlocks(EffectiveProduct product, String field, KeyReference key) {
        int bytes = product.requiredSecrets().getOrDefault(field, 0);
        Optional<String> algorithm = keys.algorithm(key);
        if (bytes % AES_BLOCK_BYTES != 0
                && algorithm.filter(found -> found.startsWith(AES)).isPresent()) {
            report(
                    LintRule.SECRET_NOT_WHOLE_BLOCKS,
                    "",
                    field + " of " + bytes + " bytes is no whole number of cipher blocks of key " + key + ", "
                            + algorithm.get());
        }
    }

    private void tdes(String application, KeyReference key, String... usages) {
        ofAlgorithm(application, key, TDES, known(application, key, usages));
    }

    private void ofAlgorithm(String application, KeyReference key, String algorithm, Optional<String> actual) {
        if (actual.isPresent() && !actual.get().startsWith(algorithm)) {
            report(
                    LintRule.KEY_OF_OTHER_ALGORITHM,
                    application,
                    "key " + key + " is " + actual.get() + ", required " + algorithm);
        }
    }

    /** The algorithm of a key that is there. */
    private Optional<String> known(String application, KeyReference key, String... usages) {
        Optional<String> algorithm = keys.algorithm(key);
        if (algorithm.isEmpty()) {
            report(LintRule.KEY_UNKNOWN, application, "there is no key " + key);
        }
        keys.usage(key)
                .filter(usage -> !List.of(usages).contains(usage))
                .ifPresent(usage -> report(
                        LintRule.KEY_OF_OTHER_PURPOSE,
                        application,
                        "key " + key + " has usage " + usage + ", required " + String.join(" or ", usages)));
        return algorithm;
    }

    private void report(LintRule rule, String application, String reason) {
        findings.add(new Finding(rule, application, reason));
    }
}
