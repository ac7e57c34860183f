package org.cardwright.machine.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardwright.machine.language.MailerLanguage.Blank;
import org.cardwright.machine.language.MailerLanguage.PinPlace;
import org.cardwright.machine.language.MailerLanguage.Place;
import org.cardwright.machine.language.PlacedText.Padding;
import org.cardwright.machine.language.PlacedText.Spot;
import org.cardwright.machine.language.PlacedText.Width;
import org.junit.jupiter.api.Test;

/** The examples of other programs and of vendors' manuals, byte for byte. Machine formats B1 to B7. */
class PublishedExamplesTest {

    private static final JobCard CARD = new JobCard(
            1,
            "0000001-1",
            CardTexts.of(Map.of(
                    "emboss-1", "4761 7390 0101 0119",
                    "emboss-2", "12/27",
                    "emboss-3", "TEST CARDHOLDER",
                    "emboss-4", "0119 123",
                    "pin-key", "A1B2C3",
                    "pin-block", "00112233445566778899AABBCCDDEEFF",
                    "track-1", "%B4761739001010119^CARDHOLDER/TEST^27122210000012300000000?",
                    "track-2", ";4761739001010119=27122210000012300000?",
                    "track-3", ";1234567890?")));

    @Test
    void fleet_card_file_pads_its_lines_to_the_zone_of_27_characters() {
        JobCard card = new JobCard(
                1,
                "1",
                CardTexts.of(Map.of(
                        "emboss-1", "0001 2345 6789 012",
                        "emboss-2", "TEST CARDHOLDER",
                        "emboss-3", "TEST COMPANY LTD",
                        "track-2", ";0000000123456789012=27120000010600002?")));
        Width zone = new Width(27, Padding.RIGHT, ' ');
        CpxLanguage language = new CpxLanguage(
                new CpxLanguage.Style(false, true, false, 0, 6, List.of(10_160)),
                lines(
                        text("number", "emboss-1", Width.FREE, Spot.NOWHERE),
                        text("name", "emboss-2", zone, Spot.NOWHERE),
                        text("company", "emboss-3", zone, Spot.NOWHERE)),
                Tracks.of("2"));
        assertThat(language.card(card))
                .isEqualTo("#DCC##EMB#0001 2345 6789 012\"TEST CARDHOLDER            \"TEST COMPANY LTD           \""
                        + "#ENC#;0000000123456789012=27120000010600002?#END#@@@@@@\r\n");
    }

    @Test
    void hospital_system_tells_where_four_lines_stand_the_last_of_them_the_ninth() {
        CpxLanguage language = new CpxLanguage(
                new CpxLanguage.Style(false, true, false, 2, 6, List.of(10_160)),
                List.of(
                        new CpxLanguage.Line(at("1", 39_370), 1, ""),
                        new CpxLanguage.Line(at("1", 35_560), 2, ""),
                        new CpxLanguage.Line(at("1", 31_750), 3, ""),
                        new CpxLanguage.Line(at("1", 8_890), 9, "")),
                Tracks.NONE);
        assertThat(language.head("job"))
                .isEqualTo("#DCL#080400 1#FC1#1550 2#FC1#1400 3#FC1#1250 9#FC1#0350#END#@@@@@@\r\n");
    }

    @Test
    void hospital_system_repeats_its_record() {
        CpxLanguage language = new CpxLanguage(
                new CpxLanguage.Style(false, true, false, 2, 6, List.of(10_160)),
                lines(
                        text("first", "emboss-1", Width.FREE, Spot.NOWHERE),
                        text("second", "emboss-2", Width.FREE, Spot.NOWHERE)),
                Tracks.NONE);
        JobCard card = new JobCard(1, "1", CardTexts.of(Map.of("emboss-1", "line1", "emboss-2", "line2")));
        assertThat(language.card(card)).isEqualTo("#DCC##REP#2#EMB#line1\"line2\"#END#@@@@@@\r\n");
    }

