package org.cardwright.perso.surface;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;

/**
 * A card's record for an embosser and encoder in the Datacard CPX style.
 *
 * <p>Shape: {@code #DCC#} {@code #EMB#} lines each ended by a quotation mark, {@code #ENC#} tracks with sentinels, other
 * modules such as the chip record, {@code #END#@@@@@@} CR LF. Source: machine formats B1 (established by four programs). What a
 * foil is called is not established; a layout says which field stands in front of the lines of a card that has one.
 */
public final class EmbossingRecord {

    private static final String START = "#DCC#";
    private static final String EMBOSS = "#EMB#";
    private static final String ENCODE = "#ENC#";
    private static final ByteString END = ByteString.ascii("#END#@@@@@@\r\n");
    private static final double UM_PER_MIL = 25.4;

    private EmbossingRecord() {}

    /**
     * The record without a chip module.
     *
     * @throws SurfaceTextException when a text has a character the font does not carry or does not fit its line
     */
    public static ByteString format(SurfaceLayout layout, SurfaceData data) {
        StringBuilder text = new StringBuilder(START);
        layout.emboss()
                .ifPresent(zone -> text.append(foils(zone, data)).append(EMBOSS).append(lines(zone, data)));
        if (!layout.tracks().isEmpty()) {
            text.append(ENCODE).append(tracks(layout.tracks(), data));
        }
        return latin1(text.toString()).plus(END);
    }

    /** The record of {@link #format} with the chip record as a further module before its end. */
    public static ByteString withChip(ByteString record, ByteString chipRecord) {
        int bodyBytes = record.size() - END.size();
        if (bodyBytes < 0 || !record.slice(bodyBytes).equals(END)) {
            throw new IllegalArgumentException("not an embossing record of " + record.size() + " bytes");
        }
        return ByteString.concat(record.slice(0, bodyBytes), chipRecord, END);
    }

    /** The format record that tells the machine where the lines stand; first in a file. Positions in 1/1000 inch. */
    public static Optional<ByteString> formatRecord(SurfaceLayout layout) {
        return layout.emboss().map(EmbossingRecord::lineLocations);
    }

    /** The tracks between their sentinels in one line, {@code %B...?;...?} CR LF. */
    public static ByteString stripe(SurfaceLayout layout, SurfaceData data) {
        return latin1(tracks(layout.tracks(), data) + "\r\n");
    }

    private static ByteString lineLocations(SurfaceLayout.Emboss zone) {
        StringBuilder text = new StringBuilder("#DCL#08").append(mils(zone.leftUm()));
        int number = 1;
        for (SurfaceLayout.Line line : zone.lines()) {
            text.append(' ')
                    .append(Integer.toHexString(number++).toUpperCase(Locale.ROOT))
                    .append("#FC")
                    .append(line.font().id())
                    .append('#')
                    .append(mils(line.yUm()))
                    .append(line.topping().map(SurfaceLayout.Topping::location).orElse(""));
        }
        return latin1(text.toString()).plus(END);
    }

    /** The fields of the foils that this card needs, once each: a line without text needs none. */
    private static String foils(SurfaceLayout.Emboss zone, SurfaceData data) {
        Set<SurfaceLayout.Topping> foils = new LinkedHashSet<>();
        for (SurfaceLayout.Line line : zone.lines()) {
            if (line.topping().isPresent() && !line.field().of(data).isEmpty()) {
                foils.add(line.topping().get());
            }
        }
        StringBuilder fields = new StringBuilder();
        foils.forEach(foil -> fields.append(foil.field()));
        return fields.toString();
    }

    private static String lines(SurfaceLayout.Emboss zone, SurfaceData data) {
        StringBuilder text = new StringBuilder();
        for (SurfaceLayout.Line line : zone.lines()) {
            String value = line.field().of(data);
            requireFits(zone, line, value);
            text.append(" ".repeat(value.isEmpty() ? 0 : line.indent()))
                    .append(value)
                    .append('"');
        }
        return text.toString();
    }

    private static void requireFits(SurfaceLayout.Emboss zone, SurfaceLayout.Line line, String value) {
        if (!line.font().carries(value) || value.indexOf('"') >= 0 || value.indexOf('#') >= 0) {
            throw new SurfaceTextException(
                    line.field(),
                    SurfaceTextException.Rule.CHARACTER,
                    "a character is not in font " + line.font().name());
        }
        int capacity = SurfaceLayout.capacity(zone, line);
        if (value.length() > capacity) {
            throw new SurfaceTextException(
                    line.field(),
                    SurfaceTextException.Rule.WIDTH,
                    value.length() + " characters, the line holds " + capacity);
        }
    }

    private static String tracks(List<StripeTrack> tracks, SurfaceData data) {
        List<String> texts = new ArrayList<>();
        for (StripeTrack track : tracks) {
            String text = switch (track) {
                case TRACK_1 -> data.track1();
                case TRACK_2 -> data.track2();
                case TRACK_3 -> data.track3();
            };
            if (!text.isEmpty()) {
                texts.add((track == StripeTrack.TRACK_3 ? "_" : "") + MagneticStripe.withSentinels(track, text));
            }
        }
        return String.join("", texts);
    }

    private static String mils(int um) {
        return String.format(Locale.ROOT, "%04d", Math.round(um / UM_PER_MIL));
    }

    private static ByteString latin1(String text) {
        return ByteString.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
