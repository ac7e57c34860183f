package org.cardwright.formats.profile.lint;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.EffectiveProduct;

/** Looks for contradictions in a product before any card is made of it. */
public final class ProfileLinter {

    private static final List<Consumer<LintContext>> CHECKS = List.of(
            AuthenticationChecks::check,
            KeyLengthChecks::check,
            ChipChecks::check,
            CardholderVerificationChecks::check,
            DataObjectListChecks::check,
            CertificateChecks::check,
            ElementChecks::check,
            RecordChecks::check,
            DgiChecks::check,
            UsageChecks::check,
            TrackChecks::check,
            DirectoryChecks::check);

    private final LocalDate on;
    private final Optional<KnownKeys> keys;
    private final Optional<KnownSurfaces> surfaces;

    private ProfileLinter(LocalDate on, Optional<KnownKeys> keys, Optional<KnownSurfaces> surfaces) {
        this.on = on;
        this.keys = keys;
        this.surfaces = surfaces;
    }

    /** Checks as on that day, without knowledge of the keys. */
    public ProfileLinter(LocalDate on) {
        this(on, Optional.empty(), Optional.empty());
    }

    /** Checks as on that day, against the keys in the vault too. */
    public ProfileLinter(LocalDate on, KnownKeys keys) {
        this(on, Optional.of(keys), Optional.empty());
    }

    /** The same that checks against the surfaces of a configuration, too. */
    public ProfileLinter with(KnownSurfaces known) {
        return new ProfileLinter(on, keys, Optional.of(known));
    }

    /** All findings, product first, then application by application in the order of the rules. */
    public List<Finding> lint(EffectiveProduct product) {
        List<Finding> findings = new ArrayList<>(KeyChecks.check(product, keys));
        findings.addAll(CustodyChecks.check(product, keys));
        findings.addAll(RecipientChecks.check(product));
        findings.addAll(BinRangeChecks.check(product));
        findings.addAll(SurfaceChecks.check(product, surfaces));
        for (ApplicationProfile application : product.applications()) {
            LintContext context = new LintContext(product, application, on, findings);
            CHECKS.forEach(check -> check.accept(context));
        }
        return List.copyOf(findings);
    }

    /** True when no card may be made. */
    public static boolean hasErrors(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
