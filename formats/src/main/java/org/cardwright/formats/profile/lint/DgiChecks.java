package org.cardwright.formats.profile.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.formats.emv.DataGrouping;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.DeviceInstructions;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.ElementSource;
import org.cardwright.formats.profile.SecretClass;
import org.cardwright.formats.profile.TagNode;

/** Data groupings: numbers, lengths, order. EMV CPS, section 3 of the record. */
final class DgiChecks {

    private static final List<CardKeyProfile.Use> SCRIPT_KEYS =
            List.of(CardKeyProfile.Use.AC, CardKeyProfile.Use.SMI, CardKeyProfile.Use.SMC);

    private DgiChecks() {}

    static void check(LintContext context) {
        context.application().dgis().forEach(dgi -> numbers(context, dgi));
        context.dgis(DgiProfile.Positional.class).forEach(positional -> lengths(context, positional));
        checkValues(context);
        instructions(context);
        if (context.isPayment()) {
            scriptKeys(context);
        }
    }

    private static void numbers(LintContext context, DgiProfile dgi) {
        for (int number : dgi.dgis()) {
            if (isReserved(number)) {
                context.report(LintRule.RESERVED_NUMBER, "DGI " + DgiProfile.text(number) + " is reserved");
            }
            boolean usuallySecret = DataGrouping.classOf(number).isSecret();
            if (usuallySecret && dgi.secretClass() == SecretClass.CLEAR) {
                context.report(LintRule.CLEAR_IN_SECRET_RANGE, "DGI " + DgiProfile.text(number) + " is not encrypted");
            }
            if (holdsKeys(number) && hasConstant(context, dgi)) {
                context.report(
                        LintRule.KEY_OF_EVERY_CARD,
                        "DGI " + DgiProfile.text(number) + " holds keys, and every card would get the same");
            }
        }
    }

    /** A number that is always for keys or PINs, not one of the vendor's. */
    private static boolean holdsKeys(int number) {
        return DataGrouping.find(number)
                .filter(row -> row.first() == row.last() && row.dataClass().isSecret())
                .isPresent();
    }

    private static boolean hasConstant(LintContext context, DgiProfile dgi) {
        if (dgi instanceof DgiProfile.Positional positional) {
            return positional.fields().stream().anyMatch(field -> field.source() instanceof ElementSource.Fixed);
        }
        return dgi instanceof DgiProfile.Tlvs tlvs
                && TagNode.elements(tlvs.tags()).stream()
                        .anyMatch(tag -> context.application()
                                .fixed(tag.toString(), tlvs.on())
                                .isPresent());
    }

    /** Reserved by EMV CPS: never to be used for anything else. */
    private static boolean isReserved(int number) {
        return (number >= 0x9F60 && number <= 0x9F6F)
                || (number >= 0x7FF0 && number <= 0x7FFE)
                || List.of(0x7F01, 0x8F01, 0x00CF, 0x0062).contains(number);
    }

    private static void lengths(LintContext context, DgiProfile.Positional positional) {
        int sum = 0;
        boolean allFixed = true;
        for (DgiProfile.PositionalField field : positional.fields()) {
            int fixed = field.source() instanceof ElementSource.Fixed value
                    ? value.value().size()
                    : -1;
            int declared = field.bytes().orElse(fixed);
            if (fixed >= 0 && fixed != declared) {
                context.report(
                        LintRule.POSITIONAL_LENGTH,
                        "DGI " + DgiProfile.text(positional.dgi()) + " field " + field.name() + " has " + fixed
                                + " bytes, required " + declared);
            }
            allFixed &= declared >= 0;
            sum += Math.max(declared, 0);
        }
        if (allFixed
                && positional.totalBytes().isPresent()
                && positional.totalBytes().getAsInt() != sum) {
            context.report(
                    LintRule.POSITIONAL_LENGTH,
                    "DGI " + DgiProfile.text(positional.dgi()) + " has " + sum + " bytes, required "
                            + positional.totalBytes().getAsInt());
        }
    }

    private static void checkValues(LintContext context) {
        Set<String> keys = new HashSet<>();
        Set<String> values = new HashSet<>();
        for (DgiProfile dgi : context.application().dgis()) {
            if (dgi instanceof DgiProfile.Keys k) {
                keys.add(k.keys().id());
            }
            if (dgi instanceof DgiProfile.CheckValues v) {
                values.add(v.keys().id());
                if (!keys.contains(v.keys().id())) {
                    context.report(
                            LintRule.CHECK_VALUES_BEFORE_KEYS,
                            "DGI " + DgiProfile.text(v.dgi()) + " stands before keys "
                                    + v.keys().id());
                }
            }
        }
        for (CardKeyProfile set : context.application().cardKeys()) {
            boolean cryptogramKeys = set.keys().stream().anyMatch(key -> key.use() == CardKeyProfile.Use.AC);
            if (cryptogramKeys && keys.contains(set.id()) && !values.contains(set.id())) {
                context.report(LintRule.CHECK_VALUES_MISSING, "keys " + set.id() + " have no check values");
            }
        }
    }

    private static void instructions(LintContext context) {
        DeviceInstructions device = context.application().device();
        Set<Integer> there = new HashSet<>();
        context.application().dgis().forEach(dgi -> there.addAll(dgi.dgis()));
        Stream.of(device.order(), device.versionControl(), device.random(), device.group())
                .flatMap(List::stream)
                .filter(number -> !there.contains(number))
                .forEach(number -> context.report(
                        LintRule.INSTRUCTION_WITHOUT_DGI, "the device is told about DGI " + DgiProfile.text(number)));
    }

    private static void scriptKeys(LintContext context) {
        boolean complete = context.dgis(DgiProfile.Keys.class).stream()
                .map(dgi ->
                        dgi.keys().keys().stream().map(CardKeyProfile.Key::use).toList())
                .anyMatch(SCRIPT_KEYS::equals);
        if (!complete) {
            context.report(LintRule.SCRIPT_KEYS_INCOMPLETE, "no data grouping holds the keys AC, SMI, SMC");
        }
    }
}
