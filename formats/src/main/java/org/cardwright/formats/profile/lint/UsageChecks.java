package org.cardwright.formats.profile.lint;

import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.emv.ApplicationUsageControl;
import org.cardwright.formats.profile.RiskValue;
import org.cardwright.formats.tlv.Tag;

/** Agreement of usage control, service codes, currency, country and limits. */
final class UsageChecks {

    private static final List<String> ABROAD =
            List.of("international-cash", "international-goods", "international-services");

    /** What one parameter is compiled to and a product could contradict: the first is the readable one. */
    private static final List<List<String>> SAME = List.of(
            List.of("9F42", "9F51", "C9"),
            List.of("5F28", "9F57", "C8"),
            List.of("9F14", "9F58"),
            List.of("9F23", "9F59"));

    private static final List<List<String>> LOWER_AND_UPPER =
            List.of(List.of("9F14", "9F23"), List.of("9F58", "9F59"), List.of("9F54", "9F5C"), List.of("CA", "CB"));

    private UsageChecks() {}

    static void check(LintContext context) {
        if (!context.isPayment()) {
            return;
        }
        serviceCodes(context);
        currency(context);
        SAME.forEach(group -> same(context, group));
        LOWER_AND_UPPER.forEach(pair -> limits(context, pair.get(0), pair.get(1)));
    }

    /** ISO/IEC 7813: first digit 1, 2 abroad, 5, 6 at home; 2, 6 with chip. */
    private static void serviceCodes(LintContext context) {
        Set<Character> first = context.product().ordering().serviceCodes().stream()
                .map(ServiceCode::digits)
                .map(digits -> digits.charAt(0))
                .collect(Collectors.toSet());
        if (first.stream().anyMatch(digit -> digit != '2' && digit != '6')) {
            context.report(LintRule.SERVICE_CODE_WITHOUT_CHIP, "a service code does not tell that there is a chip");
        }
        Optional<ByteString> usage = context.fixed("9F07").filter(value -> value.size() == 2);
        if (usage.isEmpty()) {
            return;
        }
        ApplicationUsageControl control = new ApplicationUsageControl(usage.get());
        boolean abroad = ABROAD.stream().anyMatch(control::has);
        boolean codesAbroad = first.contains('1') || first.contains('2');
        boolean codesAtHome = first.contains('5') || first.contains('6');
        if (!abroad && !codesAtHome) {
            context.report(
                    LintRule.SERVICE_CODE_AGAINST_USAGE, "service codes allow use abroad, usage control does not");
        }
        if (abroad && !codesAbroad) {
            context.report(
                    LintRule.SERVICE_CODE_AGAINST_USAGE, "usage control allows use abroad, service codes do not");
        }
    }

    private static void currency(LintContext context) {
        Optional<String> currency = digits(context, "9F42");
        Optional<String> country = digits(context, "5F28");
        if (currency.isEmpty()) {
            return;
        }
        country.map(CountryCurrencies::of)
                .filter(expected -> !expected.isEmpty() && !expected.equals(currency.get()))
                .ifPresent(expected -> context.report(
                        LintRule.CURRENCY_NOT_OF_COUNTRY,
                        "country " + country.get() + " has currency " + expected + ", not " + currency.get()));
        int exponent = context.number("9F44").orElse(-1);
        Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getNumericCode() == Integer.parseInt(currency.get()))
                .filter(known -> exponent >= 0 && known.getDefaultFractionDigits() >= 0)
                .filter(known -> known.getDefaultFractionDigits() != exponent)
                .findFirst()
                .ifPresent(known -> context.report(
                        LintRule.CURRENCY_EXPONENT,
                        known + " has " + known.getDefaultFractionDigits() + " minor digits, 9F44 says " + exponent));
    }

    private static Optional<String> digits(LintContext context, String tag) {
        return context.fixed(tag)
                .filter(value -> value.size() == 2)
                .map(value -> value.toHex().substring(1))
                .filter(digits -> digits.chars().allMatch(Character::isDigit));
    }

    /** A product may type an element that a risk parameter decides; then both must say the same. */
    private static void same(LintContext context, List<String> group) {
        Map<Tag, ByteString> decided = context.application().risk().values().stream()
                .map(RiskValue::elements)
                .filter(elements -> elements.containsKey(Tag.of(group.get(0))))
                .findFirst()
                .orElse(Map.of());
        for (String tag : group) {
            ByteString wanted = decided.get(Tag.of(tag));
            Optional<ByteString> actual = context.fixed(tag);
            if (wanted != null && actual.isPresent() && !actual.get().equals(wanted)) {
                context.report(
                        LintRule.PARAMETER_DIFFERS,
                        tag + " is " + actual.get().toHex() + ", the risk parameter says " + wanted.toHex());
            }
        }
        long values = Stream.of(group.get(0), group.get(1))
                .map(context::fixed)
                .flatMap(Optional::stream)
                .distinct()
                .count();
        if (decided.isEmpty() && values > 1) {
            context.report(LintRule.PARAMETER_DIFFERS, group.get(0) + " and " + group.get(1) + " differ");
        }
    }

    private static void limits(LintContext context, String lower, String upper) {
        Optional<ByteString> low = context.fixed(lower);
        Optional<ByteString> high = context.fixed(upper);
        if (low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) > 0) {
            context.report(
                    LintRule.LIMITS_CROSSED,
                    lower + " is " + low.get().toHex() + ", " + upper + " only "
                            + high.get().toHex());
        }
    }
}
