package org.cardwright.machine.language;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.perso.surface.StripeTrack;

/**
 * Escapes that the printer driver of the CE, SD and CD classes takes out of a page: {@code ~EM%font;x;y;text}, {@code ~1%B...?}.
 *
 * <p>Source: machine formats B2. One card is one page; what ends it is only recalled and stands in the definition.
 *
 * @param zone where characters can be embossed
 * @param marks what stands between escapes and behind a card
 * @param texts what is embossed
 * @param tracks what it encodes
 */
public record XpsLanguage(Zone zone, Marks marks, List<PlacedText> texts, Tracks tracks) implements MachineLanguage {

    /** Copies the texts. */
    public XpsLanguage {
        texts = List.copyOf(texts);
    }

    /** Where the machine reaches, in mils. */
    public enum Zone {
        /** With a topping module. */
        TOPPING(280, 3025, 135, 860),
        /** Without one. */
        PLAIN(100, 3275, 135, 1460);

        private final int left;
        private final int right;
        private final int bottom;
        private final int top;

        Zone(int left, int right, int bottom, int top) {
            this.left = left;
            this.right = right;
            this.bottom = bottom;
            this.top = top;
        }

        /** True when a text begins inside. */
        public boolean holds(PlacedText.Spot spot) {
            int x = Integer.parseInt(Units.mil(spot.xUm()));
            int y = Integer.parseInt(Units.mil(spot.yUm()));
            return x >= left && x <= right && y >= bottom && y <= top;
        }
    }

    /**
     * What stands between things.
     *
     * @param escape behind each escape
     * @param card behind each card
     */
    public record Marks(String escape, String card) {}

    @Override
    public String head(String job) {
        return "";
    }

    @Override
    public String card(JobCard card) {
        Stream<String> embossed = texts.stream()
                .filter(text -> !text.bare(card).isEmpty())
                .map(text -> "~EM%" + text.spot().font() + ";"
                        + Units.mil(text.spot().xUm()) + ";"
                        + Units.mil(text.spot().yUm()) + ";" + escapable(text, card));
        Stream<String> encoded =
                tracks.written().stream().map(track -> "~" + (track.ordinal() + 1) + encodable(track, card));
        return Stream.concat(embossed, encoded)
                .map(escape -> escape + marks.escape())
                .collect(Collectors.joining("", "", marks.card()));
    }

    /** 20 to FF without angle brackets; a tilde would begin another escape. Machine formats B2. */
    private static String escapable(PlacedText text, JobCard card) {
        String said = text.of(card);
        if (said.chars().anyMatch(c -> c < ' ' || c > 0xFF || c == '<' || c == '>' || c == '~')) {
            throw text.refused(card, "a character that the driver takes for a mark of its own");
        }
        return said;
    }

    /** A mark of the driver ends a track for it. */
    private String encodable(StripeTrack track, JobCard card) {
        String said = tracks.text(track, card);
        if (said.chars().anyMatch(c -> c == '<' || c == '>' || c == '~')) {
            throw new MachineTextException(
                    card, "track-" + (track.ordinal() + 1), "a character that is a mark of the language");
        }
        return said;
    }

    @Override
    public String foot() {
        return "";
    }
}
