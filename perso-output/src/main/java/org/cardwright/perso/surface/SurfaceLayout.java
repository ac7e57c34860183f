package org.cardwright.perso.surface;

import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/**
 * Where the visible text of a card stands and which tracks it carries; data that a bureau changes without Java.
 *
 * <p>Positions are micrometres from the lower left corner of the front of an ID-1 card (ISO/IEC 7810).
 *
 * @param name unique name, referred to by products
 * @param version counts up with every change
 * @param hash SHA-256 of the layout file
 * @param emboss embossed lines, absent for flat cards
 * @param tracks magnetic tracks to be written, may be empty
 * @param laser engraved texts, may be empty
 */
public record SurfaceLayout(
        String name,
        int version,
        ByteString hash,
        Optional<Emboss> emboss,
        List<StripeTrack> tracks,
        List<Text> laser) {

    /** Width of an ID-1 card, ISO/IEC 7810. */
    static final int CARD_WIDTH_UM = 85_600;

    /** Copies the lists. */
    public SurfaceLayout {
        tracks = List.copyOf(tracks);
        laser = List.copyOf(laser);
    }

    /**
     * Embossed lines, top to bottom.
     *
     * @param leftUm left edge of the card to the centre of the first character
     * @param lines lines in the order in which the machine receives them
     */
    public record Emboss(int leftUm, List<Line> lines) {

        /** Copies the lines. */
        public Emboss {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A typeface of the embosser.
     *
     * @param id number at the machine, 1 Gothic, 2 Farrington 7B, 3 OCR-10, 4 indent, 5 OCR-7
     * @param name its usual name
     * @param pitchUm distance of two characters
     * @param characters all characters the drum carries
     */
    public record Font(int id, String name, int pitchUm, String characters) {

        /** True when every character of the text is on the drum. */
        public boolean carries(String text) {
            return text.chars().allMatch(c -> characters.indexOf(c) >= 0);
        }
    }

    /**
     * One embossed line.
     *
     * @param font its typeface
     * @param yUm bottom edge of the card to the middle of the characters
     * @param indent character positions left free
     * @param field what stands there
     */
    public record Line(Font font, int yUm, int indent, SurfaceField field) {}

    /**
     * One engraved text.
     *
     * @param name name at the machine
     * @param field what stands there
     * @param font typeface at the machine
     * @param heightUm character height
     * @param xUm left edge of the card to the left edge of the text
     * @param yUm bottom edge of the card to the base line
     */
    public record Text(String name, SurfaceField field, String font, int heightUm, int xUm, int yUm) {}

    /** Most characters that fit on the line between its first position and the right edge of the card. */
    public static int capacity(Emboss emboss, Line line) {
        return (CARD_WIDTH_UM - emboss.leftUm()) / line.font().pitchUm() - line.indent();
    }
}
