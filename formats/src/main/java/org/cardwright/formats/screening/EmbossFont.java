package org.cardwright.formats.screening;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one machine font can write and what it writes instead.
 *
 * @param name as products name it
 * @param pitchMicrometres width of one character with its gap
 * @param capitals true when small letters become capitals first
 * @param characters code points that the font has
 * @param replacements code point to what is written instead
 */
public record EmbossFont(
        String name,
        int pitchMicrometres,
        boolean capitals,
        Set<Integer> characters,
        Map<Integer, String> replacements) {

    /** Copies the collections. */
    public EmbossFont {
        characters = Set.copyOf(characters);
        replacements = Map.copyOf(replacements);
    }

    /**
     * The text as the machine writes it; empty when it has a character that the font neither has nor replaces. Composed
     * and decomposed accents are the same character.
     */
    public Optional<String> write(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder written = new StringBuilder(composed.length());
        for (int codePoint : cased(composed).codePoints().toArray()) {
            String replacement = replacements.get(codePoint);
            if (characters.contains(codePoint)) {
                written.appendCodePoint(codePoint);
            } else if (replacement != null) {
                written.append(replacement);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(written.toString());
    }

    /** Width of a text that {@link #write} gave. */
    public int widthMicrometres(String written) {
        return written.codePointCount(0, written.length()) * pitchMicrometres;
    }

    private String cased(String text) {
        return capitals ? text.toUpperCase(Locale.ROOT) : text;
    }
}
