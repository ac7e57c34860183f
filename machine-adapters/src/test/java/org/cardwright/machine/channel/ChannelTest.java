package org.cardwright.machine.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PanMask;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.TlvWriter;
import org.cardwright.machine.channel.Outcome.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {

    /** ISO/IEC 7816-4, 5.1, Table 1: the four short cases. */
    @ParameterizedTest
    @CsvSource({
        "00840000, 0",
        "0084000008, 8",
        "00A4040005A000000003, 0",
        "00A4040005A00000000300, 256",
        "00B2010C00, 256"
    })
    void a_command_is_read_as_it_is_written(String hex, int expected) {
        CommandApdu command = CommandApdu.decode(ByteString.fromHex(hex));
        assertThat(command.encode().toHex()).isEqualTo(hex);
        assertThat(command.expected().orElse(0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "00A404", "00A4040005A0000000", "00A4040005A00000000300FF", "00A40400000102", "00A404000000"
            })
    void what_is_no_command_is_refused(String hex) {
        assertThatThrownBy(() -> CommandApdu.decode(ByteString.fromHex(hex)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_outcome_says_whether_there_was_an_answer() {
        assertThat(Outcome.of(ByteString.fromHex("01029000"))).isEqualTo(new Outcome.Ok(ByteString.fromHex("0102")));
        assertThat(Outcome.of(ByteString.fromHex("63C2")))
                .isEqualTo(new Outcome.Answered(ByteString.EMPTY, new StatusWord(0x63C2)));
        assertThat(Outcome.of(ByteString.EMPTY)).isEqualTo(new Outcome.Failed(Failure.CARD_LOST));
        assertThat(Outcome.of(ByteString.fromHex("90"))).isEqualTo(new Outcome.Failed(Failure.CARD_LOST));
        assertThat(new StatusWord(0x63C2).meaning()).isEqualTo("wrong, tries left: 2");
        assertThat(new StatusWord(0x6A88)).hasToString("6A88");
    }

    @Test
    void get_response_fetches_what_is_announced_in_pieces() {
        Script script = new Script("6103", "AABBCC6102", "DDEE9000");
        Outcome outcome = new GetResponseChannel(script).transmit(CommandApdu.of(0x80AE8000, ByteString.ofByte(1)));
        assertThat(outcome).isEqualTo(new Outcome.Ok(ByteString.fromHex("AABBCCDDEE")));
        assertThat(script.sent).containsExactly("80AE80000101", "00C0000003", "00C0000002");
    }

    @Test
    void a_wrong_le_is_answered_by_the_same_command_with_the_right_one() {
        Script script = new Script("6C05", "01020304059000");
        Outcome outcome = new GetResponseChannel(script).transmit(CommandApdu.fetching(0x00B2010C));
        assertThat(outcome).isEqualTo(new Outcome.Ok(ByteString.fromHex("0102030405")));
        assertThat(script.sent).containsExactly("00B2010C00", "00B2010C05");
    }

    @Test
    void a_wrong_le_is_corrected_once() {
        Script endless = new Script();
        endless.otherwise = "6C05";
        assertThat(new GetResponseChannel(endless).transmit(CommandApdu.fetching(0x00B2010C)))
                .isEqualTo(new Outcome.Failed(Failure.PROTOCOL));
        assertThat(endless.sent).containsExactly("00B2010C00", "00B2010C05");
    }

    /** EXTERNAL AUTHENTICATE, STORE DATA, PUT KEY, INITIALIZE UPDATE, INSTALL, SET STATUS. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "84820100020102",
                "84E20000020102",
                "84D8018102010200",
                "8050000002010200",
                "84E60C0002010200",
                "80F0800F00"
            })
    void a_command_that_may_change_the_card_is_never_said_twice(String hex) {
        Script script = new Script("6C05", "9000");
        Outcome outcome = new GetResponseChannel(script).transmit(CommandApdu.decode(ByteString.fromHex(hex)));
        assertThat(outcome).isEqualTo(new Outcome.Failed(Failure.PROTOCOL));
        assertThat(script.sent).containsExactly(hex);
    }

    @Test
    void a_card_that_announces_without_end_is_a_protocol_failure_and_a_lost_one_stays_lost() {
        Script endless = new Script();
        endless.otherwise = "6101";
        assertThat(new GetResponseChannel(endless).transmit(CommandApdu.fetching(0x00B2010C)))
                .isEqualTo(new Outcome.Failed(Failure.PROTOCOL));
        assertThat(endless.sent).hasSize(GetResponseChannel.MAX_ROUNDS);
        Script pulled = new Script("6103", "");
        assertThat(new GetResponseChannel(pulled).transmit(CommandApdu.fetching(0x00B2010C)))
                .isEqualTo(new Outcome.Failed(Failure.CARD_LOST));
        assertThat(pulled.sent).hasSize(2);
    }

    @Test
    void a_transcript_shows_neither_pin_nor_card_number_nor_name() {
        ByteString characters = ByteString.ascii("9999990000000014");
        ByteString data = new TlvWriter()
                .put("5A", ByteString.fromHex("9999990000000014"))
                .put("5F20", ByteString.ascii("MUSTERMANN"))
                .put("DF01", characters)
                .template(Tag.of("70"))
                .encode();
        Transcript transcript = new Transcript();
        CardChannel card = new TranscriptChannel(command -> new Outcome.Ok(data), transcript);
        card.transmit(CommandApdu.fetching(0x00B2010C));
        card.transmit(CommandApdu.of(0x00200080, ByteString.fromHex("241234FFFFFFFFFF")));
        card.transmit(CommandApdu.of(0x80AE8000, ByteString.fromHex("009999990000000014")));
        String text = String.join("\n", transcript.lines());
        assertThat(text)
                .contains("READ RECORD 00B2010C", "999999......0014", "VERIFY 00200080 (8 bytes, not shown)")
                .contains("5F20 Cardholder Name: (10 bytes)")
                .doesNotContain("9999990000000014", "1234", characters.toHex(), "4D5553");
    }

    @Test
    void a_transcript_shows_no_more_of_a_card_number_than_its_issuer_wants() {
        Transcript transcript = new Transcript(PanMask.of("0/4", ""));
        ByteString data = ByteString.fromHex("700A5A089999990000000014");
        new TranscriptChannel(command -> new Outcome.Ok(data), transcript)
                .transmit(CommandApdu.of(0x80AE8000, ByteString.fromHex("9999990000000014")));
        assertThat(String.join("\n", transcript.lines()))
                .contains("............0014")
                .doesNotContain("999999");
    }

    @Test
    void a_transcript_says_what_was_lost_and_takes_remarks() {
        Transcript transcript = new Transcript();
        new TranscriptChannel(command -> new Outcome.Failed(Failure.TIMEOUT), transcript)
                .transmit(CommandApdu.fetching(0x00840000));
        transcript.remark("head 3");
        assertThat(transcript.lines()).containsExactly("> GET CHALLENGE 00840000", "< no answer: TIMEOUT", "# head 3");
    }

    /** Answers one after the other. */
    private static final class Script implements CardChannel {

        private final Deque<String> answers = new ArrayDeque<>();
        private final List<String> sent = new ArrayList<>();
        private String otherwise = "";

        Script(String... answers) {
            this.answers.addAll(List.of(answers));
        }

        @Override
        public Outcome transmit(CommandApdu command) {
            sent.add(command.encode().toHex());
            return Outcome.of(ByteString.fromHex(answers.isEmpty() ? otherwise : answers.poll()));
        }
    }
}
