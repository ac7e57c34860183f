package org.cardwright.formats.profile.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.lint.KnownSurfaces.Surface;

/** The outside of a product against the surface layout that it names. ISO/IEC 7811-1, 7811-2. */
final class SurfaceChecks {

    private final EffectiveProduct product;
    private final List<Finding> findings = new ArrayList<>();

    private SurfaceChecks(EffectiveProduct product) {
        this.product = product;
    }

    static List<Finding> check(EffectiveProduct product, Optional<KnownSurfaces> known) {
        SurfaceChecks checks = new SurfaceChecks(product);
        known.ifPresent(checks::against);
        return checks.findings;
    }

    private void against(KnownSurfaces known) {
        if (product.surface().isEmpty()) {
            return;
        }
        Optional<Surface> surface = known.surface(product.surface().get());
        if (surface.isEmpty()) {
            report(
                    LintRule.SURFACE_UNKNOWN,
                    "there is no surface layout " + product.surface().get());
        }
    }

    private void report(LintRule rule, String reason) {
        findings.add(new Finding(rule, "", reason));
    }
}
