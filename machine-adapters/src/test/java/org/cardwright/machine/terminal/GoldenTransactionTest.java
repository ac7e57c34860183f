package org.cardwright.machine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.UnaryOperator;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.Chip;
import org.cardwright.machine.channel.GetResponseChannel;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.channel.Outcome;
import org.cardwright.machine.channel.Transcript;
import org.cardwright.machine.channel.TranscriptChannel;
import org.cardwright.machine.terminal.TransactionResult.Ending;
import org.cardwright.machine.virtualcard.T0Chip;
import org.cardwright.perso.cps.CpsRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published records as cards, at a terminal with the host of their issuer. */
class GoldenTransactionTest {

    private static final long BELOW_FLOOR = 4_200;

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

    @Test
    void the_visa_card_signs_and_is_approved_by_its_issuer() {
        TransactionResult result = run(GoldenCards.card(GoldenCards.visa()), Transaction.purchase(BELOW_FLOOR));
        assertThat(result.text()).as("story").isNotEmpty();
        assertThat(result.ending()).as(result.text().toString()).isEqualTo(Ending.APPROVED_ONLINE);
        assertThat(result.authentication()).isEqualTo(AuthenticationMethod.DDA);
        assertThat(result.faults()).isEmpty();
        assertThat(result.isAccepted()).isTrue();
        // online because the card is new; ODA, CVM, card risk management, issuer authentication, terminal risk
        // management
        assertThat(result.statusInformation().toHex()).isEqualTo("F800");
        // 42 01 does not apply, 5E 03 is a signature
        assertThat(result.cardholderVerification().toHex()).isEqualTo("5E0300");
    }

    @Test
    void the_mastercard_card_signs_its_cryptogram_and_takes_the_pin() {
        TransactionResult result = run(GoldenCards.card(GoldenCards.mastercard()), Transaction.purchase(BELOW_FLOOR));
        assertThat(result.ending()).as(result.text().toString()).isEqualTo(Ending.APPROVED_ONLINE);
        assertThat(result.authentication()).isEqualTo(AuthenticationMethod.CDA);
        assertThat(result.isAccepted()).isTrue();
        // 44 03: PIN enciphered under the key of the card
        assertThat(result.cardholderVerification().toHex()).isEqualTo("440302");
        // the answer of the issuer goes through CDOL2, not through EXTERNAL AUTHENTICATE
        assertThat(result.statusInformation().toHex()).isEqualTo("E800");
        assertThat(result.json())
                .contains("\"ending\":\"APPROVED_ONLINE\"", "\"accepted\":true", "\"authentication\":\"CDA\"");
    }

    @Test
    void after_an_online_transaction_the_card_approves_offline_up_to_its_limit() {
        CpsRecord record = GoldenCards.visa();
        Chip card = GoldenCards.card(record);
        assertThat(run(card, Transaction.purchase(BELOW_FLOOR)).ending()).isEqualTo(Ending.APPROVED_ONLINE);
        // 9F58 = 05
        for (int i = 0; i < 5; i++) {
            assertThat(run(card, Transaction.purchase(BELOW_FLOOR)).ending()).isEqualTo(Ending.APPROVED_OFFLINE);
        }
        assertThat(run(card, Transaction.purchase(BELOW_FLOOR)).ending()).isEqualTo(Ending.APPROVED_ONLINE);
        TransactionResult above = run(card, Transaction.purchase(9_900));
        assertThat(above.ending()).isEqualTo(Ending.APPROVED_ONLINE);
        assertThat(above.results().has("floor-limit-exceeded")).isTrue();
        assertThat(run(card, Transaction.purchase(100).forceOnline()).results().has("merchant-forced-online"))
                .isTrue();
    }

    @Test
    void a_host_that_does_not_answer_leaves_it_to_the_action_codes() {
        EmvTerminal alone = terminal(IssuerHost.UNREACHABLE, GoldenCards.TODAY);
        TransactionResult small = alone.run(
                channel(GoldenCards.card(GoldenCards.visa())), Transaction.purchase(BELOW_FLOOR), PinPad.BYPASSED);
        assertThat(small.ending()).isEqualTo(Ending.APPROVED_OFFLINE);
        TransactionResult large =
                alone.run(channel(GoldenCards.card(GoldenCards.visa())), Transaction.purchase(9_900), PinPad.BYPASSED);
        // IAC default F040A48800 acts on the floor limit
        assertThat(large.ending()).isEqualTo(Ending.DECLINED_OFFLINE);
    }

