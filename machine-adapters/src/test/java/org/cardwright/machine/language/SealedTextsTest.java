package org.cardwright.machine.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.file.Channel;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedTextsTest {

    private static final String EMBOSS = "#DCC##FOI#S1#EMB#9999 9900 0000 0018\"          12/30\"\"TEST CARD\""
            + "#ENC#%B9999990000000018^A#B;C/D^30122010?;9999990000000018=30122010?_;123?#END#@@@@@@\r\n";

    @Test
    void lines_and_tracks_of_an_embossing_record() {
        CardTexts texts = SealedTexts.read(Map.of(Channel.EMBOSS, ByteString.ascii(EMBOSS)));
        assertThat(texts.at("emboss-1")).isEqualTo("9999 9900 0000 0018");
        assertThat(texts.at("emboss-2")).isEqualTo("12/30");
        assertThat(texts.at("emboss-3")).isEmpty();
        assertThat(texts.at("emboss-4")).isEqualTo("TEST CARD");
        assertThat(texts.at("track-1")).isEqualTo("%B9999990000000018^A#B;C/D^30122010?");
        assertThat(texts.at("track-2")).isEqualTo(";9999990000000018=30122010?");
        assertThat(texts.at("track-3")).isEqualTo(";123?");
        assertThat(texts.places()).hasSize(7);
    }

    @Test
    void engraved_texts_and_the_file_of_tracks() {
        String laser =
                "  <card order=\"A\"><text name=\"name\" font=\"F\" height-um=\"1\" x-um=\"2\" y-um=\"3\">A &amp; &lt;B"
                        + "</text></card>\n";
        CardTexts texts = SealedTexts.read(Map.of(
                Channel.LASER, ByteString.ascii(laser), Channel.TRACK, ByteString.ascii("%B1^A^3012?;1=3012?\r\n")));
        assertThat(texts.at("laser-name")).isEqualTo("A & <B");
        assertThat(texts.at("track-2")).isEqualTo(";1=3012?");
        assertThat(SealedTexts.read(Map.of()).places()).isEmpty();
    }

    @Test
    void enciphered_pin_block_of_a_chip_record_with_the_key_that_it_stands_under() {
        ByteString chip = ByteString.of(SampleData.vectors("rec_visa.bin"));
        CardTexts texts = SealedTexts.read(Map.of(Channel.CHIP, chip));
        CpsApplication application = GoldenCards.visa().applications().get(0);
        Dgi pin = application.dgis().stream()
                .filter(dgi -> dgi.id().value() == 0x8010)
                .findFirst()
                .orElseThrow();
        assertThat(texts.at("pin-block")).isEqualTo(pin.value().toHex());
        assertThat(application.transportKeys())
                .anyMatch(key -> key.tkid().toHex().equals(texts.at("pin-key"))
                        && key.dgis().contains(pin.id()));
        assertThat(SealedTexts.read(Map.of(Channel.CHIP, ByteString.ascii("none")))
                        .places())
                .isEmpty();
    }

    @Test
    void two_files_that_tell_another_track_are_refused() {
        assertThatThrownBy(() -> SealedTexts.read(Map.of(
                        Channel.EMBOSS,
                        ByteString.ascii(EMBOSS),
                        Channel.TRACK,
                        ByteString.ascii(";9999990000000026=30122010?\r\n"))))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("track-2")
                .hasMessageNotContaining("999999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#DCC##EMB#A\"#END#@@@@@\r\n",
                "#DCC##EMB#A#END#@@@@@@\r\n",
                "#DCC##ENC#;12#END#@@@@@@\r\n",
                "#DCC##ENC#12?#END#@@@@@@\r\n",
                "#DCL##EMB#A\"#END#@@@@@@\r\n"
            })
    void what_is_no_record_is_refused(String record) {
        Map<Channel, ByteString> channels = Map.of(Channel.EMBOSS, ByteString.ascii(record));
        assertThatThrownBy(() -> SealedTexts.read(channels)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void what_is_embossed_must_stand_in_what_is_encoded() {
        CardTexts right = CardTexts.of(Map.of("emboss-1", "9999 9900", "track-2", ";99999900=30?"));
        CardTexts wrong = CardTexts.of(Map.of("emboss-1", "9999 9901", "track-2", ";99999900=30?"));
        ContainedText check = new ContainedText("emboss-1", "track-2", " ");
        check.require(new JobCard(1, "R-1", right));
        for (CardTexts texts : List.of(wrong, CardTexts.of(Map.of()))) {
            JobCard card = new JobCard(1, "R-1", texts);
            assertThatThrownBy(() -> check.require(card))
                    .isInstanceOf(MachineTextException.class)
                    .hasMessage("card R-1, emboss-1: it does not stand in track-2");
        }
    }
}
