package org.cardwright.machine.scp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.TestChips;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.channel.Outcome;
import org.cardwright.machine.channel.Outcome.Failed;
import org.cardwright.machine.channel.Outcome.Failure;
import org.cardwright.machine.channel.StatusWord;
import org.cardwright.machine.chip.ChannelPolicy.Route;
import org.cardwright.machine.scp.KeySets.KeySet;
import org.cardwright.machine.scp.SecureChannelOpener.Wanted;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a channel is opened, and every way in which it is not. */
class SecureChannelOpenerTest {

    private static final KeySets KEYS =
            new KeySets(Map.of(0xFF, new KeySet(TestChips.kmc(false), KeyDiversification.CPS11)));
    private static final Wanted SCP02 = new Wanted(SecureChannelProtocol.SCP02, SecurityLevel.C_MAC, 0);

    @TempDir
    private static Path directory;

    private static SecurityModule module;

    @BeforeAll
    static void open() {
        module = GoldenCards.module(directory);
    }

    @AfterAll
    static void close() {
        module.close();
    }

    private static ChannelOpening open(CardChannel card, Wanted wanted) {
        return new SecureChannelOpener(module.cardChannels(), KEYS, GoldenCards.random()).open(card, wanted);
    }

    private static VirtualCard card() {
        return TestChips.blank(
                TestChips.recipe(
                        TestChips.policy(SecureChannelProtocol.SCP02, 0x15, SecurityLevel.C_MAC, Route.APPLICATION)),
                GoldenCards.visa());
    }

    /** Check values of a lot before a card is touched: those that the published data have. */
    @Test
    void a_dry_run_gives_the_check_values_of_a_card_that_nobody_has_touched() {
        ByteString data = TestChips.KEY_DATA;
        List<String> values = KEYS.dryRun(module.keyDerivations(), 0xFF, data).stream()
                .map(value -> value.name() + " " + value.checkValue().toHex())
                .toList();
        assertThat(values).hasSize(3).allMatch(value -> value.matches("K_(ENC|MAC|DEK) [0-9A-F]{6}"));
        assertThat(KEYS.dryRun(module.keyDerivations(), 0xFF, ByteString.repeat(1, 10))
                        .toString())
                .isNotEqualTo(KEYS.dryRun(module.keyDerivations(), 0xFF, data).toString());
        assertThatThrownBy(() -> KEYS.dryRun(module.keyDerivations(), 0x01, data))
                .hasMessage("the lot has no key set of version 1");
    }

    @ParameterizedTest
    @CsvSource({"SCP03, 0, 'the card speaks SCP02, not SCP03'", "SCP02, 255, ''", "SCP02, 1, ''"})
    void what_the_card_answers_must_be_what_was_asked(SecureChannelProtocol protocol, int version, String why) {
        try (VirtualCard card = card()) {
            ChannelOpening opening =
                    open(new InMemoryChannel(card), new Wanted(protocol, SecurityLevel.C_MAC, version));
            if (version == 0xFF) {
                assertThat(opening).isInstanceOf(ChannelOpening.Opened.class);
            } else if (why.isEmpty()) {
                assertThat(opening).isEqualTo(new ChannelOpening.Refused("INITIALIZE UPDATE", new StatusWord(0x6A88)));
            } else {
                assertThat(opening).isEqualTo(new ChannelOpening.Unexpected(why));
            }
        }
    }

    @Test
    void a_card_that_refuses_the_host_is_asked_once() {
        List<Integer> sent = new ArrayList<>();
        try (VirtualCard card = card()) {
            CardChannel refusing = command -> {
                sent.add(command.ins());
                return command.ins() == 0x82
                        ? new Outcome.Answered(ByteString.EMPTY, new StatusWord(0x6300))
                        : new InMemoryChannel(card).transmit(command);
            };
            assertThat(open(refusing, SCP02))
                    .isEqualTo(new ChannelOpening.Refused("EXTERNAL AUTHENTICATE", new StatusWord(0x6300)));
            assertThat(sent).containsExactly(0x50, 0x82);
        }
    }

    @Test
    void answers_of_no_known_shape_and_lost_ones_open_nothing() {
        assertThat(open(command -> new Outcome.Ok(ByteString.repeat(0, 28)), SCP02))
                .isEqualTo(new ChannelOpening.Unexpected("an answer of 28 bytes to INITIALIZE UPDATE"));
        assertThat(open(command -> new Outcome.Ok(ByteString.repeat(2, 27)), SCP02))
                .isInstanceOf(ChannelOpening.Unexpected.class);
        assertThat(open(command -> new Failed(Failure.READER_LOST), SCP02))
                .isEqualTo(new ChannelOpening.Lost(Failure.READER_LOST));
    }

    /** After a lost answer nobody knows whether the card has counted the command. */
    @Test
    void a_session_ends_with_the_first_lost_answer() {
        List<CommandApdu> sent = new ArrayList<>();
        try (VirtualCard card = card()) {
            CardChannel line = command -> {
                sent.add(command);
                return sent.size() == 3 ? new Failed(Failure.CARD_LOST) : new InMemoryChannel(card).transmit(command);
            };
            SecureChannel channel = ((ChannelOpening.Opened) open(line, SCP02)).channel();
            CommandApdu command = CommandApdu.of(0x80F0800F, ByteString.EMPTY);
            assertThat(channel.transmit(command)).isEqualTo(new Failed(Failure.CARD_LOST));
            assertThat(channel.transmit(command)).isEqualTo(new Failed(Failure.CARD_LOST));
            assertThat(sent).hasSize(3);
        }
    }
}