    @Test
    void wrong_pins_block_the_card_and_the_verification_fails() {
        Chip card = GoldenCards.card(GoldenCards.mastercard());
        TransactionResult result = terminal(host(), GoldenCards.TODAY)
                .run(channel(card), Transaction.purchase(BELOW_FLOOR), PinPad.entering("4321"));
        assertThat(result.results().has("pin-try-limit-exceeded")).isTrue();
        assertThat(result.isAccepted()).isFalse();
        TransactionResult right = run(card, Transaction.purchase(BELOW_FLOOR));
        assertThat(right.results().has("pin-try-limit-exceeded")).isTrue();
        TransactionResult bypassed = terminal(host(), GoldenCards.TODAY)
                .run(
                        channel(GoldenCards.card(GoldenCards.mastercard())),
                        Transaction.purchase(BELOW_FLOOR),
                        PinPad.BYPASSED);
        assertThat(bypassed.results().has("pin-not-entered")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2021-12-31, application-not-yet-effective", "2026-01-01, expired-application"})
    void dates_are_compared_with_the_day_of_the_terminal(LocalDate day, String result) {
        TransactionResult made = terminal(host(), day)
                .run(channel(GoldenCards.card(GoldenCards.visa())), Transaction.purchase(100), PinPad.BYPASSED);
        assertThat(made.results().has(result)).as(made.text().toString()).isTrue();
        assertThat(made.isAccepted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // data grouping, byte, what the terminal says
        "0302, 40, dda-failed",
        "0304, 40, dda-failed",
        "0305, 10, dda-failed",
        "0201, 28, dda-failed",
        "0301, 4,  dda-failed"
    })
    void one_changed_byte_is_found(String dgi, int at, String result) {
        CpsRecord record = GoldenCards.with(GoldenCards.visa(), dgi, flip(at));
        TransactionResult made = run(GoldenCards.card(record), Transaction.purchase(BELOW_FLOOR));
        assertThat(made.results().has(result)).as(made.text().toString()).isTrue();
        assertThat(made.isAccepted()).isFalse();
    }

    @Test
    void a_lost_card_terminates() {
        TransactionResult result = terminal(host(), GoldenCards.TODAY)
                .run(command -> Outcome.of(ByteString.EMPTY), Transaction.purchase(1), PinPad.BYPASSED);
        assertThat(result.ending()).isEqualTo(Ending.TERMINATED);
        assertThat(result.reason()).isEqualTo("no answer from the card: CARD_LOST");
    }

    @Test
    void a_t0_card_gives_the_same_transaction_and_a_transcript_that_may_be_shown() {
        Transcript transcript = new Transcript();
        CardChannel channel = new TranscriptChannel(
                new GetResponseChannel(new InMemoryChannel(new T0Chip(GoldenCards.card(GoldenCards.mastercard())))),
                transcript);
        TransactionResult result = terminal(host(), GoldenCards.TODAY)
                .run(channel, Transaction.purchase(BELOW_FLOOR), PinPad.entering(GoldenCards.PIN));
        assertThat(result.isAccepted()).isTrue();
        String text = String.join("\n", transcript.lines()) + String.join("\n", result.text());
        assertThat(text)
                .contains("GENERATE AC", "541333......0011", "VERIFY 00200088 (128 bytes, not shown)")
                .doesNotContain("5413330089020011", "CARDHOLDER", "241234");
    }

    private static TransactionResult run(Chip card, Transaction transaction) {
        return GoldenTerminal.run(module, channel(card), transaction);
    }

    private static EmvTerminal terminal(IssuerHost host, LocalDate day) {
        return GoldenTerminal.of(host, day);
    }

    private static CardChannel channel(Chip card) {
        return new InMemoryChannel(card);
    }

    private static IssuerHost host() {
        return GoldenTerminal.host(module);
    }

    private static UnaryOperator<ByteString> flip(int at) {
        return value -> {
            byte[] bytes = value.toByteArray();
            bytes[at] ^= 0x01;
            return ByteString.of(bytes);
        };
    }
}
