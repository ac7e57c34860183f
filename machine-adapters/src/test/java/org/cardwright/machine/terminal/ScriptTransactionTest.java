package org.cardwright.machine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.cryptogram.CryptogramVersion.Layout;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.channel.Chip;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.terminal.ModuleHost.Accounts;
import org.cardwright.machine.terminal.ModuleHost.Script;
import org.cardwright.machine.terminal.TransactionResult.Ending;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the issuer does to the card in the same transaction. EMV 4.4 Book 3, 10.10. */
class ScriptTransactionTest {

    private static final ApduMessage BLOCK = new ApduMessage(0x841E0000, ByteString.EMPTY);
    private static final ApduMessage PIN_UNBLOCK = new ApduMessage(0x84240000, ByteString.EMPTY);

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

    private static Chip card(Layout layout) {
        return GoldenCards.card(layout == Layout.VISA ? GoldenCards.visa() : GoldenCards.mastercard());
    }

    private static TransactionResult pay(Chip card, Layout layout, Script script) {
        Accounts accounts = new Accounts(
                KeyName.of("golden.imk-ac"), DerivationOption.A, layout, Optional.empty(), Accounts.FAILURES);
        IssuerHost host = new ModuleHost(module, accounts).withScript(script);
        return GoldenTerminal.of(host, GoldenCards.TODAY)
                .run(new InMemoryChannel(card), Transaction.purchase(4_200), PinPad.entering(GoldenCards.PIN));
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void an_application_that_its_issuer_blocked_pays_no_more(Layout layout) {
        Chip card = card(layout);
        TransactionResult blocked =
                pay(card, layout, new Script(KeyName.of("golden.imk-smi"), List.of(PIN_UNBLOCK, BLOCK)));
        assertThat(blocked.ending()).as(blocked.text().toString()).isEqualTo(Ending.APPROVED_ONLINE);
        assertThat(blocked.isAccepted()).isTrue();
        assertThat(blocked.steps()).contains("script: 2 commands taken");
        assertThat(blocked.statusInformation().unsignedAt(0) & 0x04).isNotZero();
        TransactionResult next = pay(card, layout, new Script(KeyName.of("golden.imk-smi"), List.of()));
        assertThat(next.ending()).isIn(Ending.TERMINATED, Ending.DECLINED_OFFLINE);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void a_script_under_the_key_of_another_issuer_fails_behind_the_approval(Layout layout) {
        Chip card = card(layout);
        TransactionResult result = pay(card, layout, new Script(KeyName.of("bank-one.imk-smi"), List.of(BLOCK)));
        assertThat(result.ending()).isEqualTo(Ending.APPROVED_ONLINE);
        assertThat(result.results().has("script-failed-after-final-generate-ac"))
                .isTrue();
        assertThat(result.isAccepted()).isFalse();
        assertThat(result.steps()).contains("script: command 1 refused, 6988");
    }

    @Test
    void a_script_that_holds_no_command_fails() {
        IssuerHost real = GoldenTerminal.host(module);
        IssuerHost damaged = request -> real.authorise(request)
                .map(answer -> new HostAnswer(
                        answer.code(),
                        answer.issuerAuthenticationData(),
                        answer.finding(),
                        List.of(ByteString.fromHex("7103860184"), ByteString.fromHex("FF"))));
        TransactionResult result = GoldenTerminal.of(damaged, GoldenCards.TODAY)
                .run(
                        new InMemoryChannel(card(Layout.VISA)),
                        Transaction.purchase(4_200),
                        PinPad.entering(GoldenCards.PIN));
        assertThat(result.results().has("script-failed-before-final-generate-ac"))
                .isTrue();
    }
}
