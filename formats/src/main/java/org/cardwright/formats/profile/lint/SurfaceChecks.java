package org.cardwright.formats.profile.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.TracksProfile;
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
        Optional<Surface> surface = product.surface().isEmpty()
                ? Optional.of(Surface.NONE)
                : known.surface(product.surface().get());
        if (surface.isEmpty()) {
            report(
                    LintRule.SURFACE_UNKNOWN,
                    "there is no surface layout " + product.surface().get());
            return;
        }
        new TreeMap<>(surface.get().typefaces())
                .forEach((typeface, has) -> writes(font, characters.orElse(Set.of()), typeface, has));
        printedValue(surface.get());
        tracks(surface.get());
    }

    /** Nobody sees a value that is computed and not printed, and an empty place looks like a card that is ready. */
    private void printedValue(Surface surface) {
        boolean placed = surface.fields().contains("CVV2");
        if (placed != product.cardValues().printed()) {
            report(
                    LintRule.PRINTED_VALUE_NOT_OF_SURFACE,
                    placed
                            ? "the surface has a place for CVV2, the product prints none"
                            : "the product prints CVV2, the surface has no place for it");
        }
        if (surface.raised().contains("CVV2")) {
            report(LintRule.PRINTED_VALUE_RAISED, "CVV2 stands in raised characters on the front");
        }
    }

    private void tracks(Surface surface) {
        TracksProfile stripe = product.stripe();
        Set<Integer> wanted = new TreeSet<>();
        stripe.track1().ifPresent(track -> wanted.add(1));
        stripe.track2().ifPresent(track -> wanted.add(2));
        if (stripe.track3()) {
            wanted.add(3);
        }
        Set<Integer> written = new TreeSet<>(surface.tracks());
        if (!wanted.equals(written)) {
            report(
                    LintRule.TRACKS_NOT_OF_SURFACE,
                    "the stripe of the product has tracks " + wanted + ", the surface writes " + written);
        }
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
