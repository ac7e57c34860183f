package org.cardwright.formats.screening;

import static org.cardwright.formats.issuer.IssuerField.CARDHOLDER_NAME;
import static org.cardwright.formats.issuer.IssuerField.CITY;
import static org.cardwright.formats.issuer.IssuerField.COUNTRY;
import static org.cardwright.formats.issuer.IssuerField.LANGUAGE;
import static org.cardwright.formats.issuer.IssuerField.POSTAL_CODE;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.issuer.IssuerField;

/** What is written on card, stripe and letter. ISO/IEC 7813 (name), ISO/IEC 7811-1 (embossing). */
final class TextRules {

    /** EMV 4.4 Book 3, annex A, tag 5F20: ans 2 to 26. */
    private static final int MIN_NAME = 2;

    private static final int MAX_NAME = 26;

    /** Longest address line, city and postal code. */
    private static final Map<IssuerField, Integer> MAX_CHARACTERS = maxCharacters();

    /** Spreadsheets take a text that begins so for a formula. CWE-1236. */
    private static final String FORMULA_STARTS = "=+-@";

    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    static final List<Rule> RULES = List.of(
            new Rule(RejectReason.FORMULA_START, TextRules::formula),
            new Rule(RejectReason.TEXT_TOO_LONG, TextRules::tooLong),
            Rule.of(
                    RejectReason.NAME_MISSING,
                    CARDHOLDER_NAME,
                    draft -> draft.has(CARDHOLDER_NAME) || !draft.policy().requiresName()),
            Rule.of(
                    RejectReason.NAME_CHARACTER,
                    CARDHOLDER_NAME,
                    draft -> draft.encodedName().isPresent()),
            new Rule(RejectReason.FONT_UNKNOWN, TextRules::withoutFont),
            new Rule(
                    RejectReason.FONT_CHARACTER,
                    draft -> written()
                            .filter(field ->
                                    draft.has(field) && onCard(draft, field).isEmpty())
                            .findFirst()),
            Rule.of(RejectReason.NAME_LENGTH, CARDHOLDER_NAME, TextRules::hasNameLength),
            new Rule(
                    RejectReason.FONT_WIDTH,
                    draft -> written().filter(field -> isTooWide(draft, field)).findFirst()),
            Rule.of(
                    RejectReason.LANGUAGE_UNKNOWN,
                    LANGUAGE,
                    draft -> !draft.has(LANGUAGE)
                            || (LANGUAGES.contains(draft.text(LANGUAGE))
                                    && draft.policy().allowsLanguage(draft.text(LANGUAGE)))),
            Rule.of(
                    RejectReason.COUNTRY_UNKNOWN,
                    COUNTRY,
                    draft -> !draft.has(COUNTRY) || COUNTRIES.contains(draft.text(COUNTRY))));

    private TextRules() {}

    /** Name and lines, in this order. */
    private static Stream<IssuerField> written() {
        return Stream.concat(Stream.of(CARDHOLDER_NAME), OrderDraft.EMBOSS_LINES.stream());
    }

    private static Stream<IssuerField> freeText() {
        return Stream.of(written(), OrderDraft.ADDRESS_LINES.stream(), Stream.of(POSTAL_CODE, CITY))
                .flatMap(fields -> fields);
    }

    private static Optional<IssuerField> formula(OrderDraft draft) {
        return freeText()
                .filter(draft::has)
                .filter(field -> FORMULA_STARTS.indexOf(draft.text(field).charAt(0)) >= 0)
                .findFirst();
    }

    private static Optional<IssuerField> tooLong(OrderDraft draft) {
        return MAX_CHARACTERS.entrySet().stream()
                .filter(limit -> draft.text(limit.getKey()).length() > limit.getValue())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** In the order of the fields, so that the same record always names the same field. */
    private static Map<IssuerField, Integer> maxCharacters() {
        Map<IssuerField, Integer> limits = new EnumMap<>(IssuerField.class);
        OrderDraft.ADDRESS_LINES.forEach(line -> limits.put(line, 60));
        limits.put(CITY, 40);
        limits.put(POSTAL_CODE, 12);
        return Collections.unmodifiableMap(limits);
    }

    /** A product without a font has no text on the card; one with a font needs its table. */
    private static Optional<IssuerField> withoutFont(OrderDraft draft) {
        boolean fontless = draft.font().isEmpty();
        boolean named = !draft.policy().embossFont().isEmpty();
        return written()
                .filter(draft::has)
                .filter(field -> fontless && (named || field != CARDHOLDER_NAME))
                .findFirst();
    }

    private static Optional<String> onCard(OrderDraft draft, IssuerField field) {
        return field == CARDHOLDER_NAME ? draft.embossedName() : draft.embossed(field);
    }

    private static boolean hasNameLength(OrderDraft draft) {
        int length = draft.encodedName().orElse("").length();
        return !draft.has(CARDHOLDER_NAME) || (length >= MIN_NAME && length <= MAX_NAME);
    }

    private static boolean isTooWide(OrderDraft draft, IssuerField field) {
        int width = draft.font()
                .map(font -> font.widthMicrometres(onCard(draft, field).orElse("")))
                .orElse(0);
        return draft.has(field) && width > draft.policy().embossLineMicrometres();
    }
}
