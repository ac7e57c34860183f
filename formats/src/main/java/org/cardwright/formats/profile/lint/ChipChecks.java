package org.cardwright.formats.profile.lint;

import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.formats.profile.AuthenticationMethod;
import org.cardwright.formats.profile.AuthenticationProfile;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.ChipProfile;
import org.cardwright.formats.profile.RsaKeyProfile;

/** The product against the abilities of its chip. */
final class ChipChecks {

    private ChipChecks() {}

    static void check(LintContext context) {
        ChipProfile chip = context.product().chip();
        context.authentication().ifPresent(a -> rsa(context, chip, a));
        boolean aesKeys =
                context.application().cardKeys().stream().anyMatch(keys -> keys.option() == CardKeyProfile.Option.C);
        if (aesKeys && !chip.aes()) {
            context.report(
                    LintRule.CHIP_WITHOUT_AES, "option C gives AES keys, which chip " + chip.id() + " cannot use");
        }
        if (context.interfaces().contains(CardInterface.CONTACTLESS) && !chip.contactless()) {
            context.report(LintRule.CHIP_WITHOUT_ANTENNA, "chip " + chip.id() + " has no antenna");
        }
        if (!chip.families().contains(context.application().family())) {
            context.report(
                    LintRule.CHIP_WITHOUT_FAMILY,
                    "no applet of chip " + chip.id() + " understands "
                            + context.application().family());
        }
        memory(context, chip);
    }

    private static void rsa(LintContext context, ChipProfile chip, AuthenticationProfile authentication) {
        boolean asked = authentication.methods().stream().anyMatch(AuthenticationMethod::needsIccKey)
                || authentication.certificatesPerCard() > 0;
        if (asked && chip.maxRsaBits() == 0) {
            context.report(
                    LintRule.CHIP_WITHOUT_RSA,
                    "chip " + chip.id() + " has no RSA, but " + authentication.methods() + " is asked");
            return;
        }
        Stream.of(authentication.iccKey(), authentication.pinKey())
                .flatMap(Optional::stream)
                .mapToInt(RsaKeyProfile::bits)
                .filter(bits -> bits > chip.maxRsaBits())
                .findFirst()
                .ifPresent(bits -> context.report(
                        LintRule.CHIP_RSA_TOO_SHORT,
                        "chip " + chip.id() + " has RSA up to " + chip.maxRsaBits() + " bits, " + bits + " are asked"));
    }

    /** All applications share the memory, so the first one reports for the product. */
    private static void memory(LintContext context, ChipProfile chip) {
        if (!context.product().applications().get(0).equals(context.application())) {
            return;
        }
        int needed = context.product().applications().stream()
                .mapToInt(ElementSizes::applicationBytes)
                .sum();
        if (needed > chip.memoryBytes()) {
            context.report(
                    LintRule.CHIP_MEMORY,
                    "up to " + needed + " bytes of data for " + chip.memoryBytes() + " bytes of memory");
        }
    }
}
