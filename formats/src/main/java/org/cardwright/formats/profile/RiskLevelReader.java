package org.cardwright.formats.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cardwright.formats.bytes.Bcd;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationUsageControl;
import org.cardwright.formats.emv.CvmList;
import org.cardwright.formats.emv.CvmRule;
import org.cardwright.formats.emv.IssuerActionCode;
import org.cardwright.formats.profile.xml.CvmListType;
import org.cardwright.formats.profile.xml.LimitsType;
import org.cardwright.formats.profile.xml.NamedBitsType;
import org.cardwright.formats.profile.xml.RiskElementType;
import org.cardwright.formats.profile.xml.RiskLevelType;
import org.cardwright.formats.tlv.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one level of a risk profile: base, product or segment.
 *
 * <p>Tags: EMV 4.4 Book 3, annex A; 9F51 to 9F59, 9F5C, 9F72 (Visa-like) and C8 to CB (M/Chip-like).
 */
final class RiskLevelReader {

    private static final int AMOUNT_BYTES = 6;

    private final ProfileDocument document;
    private final String level;
    private final List<RiskValue> values = new ArrayList<>();

    private RiskLevelReader(ProfileDocument document, String level) {
        this.document = document;
        this.level = level;
    }

    /** The parameters that the level decides. */
    static List<RiskValue> read(ProfileDocument document, RiskLevelType content, String level) {
        RiskLevelReader reader = new RiskLevelReader(document, level);
        reader.money(content);
        reader.usage(content);
        reader.actionCode("action-code-default", content.getActionCodeDefault());
        reader.actionCode("action-code-denial", content.getActionCodeDenial());
        reader.actionCode("action-code-online", content.getActionCodeOnline());
        RiskLevelType.IssuerApplicationData data = content.getIssuerApplicationData();
        if (data != null) {
            reader.put(
                    data,
                    "issuer-application-data",
                    data.getHex(),
                    elements(ByteString.fromHex(data.getHex()), "9F10"));
        }
        if (content.getLimits() != null) {
            reader.limits(content.getLimits());
        }
        content.getElement().forEach(reader::element);
        return List.copyOf(reader.values);
    }

    private void money(RiskLevelType content) {
        RiskLevelType.Currency currency = content.getCurrency();
        if (currency != null) {
            Map<Tag, ByteString> elements = elements(Bcd.encode(currency.getCode(), 2), "9F42", "9F51", "C9");
            elements.put(Tag.of("9F44"), oneByte(currency, "exponent", currency.getExponent()));
            put(currency, "currency", currency.getCode() + ", exponent " + currency.getExponent(), elements);
        }
        RiskLevelType.Country country = content.getCountry();
        if (country != null) {
            put(
                    country,
                    "country",
                    country.getCode(),
                    elements(Bcd.encode(country.getCode(), 2), "5F28", "9F57", "C8"));
        }
        RiskLevelType.Pin pin = content.getPin();
        if (pin != null) {
            put(
                    pin,
                    "pin-tries",
                    String.valueOf(pin.getTries()),
                    elements(oneByte(pin, "tries", pin.getTries()), "9F17"));
        }
    }

    private void usage(RiskLevelType content) {
        NamedBitsType usage = content.getUsageControl();
        if (usage != null) {
            ApplicationUsageControl compiled =
                    bits(usage, "usage-control", ApplicationUsageControl::of, ApplicationUsageControl::new);
            put(usage, "usage-control", String.join(" ", compiled.names()), elements(compiled.value(), "9F07"));
        }
        CvmListType list = content.getCvmList();
        if (list != null) {
            CvmList compiled = compiled(list, "cvm-list", () -> cvmList(list));
            put(list, "cvm-list", compiled.text().strip().replace("\n", "; "), elements(compiled.encode(), "8E"));
        }
    }

    private CvmList cvmList(CvmListType list) {
        List<CvmRule> rules = new ArrayList<>();
        for (CvmListType.Rule rule : list.getRule()) {
            rules.add(compiled(
                    rule,
                    "cvm-list",
                    () -> CvmRule.of(
                            rule.getMethod(),
                            rule.getWhen(),
                            rule.getOtherwise().equals("next"))));
        }
        return new CvmList(Long.parseLong(list.getAmountX()), Long.parseLong(list.getAmountY()), rules);
    }

    private void actionCode(String name, @Nullable NamedBitsType code) {
        if (code != null) {
            IssuerActionCode compiled = bits(code, name, IssuerActionCode::of, IssuerActionCode::new);
            String tag = Map.of("action-code-default", "9F0D", "action-code-denial", "9F0E")
                    .getOrDefault(name, "9F0F");
            put(code, name, String.join(" ", compiled.names()), elements(compiled.value(), tag));
        }
    }

    private <T> T bits(
            NamedBitsType said, String name, Function<List<String>, T> ofNames, Function<ByteString, T> ofBytes) {
        if (said.getHex() != null && !said.getValue().isEmpty()) {
            throw document.error(said, name + ": either hex or names, not both");
        }
        return compiled(
                said,
                name,
                () -> said.getHex() == null
                        ? ofNames.apply(said.getValue())
                        : ofBytes.apply(ByteString.fromHex(said.getHex())));
    }

    private void limits(LimitsType limits) {
        count(limits, "lower-consecutive", limits.getLowerConsecutive(), "9F14", "9F58");
        count(limits, "upper-consecutive", limits.getUpperConsecutive(), "9F23", "9F59");
        count(limits, "consecutive-international", limits.getConsecutiveInternational(), "9F53");
        count(limits, "consecutive-foreign-country", limits.getConsecutiveForeignCountry(), "9F72");
        amount(limits, "cumulative-amount", limits.getCumulativeAmount(), "9F54", "CA");
        amount(limits, "cumulative-upper-amount", limits.getCumulativeUpperAmount(), "9F5C", "CB");
    }

    private void count(LimitsType limits, String name, @Nullable Integer value, String... tags) {
        if (value != null) {
            put(limits, "limits " + name, value.toString(), elements(oneByte(limits, name, value), tags));
        }
    }

    private void amount(LimitsType limits, String name, @Nullable String value, String... tags) {
        if (value != null) {
            ByteString bytes = compiled(limits, name, () -> Bcd.encode(value, AMOUNT_BYTES));
            put(limits, "limits " + name, value, elements(bytes, tags));
        }
    }

    private void element(RiskElementType element) {
        FixedValue value = FixedValue.of(
                document,
                element,
                new FixedValue.Attributes(
                        element.getHex(), element.getText(), element.getDigits(), element.getBytes()));
        String name = "element " + element.getTag();
        put(element, name, value.readable(), compiled(element, name, () -> elements(value.bytes(), element.getTag())));
    }

    private ByteString oneByte(Object element, String name, int value) {
        return compiled(element, name, () -> ByteString.ofUnsigned(value, 1));
    }

    private <T> T compiled(Object element, String name, Supplier<T> compilation) {
        try {
            return compilation.get();
        } catch (IllegalArgumentException wrong) {
            throw document.error(element, name + ": " + wrong.getMessage());
        }
    }

    private static Map<Tag, ByteString> elements(ByteString value, String... tags) {
        Map<Tag, ByteString> elements = new HashMap<>();
        for (String tag : tags) {
            elements.put(Tag.of(tag), value);
        }
        return elements;
    }

    private void put(Object element, String name, String readable, Map<Tag, ByteString> elements) {
        values.add(new RiskValue(name, readable, elements, document.at(element, level)));
    }
}
