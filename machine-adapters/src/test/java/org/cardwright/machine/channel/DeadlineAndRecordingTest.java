package org.cardwright.machine.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.Outcome.Failed;
import org.cardwright.machine.channel.Outcome.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineAndRecordingTest {

    private static final CommandApdu COMMAND = CommandApdu.fetching(0x00B2010C);

    @Test
    void who_lets_a_deadline_pass_is_not_asked_again() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        CardChannel mute = command -> {
            asked.incrementAndGet();
            try {
                never.await();
            } catch (InterruptedException given) {
                Thread.currentThread().interrupt();
            }
            return new Outcome.Ok(ByteString.EMPTY);
        };
        try (DeadlineChannel channel = new DeadlineChannel(mute, Duration.ofMillis(20))) {
            assertThat(channel.transmit(COMMAND)).isEqualTo(new Failed(Failure.TIMEOUT));
            never.countDown();
            assertThat(channel.transmit(COMMAND)).isEqualTo(new Failed(Failure.TIMEOUT));
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void an_answer_in_time_is_the_answer() {
        try (DeadlineChannel channel =
                new DeadlineChannel(command -> new Outcome.Ok(command.data()), Duration.ofMinutes(1))) {
            CommandApdu store = CommandApdu.of(0x80E20000, ByteString.fromHex("0102"));
            assertThat(channel.transmit(store)).isEqualTo(new Outcome.Ok(ByteString.fromHex("0102")));
            assertThat(channel.transmit(COMMAND)).isEqualTo(new Outcome.Ok(ByteString.EMPTY));
        }
        try (DeadlineChannel broken = new DeadlineChannel(
                command -> {
                    throw new IllegalStateException("bug");
                },
                Duration.ofMinutes(1))) {
            assertThatThrownBy(() -> broken.transmit(COMMAND)).hasRootCauseMessage("bug");
        }
    }

    @Test
    void a_recording_says_the_same_again_and_nothing_else() {
        RecordedConversation recording = RecordedConversation.of(
                List.of("# a card of a test", "> 00B2010C00", "< 70006A83", "", "> 00B2010D00", "! CARD_LOST"));
        assertThat(recording.transmit(COMMAND))
                .isEqualTo(new Outcome.Answered(ByteString.fromHex("7000"), new StatusWord(0x6A83)));
        assertThatThrownBy(() -> recording.transmit(COMMAND)).hasMessage("command 2 is not that of line 6");
        assertThat(recording.isOver()).isFalse();
        assertThat(recording.transmit(CommandApdu.fetching(0x00B2010D))).isEqualTo(new Failed(Failure.CARD_LOST));
        assertThat(recording.isOver()).isTrue();
        assertThatThrownBy(() -> recording.transmit(COMMAND)).hasMessageContaining("over after 2 commands");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "< 9000; line 1 of the recording: expected a command, then what became of it",
                "> 00; line 1 of the recording: expected what became of the last command",
                "> 0G,< 9000; line 1 of the recording: expected hexadecimal digits",
                "> 00,! BORED; line 2 of the recording: expected what can be lost",
                "> 00,9000; line 2 of the recording: expected an answer"
            })
    void what_is_no_recording_is_refused_with_its_line(String lines, String message) {
        assertThatThrownBy(() -> RecordedConversation.of(List.of(lines.split(",", -1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
