package org.cardwright.formats.profile.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.EffectiveProduct;

/**
 * Secrets of cards that no device can work with inside, under a custody that lets none of them out: PCI Card Production, Logical, 4.2.
 *
 * <p>Card keys are not among them; a device derives and wraps them.
 */
final class CustodyChecks {

    private CustodyChecks() {}

    static List<Finding> check(EffectiveProduct product, Optional<KnownKeys> known) {
        if (known.filter(KnownKeys::areStrict).isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        boolean made = product.ordering().newPin().isPresent();
        product.ordering()
                .pinKey()
                .ifPresent(key -> findings.add(finding("", made ? "PINs made here" : "PIN blocks of the issuer")));
        if (!product.requiredSecrets().isEmpty()) {
            findings.add(finding("", "further secrets of the issuer"));
        }
        product.applications()
                .forEach(application ->
                        secrets(application).forEach(secret -> findings.add(finding(application.id(), secret))));
        return findings;
    }

    private static Stream<String> secrets(ApplicationProfile application) {
        boolean pair = application
                .authentication()
                .filter(authentication -> authentication.certificatesPerCard() > 0)
                .isPresent();
        boolean cvc3 = application.cardKeys().stream()
                .flatMap(set -> set.keys().stream())
                .anyMatch(key -> key.use() == CardKeyProfile.Use.CVC3);
        return Stream.of(
                        pair ? Optional.of("an RSA key pair of the card") : Optional.<String>empty(),
                        cvc3 ? Optional.of("the key of CVC3") : Optional.<String>empty())
                .flatMap(Optional::stream);
    }

    private static Finding finding(String application, String secret) {
        return new Finding(
                LintRule.SECRET_LEAVES_CUSTODY,
                application,
                secret + " would be clear outside the device, custody is strict");
    }
}
