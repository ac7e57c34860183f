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

    /** How characters are pressed into the card. */
    public enum Kind {
        /** Raised on the front; a foil can be put on them. ISO/IEC 7811-1. */
        RAISED,
        /** Pressed in and coloured, flat: the verification value on the signature panel. */
        INDENT
    }

    /** A side of the card. */
    public enum Side {
        /** Where the raised characters stand. */
        FRONT,
        /** Where stripe and signature panel are. */
        BACK
    }

    /**
     * A foil that is pressed onto raised characters. How a machine is told is nowhere public; what its manual says stands in the
     * layout and is written as it is.
     *
     * @param foil its name
     * @param location text behind the location of each of its lines in the format record, empty for none
     * @param field field of the record of every card that has it, {@code #NAM#...}, empty for none
     * @param zone where the module reaches
     */
    public record Topping(String foil, String location, String field, Zone zone) {}

    /**
     * A part of the card, edges included.
     *
     * @param leftUm left edge
     * @param rightUm right edge
     * @param bottomUm lower edge
     * @param topUm upper edge
     */
    public record Zone(int leftUm, int rightUm, int bottomUm, int topUm) {

        /** True when the point lies in it. */
        public boolean holds(int xUm, int yUm) {
            return xUm >= leftUm && xUm <= rightUm && yUm >= bottomUm && yUm <= topUm;
        }
    }

    /**
     * A typeface of the embosser.
     *
     * @param id number at the machine, 1 Gothic, 2 Farrington 7B, 3 OCR-10, 4 indent, 5 OCR-7
     * @param name its usual name
     * @param pitchUm distance of two characters
     * @param characters all characters the drum carries
     * @param kind raised, or pressed in
     */
    public record Font(int id, String name, int pitchUm, String characters, Kind kind) {

        /** True when every character of the text is on the drum. */
        public boolean carries(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (characters.indexOf(text.charAt(i)) < 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * One embossed line.
     *
     * @param font its typeface
     * @param yUm bottom edge of the card to the middle of the characters
     * @param indent character positions left free
     * @param field what stands there
     * @param side on which it stands
     * @param topping the foil on its characters, absent for none
     */
    public record Line(Font font, int yUm, int indent, SurfaceField field, Side side, Optional<Topping> topping) {}

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

    /** Most characters that fit on the line between its first position and the right edge of the card, or of its foil. */
    public static int capacity(Emboss emboss, Line line) {
        int onCard = (CARD_WIDTH_UM - emboss.leftUm()) / line.font().pitchUm();
        int underFoil = line.topping()
                .map(topping -> (topping.zone().rightUm() - emboss.leftUm())
                                / line.font().pitchUm()
                        + 1)
                .orElse(onCard);
        return Math.min(onCard, underFoil) - line.indent();
    }
}
