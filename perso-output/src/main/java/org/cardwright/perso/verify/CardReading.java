package org.cardwright.perso.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.PanMask;
import org.cardwright.formats.emv.Track1;
import org.cardwright.formats.emv.Track2;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.surface.SurfaceField;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.perso.verify.Surfaces.Stripe;

/**
 * A card as people see it before it is made in numbers: every text on it, its stripe and its chip as they stand in the files, each beside
 * what was ordered. C-01.
 *
 * <p>Card numbers are masked; values that nobody may read, such as a verification value, are not among them.
 */
public final class CardReading {

    private static final String HIDDEN = "***";
    private static final Pattern NUMBER = Pattern.compile("[0-9](?: ?[0-9]){12,}");

    private final CardApplication order;
    private final PanMask pans;
    private final List<Element> elements = new ArrayList<>();
    private final List<Placed> placed = new ArrayList<>();

    private CardReading(CardApplication order, PanMask pans) {
        this.order = order;
        this.pans = pans;
    }

    /**
     * One value of the card; card numbers are masked, and were compared before.
     *
     * @param place where it stands: chip, stripe, emboss or laser, with the tag, track or line
     * @param name what it is
     * @param read what stands there
     * @param ordered what should; empty when the order does not say
     * @param equal true when it is what was ordered, or the order does not say
     */
    public record Element(String place, String name, String read, Optional<String> ordered, boolean equal) {

        /** Never a value. */
        @Override
        public String toString() {
            return "Element";
        }
    }

    /**
     * A character or a text where the layout puts it, in micrometres from the lower left corner of the front.
     *
     * @param text what stands there
     * @param xUm left edge of the text; of an embossed character its centre
     * @param yUm base line; of an embossed character its middle
     * @param embossed true for one character of the embosser
     * @param side of the card
     */
    public record Placed(String text, int xUm, int yUm, boolean embossed, SurfaceLayout.Side side) {
        /** Never a text. */
        @Override
        public String toString() {
            return "Placed(" + xUm + ", " + yUm + ")";
        }
    }

    /**
     * What was read of a card.
     *
     * @param elements value by value
     * @param placed text by text
     */
    public record Read(List<Element> elements, List<Placed> placed) {

        /** Copies the lists. */
        public Read {
            elements = List.copyOf(elements);
            placed = List.copyOf(placed);
        }

        /** True when every value is the one that was ordered. */
        public boolean isEqual() {
            return elements.stream().allMatch(Element::equal);
        }
    }

    /**
     * Reads a card.
     *
     * @param channels its record in each file
     * @param order what was ordered
     * @param layout that placed its texts; empty when it shows none
     * @param pans how the issuer wants card numbers shown
     */
    public static Read read(
            Map<Channel, ByteString> channels, CardApplication order, Optional<SurfaceLayout> layout, PanMask pans) {
        CardReading reading = new CardReading(order, pans);
        Optional.ofNullable(channels.get(Channel.EMBOSS)).ifPresent(record -> reading.emboss(record, layout));
        Optional.ofNullable(channels.get(Channel.LASER)).ifPresent(record -> reading.laser(record, layout));
        ByteString track = channels.get(Channel.TRACK);
        if (track != null) {
            reading.stripe(Surfaces.stripe(Surfaces.text(track)));
        }
        Optional.ofNullable(channels.get(Channel.CHIP)).ifPresent(reading::chip);
        return new Read(reading.elements, reading.placed);
    }

    private void add(String place, String name, String read, String ordered) {
        add(place, name, read, Optional.of(ordered));
    }

    /** An order without a name gets what the product puts in its place. */
    private void name(String place, String name, String read) {
        Optional<String> ordered = Optional.of(order.cardholderName().strip()).filter(text -> !text.isEmpty());
        add(place, name, read.strip(), ordered);
    }

    private void add(String place, String name, String read, Optional<String> ordered) {
        boolean equal = ordered.map(read::equals).orElse(true);
        elements.add(new Element(place, name, masked(read), ordered.map(this::masked), equal));
    }

    /** The text at a place, and what the order says of it; the printed value is shown to nobody. */
    private void text(String place, SurfaceField field, String read) {
        if (field == SurfaceField.CVV2) {
            add(place, field.name(), read.isBlank() ? "" : HIDDEN, Optional.empty());
            return;
        }
        Optional<String> ordered = new OrderedTexts(order, Optional.empty()).of(field);
        add(place, field.name(), read, ordered);
    }

    private void emboss(ByteString record, Optional<SurfaceLayout> layout) {
        List<String> read = Surfaces.embossed(record);
        List<SurfaceLayout.Line> lines = layout.flatMap(SurfaceLayout::emboss)
                .map(SurfaceLayout.Emboss::lines)
                .orElse(List.of());
        // nothing stands behind the quotation mark of the last line
        for (int i = 0; i < Math.max(lines.size(), read.size() - 1); i++) {
            String text = i < read.size() ? read.get(i) : "";
            String place = "emboss line " + (i + 1);
            if (i < lines.size()) {
                SurfaceLayout.Line line = lines.get(i);
                text(
                        place,
                        line.field(),
                        text.isEmpty() ? text : text.substring(Math.min(line.indent(), text.length())));
                emboss(line, layout.orElseThrow().emboss().orElseThrow().leftUm(), text);
            } else {
                add(place, "surplus", text, "");
            }
        }
    }

