package org.cardwright.formats.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What the rules say to an issuer, in the issuer's language; the ids are the same in all.
 *
 * <p>English stands in {@link RejectReason}; any other language is a file {@code reject-reasons-xx.properties} beside this
 * class, UTF-8, with one text for each rule.
 */
public final class RejectTexts {

    /** ISO 639-1 codes of the languages there are. */
    public static final List<String> LANGUAGES = List.of("en", "de", "fr");

    /** The texts of {@link RejectReason}. */
    public static final RejectTexts ENGLISH = new RejectTexts(new Properties());

    private final Map<RejectReason, String> texts = new EnumMap<>(RejectReason.class);

    private RejectTexts(Properties translated) {
        for (RejectReason reason : RejectReason.values()) {
            texts.put(reason, translated.getProperty(reason.id(), reason.text()));
        }
    }

    /**
     * The texts of a language.
     *
     * @param language ISO 639-1, one of {@link #LANGUAGES}
     * @throws IllegalArgumentException when there are none; it names those that there are
     */
    public static RejectTexts in(String language) {
        if (!LANGUAGES.contains(language)) {
            throw new IllegalArgumentException("reasons are written in " + String.join(", ", LANGUAGES));
        }
        return language.equals("en") ? ENGLISH : new RejectTexts(translation(language));
    }

    static Properties translation(String language) {
        String file = "reject-reasons-" + language + ".properties";
        Properties translated = new Properties();
        try (InputStream in = RejectTexts.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + file + " is missing");
            }
            translated.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return translated;
    }

    /** The plain sentence of a rule, never a value of the record. */
    public String text(RejectReason reason) {
        return texts.getOrDefault(reason, reason.text());
    }
}
