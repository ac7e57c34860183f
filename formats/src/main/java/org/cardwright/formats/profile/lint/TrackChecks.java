package org.cardwright.formats.profile.lint;

import java.util.Optional;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.cardwright.formats.profile.TrackTemplate;
import org.cardwright.formats.profile.TracksProfile;

/** Track templates. ISO/IEC 7813. */
final class TrackChecks {

    /** 37 characters less a PAN of 19 digits, separator, date and service code. */
    private static final int TRACK_2_ALWAYS_FITS = 10;

    /** 76 characters less format code, PAN, two separators, a name of 26 characters, date and service code. */
    private static final int TRACK_1_ALWAYS_FITS = 21;

    private TrackChecks() {}

    static void check(LintContext context) {
        TracksProfile chip = context.application().trackData();
        boolean stripeValue = chip.templates().anyMatch(template -> template.needs(TrackTemplate.Content.CVV));
        if (stripeValue) {
            context.report(LintRule.STRIPE_VALUE_ON_CHIP, "the track data of the chip hold the value of the stripe");
        }
        length(context, "track 1 of the chip", chip.track1(), TRACK_1_ALWAYS_FITS);
        length(context, "track 2 of the chip", chip.track2(), TRACK_2_ALWAYS_FITS);
        if (context.product().applications().get(0).equals(context.application())) {
            length(context, "track 1 of the stripe", context.product().stripe().track1(), TRACK_1_ALWAYS_FITS);
            decimalisation(context);
            length(context, "track 2 of the stripe", context.product().stripe().track2(), TRACK_2_ALWAYS_FITS);
        }
    }

    /** A table with few digits lets offsets give the PIN away. */
    private static void decimalisation(LintContext context) {
        context.product()
                .cardValues()
                .pinOffset()
                .filter(offset -> !PinOffsetProfile.isStrong(offset.decimalisation()))
                .ifPresent(weak -> context.report(
                        LintRule.DECIMALISATION_TABLE,
                        "the decimalisation table of the PIN offset has too few digits"));
    }

    private static void length(LintContext context, String where, Optional<TrackTemplate> template, int fits) {
        template.filter(t -> t.length() > fits)
                .ifPresent(t -> context.report(
                        LintRule.TRACK_TOO_LONG,
                        where + ": " + t.length() + " characters do not fit behind the longest PAN and name, " + fits
                                + " do"));
    }
}
