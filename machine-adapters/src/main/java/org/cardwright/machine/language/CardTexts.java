package org.cardwright.machine.language;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The texts of one card by their places in the sealed files: {@code emboss-1} for the first embossed line, {@code laser-pan} for the
 * engraved text of that name, {@code track-2} for a track between its sentinels, {@code pin-block} for the PIN block under {@code pin-key}.
 *
 * <p>Sensitive: number, name, tracks and printed verification value stand in it.
 */
public final class CardTexts {

    /** Place of the enciphered PIN block, hexadecimal. */
    static final String PIN_BLOCK = "pin-block";

    /** Place of the identifier of the key under which it stands, hexadecimal. */
    static final String PIN_KEY = "pin-key";

    private final Map<String, String> texts;

    private CardTexts(Map<String, String> texts) {
        this.texts = texts;
    }

    /** Texts by place. */
    public static CardTexts of(Map<String, String> texts) {
        return new CardTexts(new TreeMap<>(texts));
    }

    /** The text at a place; empty when the card has none. */
    public String at(String place) {
        return texts.getOrDefault(place, "");
    }

    /** The places that the card has, empty ones too. */
    public Set<String> places() {
        return Set.copyOf(texts.keySet());
    }

    /** How many, not which. */
    @Override
    public String toString() {
        return "CardTexts(" + texts.size() + " places)";
    }
}
