package org.cardwright.formats.profile.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
        String font = product.embossFont();
        Optional<Set<Integer>> characters = font.isEmpty() ? Optional.of(Set.of()) : known.font(font);
        if (characters.isEmpty()) {
            report(LintRule.FONT_UNKNOWN, "there is no table of font " + font);
        }
        if (product.surface().isEmpty()) {
            return;
        }
        String name = product.surface().get();
        Optional<Surface> surface = known.surface(name);
        if (surface.isEmpty()) {
            report(LintRule.SURFACE_UNKNOWN, "there is no surface layout " + name);
            return;
        }
        new TreeMap<>(surface.get().typefaces())
                .forEach((typeface, has) -> writes(font, characters.orElse(Set.of()), typeface, has));
    }

    /** What passes the table of the font must not be refused by the machine when the card is made. */
    private void writes(String font, Set<Integer> wanted, String typeface, Set<Integer> has) {
        List<String> missing = wanted.stream()
                .filter(character -> !has.contains(character))
                .sorted()
                .map(Character::toString)
                .toList();
        if (!missing.isEmpty()) {
            report(
                    LintRule.FONT_NOT_OF_SURFACE,
                    "font " + font + " writes " + missing + ", which typeface " + typeface + " of the surface has not");
        }
    }

    private void report(LintRule rule, String reason) {
        findings.add(new Finding(rule, "", reason));
    }
}