    @Test
    void numbered_driver_leaves_the_mark_of_the_lines_out_and_says_more_behind_a_height() {
        CpxLanguage language = new CpxLanguage(
                new CpxLanguage.Style(true, false, false, 0, 6, List.of(6_350, 10_185)),
                List.of(
                        new CpxLanguage.Line(at("2", 21_412), 1, ""),
                        new CpxLanguage.Line(at("1", 12_421), 2, "[:P0010]")),
                Tracks.of("12"));
        assertThat(language.head("job"))
                .isEqualTo("000001#DCL#0802500401 1#FC2#0843 2#FC1#0489[:P0010]#END#@@@@@@\r\n");
        CpxLanguage three =
                new CpxLanguage(language.style(), lines(threeLines().toArray(PlacedText[]::new)), Tracks.of("12"));
        assertThat(three.card(CARD))
                .isEqualTo("000001#DCC#4761 7390 0101 0119\"12/27\"TEST CARDHOLDER\""
                        + "#ENC#%B4761739001010119^CARDHOLDER/TEST^27122210000012300000000?"
                        + ";4761739001010119=27122210000012300000?#END#@@@@@@\r\n");
    }

    @Test
    void text_further_right_has_free_positions_before_it() {
        PlacedText expiry = text("expiry", "emboss-2", Width.FREE, new Spot("1", 35_585, 13_000, 2_540, 0));
        CpxLanguage language = new CpxLanguage(
                new CpxLanguage.Style(false, true, false, 0, 6, List.of(10_185)), lines(expiry), Tracks.NONE);
        assertThat(language.card(CARD)).isEqualTo("#DCC##EMB#          12/27\"#END#@@@@@@\r\n");
        JobCheck.require(language, "j", List.of(CARD), language.job("j", List.of(CARD)));
    }

    private static List<CpxLanguage.Line> lines(PlacedText... texts) {
        List<CpxLanguage.Line> lines = new ArrayList<>();
        for (PlacedText text : texts) {
            lines.add(new CpxLanguage.Line(text, lines.size() + 1, ""));
        }
        return lines;
    }

    private static List<PlacedText> threeLines() {
        return List.of(
                text("number", "emboss-1", Width.FREE, Spot.NOWHERE),
                text("expiry", "emboss-2", Width.FREE, Spot.NOWHERE),
                text("name", "emboss-3", Width.FREE, Spot.NOWHERE));
    }

    @Test
    void printer_driver_takes_escapes_in_whole_mils() {
        XpsLanguage language = new XpsLanguage(
                XpsLanguage.Zone.PLAIN,
                new XpsLanguage.Marks("\r\n", "\f"),
                List.of(
                        text("number", "emboss-1", Width.FREE, new Spot("2", 10_185, 21_412, 0, 0)),
                        text("expiry", "emboss-2", Width.FREE, new Spot("1", 20_320, 12_192, 0, 0)),
                        text("name", "emboss-3", Width.FREE, new Spot("1", 10_185, 8_331, 0, 0)),
                        text("panel", "emboss-4", Width.FREE, new Spot("4", 31_013, 25_400, 0, 0))),
                Tracks.of("123"));
        assertThat(language.card(CARD)).isEqualTo("""
                        ~EM%2;401;843;4761 7390 0101 0119\r
                        ~EM%1;800;480;12/27\r
                        ~EM%1;401;328;TEST CARDHOLDER\r
                        ~EM%4;1221;1000;0119 123\r
                        ~1%B4761739001010119^CARDHOLDER/TEST^27122210000012300000000?\r
                        ~2;4761739001010119=27122210000012300000?\r
                        ~3_;1234567890?\r
                        \f""");
    }