    private void emboss(SurfaceLayout.Line line, int leftUm, String clear) {
        String text = masked(clear);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != ' ') {
                String shown = line.field() == SurfaceField.CVV2 ? "*" : text.substring(i, i + 1);
                placed.add(new Placed(shown, leftUm + i * line.font().pitchUm(), line.yUm(), true, line.side()));
            }
        }
    }

    private void laser(ByteString element, Optional<SurfaceLayout> layout) {
        List<Map.Entry<String, String>> read = Surfaces.engravedByName(element);
        List<SurfaceLayout.Text> places = layout.map(SurfaceLayout::laser).orElse(List.of());
        int at = 0;
        for (SurfaceLayout.Text place : places) {
            boolean there = at < read.size() && read.get(at).getKey().equals(place.name());
            String text = there ? read.get(at).getValue() : "";
            text("laser " + place.name(), place.field(), text);
            if (there) {
                String shown = place.field() == SurfaceField.CVV2 ? HIDDEN : masked(text);
                placed.add(new Placed(shown, place.xUm(), place.yUm(), false, SurfaceLayout.Side.FRONT));
                at++;
            }
        }
        for (; at < read.size(); at++) {
            add("laser " + read.get(at).getKey(), "surplus", HIDDEN, "");
        }
    }

    private void stripe(Stripe stripe) {
        stripe.track1().ifPresent(text -> {
            try {
                Track1 track = Track1.parse(text);
                add("track 1", "PAN", track.pan().digits(), order.pan().digits());
                name("track 1", "NAME", track.cardholderName());
                add(
                        "track 1",
                        "EXPIRATION",
                        track.expirationDate().yymm(),
                        order.expirationDate().yymm());
                add(
                        "track 1",
                        "SERVICE CODE",
                        track.serviceCode().digits(),
                        order.serviceCode().digits());
            } catch (IllegalArgumentException unreadable) {
                add("track 1", "shape", "unreadable", "ISO/IEC 7813");
            }
        });
        stripe.track2().ifPresent(text -> {
            try {
                Track2 track = Track2.parse(text);
                add("track 2", "PAN", track.pan().digits(), order.pan().digits());
                add(
                        "track 2",
                        "EXPIRATION",
                        track.expirationDate().yymm(),
                        order.expirationDate().yymm());
                add(
                        "track 2",
                        "SERVICE CODE",
                        track.serviceCode().digits(),
                        order.serviceCode().digits());
            } catch (IllegalArgumentException unreadable) {
                add("track 2", "shape", "unreadable", "ISO/IEC 7813");
            }
        });
    }

    private void chip(ByteString record) {
        Findings findings = new Findings();
        ChipRecord chip = OfflineDataVerifier.read(record, findings);
        if (chip.applications().isEmpty()) {
            add("chip", "shape", "unreadable", "EMV CPS");
        }
        for (ChipApplication application : chip.applications()) {
            for (CardData data : new RecordReading(application, findings).read()) {
                String place = "chip " + application.aid().toHex() + (data.isContactless() ? " contactless" : "");
                chip(place, data);
            }
        }
    }

    private void chip(String place, CardData data) {
        add(place, "5A PAN", data.panDigits(), order.pan().digits());
        add(
                place,
                "5F24 EXPIRATION",
                data.expirationYymm(),
                order.expirationDate().yymm());
        data.find(0x5F34)
                .ifPresent(number -> add(
                        place,
                        "5F34 PAN SEQUENCE NUMBER",
                        number.toHex(),
                        String.format(
                                Locale.ROOT, "%02d", order.panSequenceNumber().value())));
        data.find(0x5F20).ifPresent(name -> name(place, "5F20 NAME", latin1(name)));
        data.find(0x5F30)
                .ifPresent(code -> add(
                        place,
                        "5F30 SERVICE CODE",
                        code.toHex(),
                        "0" + order.serviceCode().digits()));
    }

    /** What may be a card number, right or wrong, without the digits that nobody is shown; the text keeps its length. */
    private String masked(String text) {
        return NUMBER.matcher(text).replaceAll(number -> {
            StringBuilder shown = new StringBuilder(number.group());
            String digits = pans.mask(number.group().replace(" ", ""));
            int digit = 0;
            for (int i = 0; i < shown.length(); i++) {
                if (shown.charAt(i) != ' ') {
                    shown.setCharAt(i, digits.charAt(digit));
                    digit++;
                }
            }
            return shown.toString();
        });
    }

    private static String latin1(ByteString text) {
        return new String(text.toByteArray(), StandardCharsets.ISO_8859_1);
    }
}
