package org.cardwright.machine.language;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One text of a machine record: what stands there, and where.
 *
 * @param name at the machine, or for messages
 * @param from places of the card, joined by a space
 * @param required whether a card without it is refused
 * @param width how long it may be
 * @param spot where it stands; {@link Spot#NOWHERE} where the machine knows
 */
public record PlacedText(String name, List<String> from, boolean required, Width width, Spot spot) {

    /** Copies the places. */
    public PlacedText {
        from = List.copyOf(from);
    }

    /**
     * How many characters.
     *
     * @param most the longest text; 0 for no limit
     * @param padding how a shorter one is filled up
     * @param fill with what
     */
    public record Width(int most, Padding padding, char fill) {
        /** As long as it is. */
        public static final Width FREE = new Width(0, Padding.NONE, ' ');
    }

    /** Where the filling goes. */
    public enum Padding {
        /** There is none. */
        NONE,
        /** Behind the text. */
        RIGHT,
        /** Before the text. */
        LEFT
    }

    /**
     * Where a text stands.
     *
     * @param font at the machine
     * @param xUm left edge of the card to the first character
     * @param yUm bottom edge of the card to the text
     * @param pitchUm distance of two characters; 0 when the machine knows
     * @param heightUm of a character; 0 when the machine knows
     */
    public record Spot(String font, int xUm, int yUm, int pitchUm, int heightUm) {
        /** No place of its own. */
        public static final Spot NOWHERE = new Spot("", 0, 0, 0, 0);
    }

    /**
     * The text of a card, filled up.
     *
     * @throws MachineTextException when it is required and missing, or too long
     */
    String of(JobCard card) {
        String text = bare(card);
        int missing = width.most() - text.length();
        return switch (width.padding()) {
            case NONE -> text;
            case RIGHT -> text + String.valueOf(width.fill()).repeat(missing);
            case LEFT -> String.valueOf(width.fill()).repeat(missing) + text;
        };
    }

    /** The text of a card as it is. */
    String bare(JobCard card) {
        String text =
                from.stream().map(card::at).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
        if (required && text.isEmpty()) {
            throw refused(card, "the card has no such text");
        }
        if (width.most() > 0 && text.length() > width.most()) {
            throw refused(card, text.length() + " characters, there is room for " + width.most());
        }
        if (text.chars().anyMatch(PlacedText::isNoCharacter)) {
            throw refused(card, "a control character, or half of a character");
        }
        return text;
    }

    /** What no machine puts on a card: control characters, halves of a pair, separators of lines. */
    private static boolean isNoCharacter(int c) {
        return Character.isISOControl(c) || Character.isSurrogate((char) c) || c == 0x2028 || c == 0x2029;
    }

    /**
     * Looks whether a machine has the characters of the text.
     *
     * @throws MachineTextException when it has not
     */
    void requireIn(Charset charset, JobCard card) {
        if (!charset.newEncoder().canEncode(of(card))) {
            throw refused(card, "a character that is not in " + charset.name());
        }
    }

    MachineTextException refused(JobCard card, String rule) {
        return new MachineTextException(card, "text " + name, rule);
    }
}
