package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.verify.ChipApplication.Grouping;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EMV 4.4 Book 2, annex D, Table 43: with CDA, signature and issuer application data share one answer. */
class ResponseLimitsTest {

    @ParameterizedTest
    @CsvSource({
        // the whole 32 bytes when nobody says less
        "01, '', 205, true",
        "01, '', 206, false",
        "01, 9F1007 06010A03000000, 230, true",
        "01, 9F1007 06010A03000000, 231, false",
        "20, '', 247, true",
        "20, '', 250, false"
    })
    void leaves_room_for_issuer_application_data(String method, String issuerData, int keyBytes, boolean fits) {
        ByteString clear = ByteString.fromHex(issuerData.replace(" ", ""));
        ChipApplication application = new ChipApplication(
                ByteString.fromHex("A0000000031010"),
                List.of(),
                ByteString.EMPTY,
                List.of(),
                List.of(new Grouping(0x9200, clear), new Grouping(0x3000, ByteString.fromHex("9F3602"))));
        CardData card = new CardData(application.aid(), false);
        card.put(0x82, ByteString.fromHex(method.equals("01") ? "0100" : "2000"));
        Findings findings = new Findings();

        new ResponseLimits(application, findings)
                .checkKey(card, new RsaPublic(ByteString.repeat(0xFF, keyBytes), ByteString.fromHex("03")));

        assertThat(findings.report(1).lines())
                .isEqualTo(
                        fits
                                ? List.of()
                                : List.of("V-312 batch, 9F46: " + VerificationRule.KEY_LENGTH.words()
                                        + " (too long for " + (method.equals("01") ? "CDA)" : "DDA)")));
    }
}
