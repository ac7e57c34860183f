package org.cardwright.formats.profile.lint;

import java.util.Map;

/** Currencies of countries with many cards, numeric codes of ISO 3166-1 and ISO 4217; the rest is not checked. */
final class CountryCurrencies {

    private static final String EURO = "978";

    private static final Map<String, String> TABLE = Map.ofEntries(
            Map.entry("036", "036"),
            Map.entry("040", EURO),
            Map.entry("056", EURO),
            Map.entry("076", "986"),
            Map.entry("124", "124"),
            Map.entry("156", "156"),
            Map.entry("191", EURO),
            Map.entry("203", "203"),
            Map.entry("208", "208"),
            Map.entry("246", EURO),
            Map.entry("250", EURO),
            Map.entry("276", EURO),
            Map.entry("300", EURO),
            Map.entry("344", "344"),
            Map.entry("348", "348"),
            Map.entry("356", "356"),
            Map.entry("360", "360"),
            Map.entry("372", EURO),
            Map.entry("376", "376"),
            Map.entry("380", EURO),
            Map.entry("392", "392"),
            Map.entry("410", "410"),
            Map.entry("458", "458"),
            Map.entry("484", "484"),
            Map.entry("528", EURO),
            Map.entry("554", "554"),
            Map.entry("578", "578"),
            Map.entry("608", "608"),
            Map.entry("616", "985"),
            Map.entry("620", EURO),
            Map.entry("643", "643"),
            Map.entry("682", "682"),
            Map.entry("702", "702"),
            Map.entry("703", EURO),
            Map.entry("710", "710"),
            Map.entry("724", EURO),
            Map.entry("752", "752"),
            Map.entry("756", "756"),
            Map.entry("764", "764"),
            Map.entry("784", "784"),
            Map.entry("792", "949"),
            Map.entry("804", "980"),
            Map.entry("826", "826"),
            Map.entry("840", "840"));

    private CountryCurrencies() {}

    /** The currency, empty when the country is not in the table. */
    static String of(String country) {
        return TABLE.getOrDefault(country, "");
    }
}
