package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanMask;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.surface.EmbossingRecord;
import org.cardwright.perso.surface.SurfaceData;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.perso.surface.SurfaceLayoutFile;
import org.junit.jupiter.api.Test;

/** What people see of a card: its own values beside those of its order, never a whole card number. */
class CardReadingTest {

    private static final CardApplication ORDER = GoldenCards.order(GoldenCards.VISA_ORDER);

    private static SurfaceLayout layout() throws Exception {
        return SurfaceLayoutFile.load(Path.of(Objects.requireNonNull(
                        SurfaceLayout.class.getResource("/org/cardwright/perso/surface/classic-embossed.xml"))
                .toURI()));
    }

    private static Map<Channel, ByteString> card(String pan, String name, String yymm) throws Exception {
        SurfaceData data = new SurfaceData(
                Pan.of(pan),
                "0122",
                ExpirationDate.ofYymm(yymm),
                name,
                List.of("GOLD MEMBER"),
                "B" + pan + "^" + name + "^" + yymm + "2010000012300000000",
                pan + "=" + yymm + "2010000012300000",
                "",
                "701");
        Map<Channel, ByteString> channels = new EnumMap<>(Channel.class);
        channels.put(Channel.CHIP, GoldenCards.VISA);
        channels.put(Channel.EMBOSS, EmbossingRecord.format(layout(), data));
        channels.put(Channel.TRACK, EmbossingRecord.stripe(layout(), data));
        return channels;
    }

    private static CardReading.Read read(Map<Channel, ByteString> channels) throws Exception {
        return CardReading.read(channels, ORDER, Optional.of(layout()), PanMask.STANDARD);
    }

    private static List<String> unequal(CardReading.Read read) {
        return read.elements().stream()
                .filter(element -> !element.equal())
                .map(element -> element.place() + " " + element.name())
                .toList();
    }

    @Test
    void a_card_as_ordered_is_equal_everywhere_and_nowhere_shown_whole() throws Exception {
        CardReading.Read read = read(card("4761739001010119", "TEST/CARDHOLDER", "2512"));

        assertThat(unequal(read)).isEmpty();
        assertThat(read.isEqual()).isTrue();
        assertThat(read.elements())
                .extracting(CardReading.Element::place)
                .contains("emboss line 1", "emboss line 4", "track 1", "track 2")
                .anyMatch(place -> place.startsWith("chip A0000000031010"));
        assertThat(read.elements()).allSatisfy(element -> {
            assertThat(element.read()).doesNotContainPattern("[0-9]( ?[0-9]){6}");
            assertThat(element.ordered().orElse("")).doesNotContainPattern("[0-9]( ?[0-9]){6}");
        });
        assertThat(read.elements().get(0).read()).isEqualTo("4761 73.. .... 0119");
    }

    @Test
    void embossed_characters_stand_where_the_layout_puts_them() throws Exception {
        List<CardReading.Placed> placed =
                read(card("4761739001010119", "TEST/CARDHOLDER", "2512")).placed();
        SurfaceLayout.Emboss zone = layout().emboss().orElseThrow();
        SurfaceLayout.Line first = zone.lines().get(0);

        assertThat(placed.get(0))
                .isEqualTo(new CardReading.Placed("4", zone.leftUm(), first.yUm(), true, SurfaceLayout.Side.FRONT));
        assertThat(placed.get(1).xUm() - placed.get(0).xUm())
                .isEqualTo(first.font().pitchUm());
        // the blank behind the first four has no character
        assertThat(placed.get(4).xUm() - placed.get(3).xUm())
                .isEqualTo(2 * first.font().pitchUm());
        assertThat(placed.stream().limit(16).map(CardReading.Placed::text))
                .containsExactly("4", "7", "6", "1", "7", "3", ".", ".", ".", ".", ".", ".", "0", "1", "1", "9");
        assertThat(placed.get(0)).hasToString("Placed(" + zone.leftUm() + ", " + first.yUm() + ")");
    }

    /** The privacy commissioner's case: a file that was shifted by one line. */
    @Test
    void the_name_of_another_person_shows_on_surface_and_stripe() throws Exception {
        CardReading.Read read = read(card("4761739001010119", "SOMEBODY/ELSE", "2512"));

        assertThat(unequal(read)).containsExactly("emboss line 3 CARDHOLDER_NAME", "track 1 NAME");
        assertThat(read.isEqual()).isFalse();
    }

    @Test
    void the_number_of_another_card_shows_although_it_is_masked() throws Exception {
        CardReading.Read read = read(card("4761739001010010", "TEST/CARDHOLDER", "2612"));

        assertThat(unequal(read))
                .containsExactly(
                        "emboss line 1 PAN_GROUPED",
                        "emboss line 2 EXPIRATION_DATE",
                        "track 1 PAN",
                        "track 1 EXPIRATION",
                        "track 2 PAN",
                        "track 2 EXPIRATION");
    }

    @Test
    void what_cannot_be_read_is_not_equal_to_anything() throws Exception {
        Map<Channel, ByteString> channels = card("4761739001010119", "TEST/CARDHOLDER", "2512");
        channels.put(Channel.CHIP, ByteString.ascii("no record"));
        channels.put(Channel.TRACK, ByteString.ascii("%B1?;2?\r\n"));

        assertThat(unequal(read(channels))).containsExactly("track 1 shape", "track 2 shape", "chip shape");
    }
}
