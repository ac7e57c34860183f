package org.cardwright.machine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.terminal.TransactionResult.Ending;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A new card answers the request for a TC with an ARQC: a terminal that is offline only has nobody to send it to. EMV 4.4 Book 4, annex A1. */
class OfflineOnlyTerminalTest {

    private final AtomicInteger asked = new AtomicInteger();

    private final IssuerHost host = request -> {
        asked.incrementAndGet();
        return IssuerHost.UNREACHABLE.authorise(request);
    };

    private TransactionResult run(String type, long amount) {
        TerminalProfile model = TerminalProfile.test(GoldenCards.TODAY);
        TerminalProfile profile = new TerminalProfile(
                ByteString.fromHex(type),
                model.capabilities(),
                model.additionalCapabilities(),
                model.country(),
                model.currency(),
                model.currencyExponent(),
                model.floorLimit(),
                model.selection(),
                model.applications(),
                model.defaultDdol(),
                model.actionCodes(),
                model.today());
        return new EmvTerminal(profile, GoldenCards.caKeys(), host, GoldenCards.random())
                .run(
                        new InMemoryChannel(GoldenCards.card(GoldenCards.visa())),
                        Transaction.purchase(amount),
                        PinPad.BYPASSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"13", "16", "23", "26", "33", "36"})
    void asks_no_issuer_and_lets_the_default_action_codes_decide(String type) {
        TransactionResult result = run(type, 4_200);
        assertThat(result.steps())
                .containsSubsequence(
                        "GENERATE AC: asked for TC, given ARQC",
                        "unable to go online",
                        "GENERATE AC: asked for TC, given TC");
        assertThat(result.ending()).isEqualTo(Ending.APPROVED_OFFLINE);
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23", "36"})
    void declines_at_once_where_the_default_action_codes_say_so(String type) {
        TransactionResult result = run(type, 9_900);
        assertThat(result.ending()).isEqualTo(Ending.DECLINED_OFFLINE);
        assertThat(result.steps()).contains("GENERATE AC: asked for AAC, given AAC");
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"21", "22", "24", "25", "34", "35"})
    void every_other_terminal_asks(String type) {
        assertThat(run(type, 4_200).steps()).contains("issuer: no answer", "unable to go online");
        assertThat(asked).hasValue(1);
    }
}