    @Test
    void card_printer_takes_a_card_between_angle_brackets() {
        JobCard card = new JobCard(
                1,
                "1",
                CardTexts.of(Map.of(
                        "laser-name", "TEST CARDHOLDER",
                        "laser-last", "1234",
                        "laser-date", "December 31, 2027",
                        "track-1", "%TESTCARD^0205?",
                        "track-2", ";0205:2200000042?",
                        "track-3", ";1234567890?")));
        OpenCardLanguage language = new OpenCardLanguage(
                "LAYOUT1.svg",
                "",
                List.of(
                        text("LINE1", "laser-name", Width.FREE, Spot.NOWHERE),
                        text("LINE2", "laser-last", Width.FREE, Spot.NOWHERE),
                        text("LINE3", "laser-date", Width.FREE, Spot.NOWHERE)),
                new Tracks("123", ""));
        assertThat(language.card(card)).isEqualTo("""
                        <TEST CARDHOLDER
                        1234
                        December 31, 2027
                        @GLAYOUT1.svg
                        "%TESTCARD^0205?;0205:2200000042?;1234567890?>
                        """);
    }

    @Test
    void laser_takes_an_entity_in_millimetres() {
        LaserLanguage language = new LaserLanguage(
                new LaserLanguage.Document("VISA1", "U0pG", "", "", true),
                new LaserLanguage.Moves(
                        List.of("<command name=\"movecard\" source=\"Feeder\" destination=\"Laser\"/>"),
                        List.of(),
                        List.of()),
                List.of(text("PAN", "emboss-1", Width.FREE, new Spot("OCR-B", 10_200, 21_400, 0, 4_000))));
        assertThat(language.head("job"))
                .isEqualTo(
                        "<command name=\"loaddocument\" TemplateName=\"VISA1\" Template=\"U0pG\" Rotation=\"0\"/>\n");
        assertThat(language.card(CARD)).isEqualTo("""
                        <command name="movecard" source="Feeder" destination="Laser"/>
                        <entity Type="Text" Name="PAN" Text="4761 7390 0101 0119" Pen="1" XPos="10.2" YPos="21.4" Font="OCR-B" CharSize="4" Origin="BL" Spacing="1"/>
                        <command name="marklayout" layout="VISA1" XOffset="0" YOffset="0" Angle="0"/>
                        """);
    }

    @Test
    void mailer_form_for_two_cards_and_for_one() {
        MailerLanguage two = new MailerLanguage(
                List.of(
                        blank("a", new Place(1, 5), new Place(1, 40)),
                        blank("b", new Place(2, 5), new Place(2, 40)),
                        blank("c", new Place(3, 5), new Place(3, 40)),
                        blank("d", new Place(4, 5), new Place(4, 40))),
                List.of(new PinPlace(new Place(2, 30)), new PinPlace(new Place(2, 60))),
                8,
                ';');
        assertThat(two.form()).isEqualTo(">L>005^0>040^4>L>005^1>030^P>040^5>060^Q>L>005^2>040^6>L>005^3>040^7>L>F");
        MailerLanguage one = new MailerLanguage(
                List.of(
                        blank("a", new Place(1, 10)),
                        blank("b", new Place(2, 10)),
                        blank("c", new Place(3, 10)),
                        blank("d", new Place(4, 10))),
                List.of(new PinPlace(new Place(2, 40))),
                12,
                ';');
        assertThat(one.form()).isEqualTo(">L>010^0>L>010^1>040^P>L>010^2>L>010^3>L>F");
        assertThat(one.head("job")).isEqualTo("PA" + one.form() + "\n");
        assertThat(one.card(CARD))
                .isEqualTo("CTEST CARDHOLDER;TEST CARDHOLDER;TEST CARDHOLDER;TEST CARDHOLDER"
                        + ";A1B2C3;00112233445566778899AABBCCDDEEFF\n");
    }

    private static Blank blank(String name, Place... places) {
        return new Blank(text(name, "emboss-3", new Width(20, Padding.NONE, ' '), Spot.NOWHERE), List.of(places));
    }

    private static PlacedText at(String font, int yUm) {
        return text("line", "emboss-1", Width.FREE, new Spot(font, 0, yUm, 0, 0));
    }

    private static PlacedText text(String name, String from, Width width, Spot spot) {
        return new PlacedText(name, List.of(from), true, width, spot);
    }
}
