package org.cardwright.machine.virtualcard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.cardwright.crypto.cryptogram.CryptogramVersion;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.OnlineAuthorisation.CardOf;
import org.cardwright.crypto.module.OnlineAuthorisation.CryptogramQuestion;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.machine.GoldenCards;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an issuer does to a card that is out: only behind a request of that card, and only with its own script key. */
class IssuerScriptTest {

    private static final String SELECT = "00A4040007A000000003101000";
    private static final String TERMINAL =
            "000000000100" + "000000000000" + "0840" + "0000000000" + "0840" + "240506" + "00" + "01020304";
    private static final KeyName SMI = KeyName.of("golden.imk-smi");

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

    private static String send(VirtualCard card, String hex) {
        return card.process(ByteString.fromHex(hex)).toHex();
    }

    /** First GENERATE AC of the golden Visa card, CVN 10: template 80 with CID, ATC, AC, 9F10. */
    private static CryptogramQuestion request(VirtualCard card) {
        assertThat(send(card, SELECT)).endsWith("9000");
        assertThat(send(card, "80A8000002830000")).endsWith("9000");
        return question(ByteString.fromHex(send(card, "80AE80001D" + TERMINAL + "00")));
    }

    private static CryptogramQuestion question(ByteString answer) {
        ByteString counter = answer.slice(3, 5);
        ByteString results = answer.slice(13 + 3, 13 + 7);
        return new CryptogramQuestion(
                new CardOf(
                        KeyName.of("golden.imk-ac"),
                        DerivationOption.A,
                        Pan.of("4761739001010119"),
                        new PanSequenceNumber(1)),
                CryptogramVersion.VISA_10,
                counter,
                ByteString.fromHex("01020304"),
                ByteString.concat(ByteString.fromHex(TERMINAL), ByteString.fromHex("7C00"), counter, results),
                answer.slice(5, 13));
    }

    /** As the security module of the issuer makes it. */
    private static String script(CryptogramQuestion request, String header, String data) {
        ByteString body = module.onlineAuthorisation()
                .scriptData(request, SMI, new ApduMessage(HexFormat.fromHexDigits(header), ByteString.fromHex(data)))
                .orElseThrow();
        return header + ByteString.ofByte(body.size()).toHex() + body.toHex();
    }

    @Test
    void a_blocked_application_declines_until_it_is_unblocked() {
        VirtualCard card = GoldenCards.card(GoldenCards.visa());
        CryptogramQuestion first = request(card);
        assertThat(send(card, script(first, "841E0000", ""))).isEqualTo("9000");
        assertThat(send(card, SELECT))
                .as("selected file invalidated")
                .startsWith("6F3A")
                .endsWith("6283");
        send(card, "80A8000002830000");
        ByteString declined = ByteString.fromHex(send(card, "80AE80001D" + TERMINAL + "00"));
        assertThat(declined.unsignedAt(2)).as("AAC instead of ARQC").isZero();
        CryptogramQuestion second = question(declined);
        assertThat(send(card, script(second, "84180000", ""))).isEqualTo("9000");
        assertThat(send(card, SELECT)).endsWith("9000");
    }

    @Test
    void a_blocked_card_selects_nothing_any_more() {
        VirtualCard card = GoldenCards.card(GoldenCards.visa());
        assertThat(send(card, script(request(card), "84160000", ""))).isEqualTo("9000");
        assertThat(send(card, SELECT)).isEqualTo("6A81");
    }

    @Test
    void a_blocked_pin_gets_all_its_tries_back() {
        VirtualCard card = GoldenCards.card(GoldenCards.visa());
        send(card, SELECT);
        send(card, "80A8000002830000");
        for (int i = 0; i < 3; i++) {
            send(card, "0020008008249999FFFFFFFFFF");
        }
        assertThat(send(card, "80CA9F1700")).isEqualTo("9F1701009000");
        assertThat(send(card, script(request(card), "84240000", ""))).isEqualTo("9000");
        assertThat(send(card, "80CA9F1700")).isEqualTo("9F1701039000");
    }

    @Test
    void a_limit_is_changed_and_nothing_else() {
        VirtualCard card = GoldenCards.card(GoldenCards.visa());
        CryptogramQuestion request = request(card);
        assertThat(send(card, script(request, "84DA9F58", "01"))).isEqualTo("9000");
        assertThat(send(card, script(request, "84DA9F58", "0102"))).isEqualTo("6700");
        assertThat(send(card, script(request, "84DA9F36", "0000"))).isEqualTo("6A88");
        assertThat(send(card, script(request, "84DC9F58", "01"))).isEqualTo("6D00");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 7})
    void a_command_without_its_mac_is_refused(int at) {
        VirtualCard card = GoldenCards.card(GoldenCards.visa());
        byte[] right = ByteString.fromHex(script(request(card), "841E0000", "")).toByteArray();
        right[5 + at] ^= 1;
        assertThat(send(card, ByteString.of(right).toHex())).isEqualTo("6988");
        assertThat(send(card, "841E0000")).isEqualTo("6988");
        assertThat(send(card, SELECT)).endsWith("9000");
    }

    @Test
    void a_command_serves_once_and_for_one_request_of_one_card() {
        VirtualCard card = GoldenCards.card(GoldenCards.visa());
        CryptogramQuestion request = request(card);
        String unblock = script(request, "84240000", "");
        assertThat(send(card, unblock)).isEqualTo("9000");
        assertThat(send(card, unblock)).isEqualTo("6985");
        send(card, SELECT);
        assertThat(send(card, unblock)).as("no request in this transaction").isEqualTo("6985");
        request(card);
        assertThat(send(card, unblock)).as("of another request").isEqualTo("6988");
        CryptogramQuestion forged = new CryptogramQuestion(
                request.card(),
                request.version(),
                request.transactionCounter(),
                request.unpredictableNumber(),
                request.input(),
                ByteString.repeat(7, 8));
        assertThat(module.onlineAuthorisation().scriptData(forged, SMI, new ApduMessage(0x841E0000, ByteString.EMPTY)))
                .isEqualTo(Optional.empty());
    }
}
