package org.cardwright.crypto.cryptogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.cardwright.crypto.cryptogram.CardCryptograms.Moment;
import org.cardwright.crypto.cryptogram.CryptogramVersion.Layout;
import org.cardwright.crypto.derive.IccMasterKeyDerivation;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the table against a suite of published values, from the issuer master key to the answer of the issuer. */
class CryptogramVersionTest {

    /** The two suites that publish no master key were computed with the one of the others. */
    private static final String PUBLISHED_IMK =
            PublishedVector.named("Visa CVN10 suite").input("imk_ac");

    private static final int TERMINAL_BYTES = 29;

    @ParameterizedTest
    @CsvSource({
        "VISA_10,  Visa CVN10 suite,              06010A%s",
        "VISA_18,  Visa CVN18 suite,              %s",
        "MCHIP_10, Mastercard CVN16 (0x10) suite, 0110%s0000",
        "MCHIP_11, Mastercard CVN17 (0x11) suite, 0111%s",
        "MCHIP_14, Mastercard CVN20 (0x14) suite, 0114%s0000",
        "MCHIP_15, Mastercard CVN21 (0x15) suite, 0115%s"
    })
    void makes_the_published_cryptogram_and_answer(CryptogramVersion version, String suite, String issuerData) {
        PublishedVector v = PublishedVector.startingWith(suite).get(0);
        ByteString data = bytes(v.input("ac_data"));
        int cardAt = TERMINAL_BYTES + 4;
        String ofCard = data.slice(cardAt).toHex();
        if (ofCard.length() == 28) {
            // The dynamic number stands between results and counters, outside of the cryptogram.
            ofCard = ofCard.substring(0, 12) + "0000" + ofCard.substring(12);
        }
        ByteString iad = bytes(issuerData.replace("%s", ofCard));
        assertThat(CryptogramVersion.in(version.layout(), iad)).contains(version);
        ByteString input = version.input(
                data.slice(0, TERMINAL_BYTES),
                data.slice(TERMINAL_BYTES, TERMINAL_BYTES + 2),
                bytes(v.input("atc")),
                iad);
        assertThat(input.toHex()).isEqualTo(v.input("ac_data"));

        Moment moment = new Moment(bytes(v.input("atc")), data.slice(TERMINAL_BYTES - 4, TERMINAL_BYTES));
        try (SecretBytes key = cardKey(v)) {
            CardCryptograms card = new CardCryptograms(version, key);
            ByteString arqc = card.cryptogram(moment, input);
            assertThat(arqc.toHex()).isEqualTo(v.output("arqc"));
            String decision = version.answersWithStatusUpdate() ? v.input("csu") : v.input("arc");
            ByteString arpc = card.response(moment, arqc, bytes(decision));
            assertThat(arpc.toHex()).isEqualTo(v.output("arpc")).hasSize(2 * version.responseBytes());
            Moment later = new Moment(bytes("001D"), moment.unpredictableNumber());
            boolean keyOfMoment = version != CryptogramVersion.VISA_10;
            assertThat(card.cryptogram(later, input).equals(arqc)).isNotEqualTo(keyOfMoment);
        }
    }

    @Test
    void an_answer_may_carry_data_of_the_issuer() {
        PublishedVector v = PublishedVector.named("OptionB+CSK+ARPC2 with proprietary auth data");
        Moment moment = new Moment(bytes(v.input("atc")), bytes("52BF4585"));
        try (SecretBytes imk = SecretBytes.adopt(HexFormat.of().parseHex(v.input("imk")));
                KeyCipher cipher = KeyCipher.tdes(imk);
                SecretBytes key = IccMasterKeyDerivation.optionB(cipher, v.input("pan"), v.input("psn"))) {
            CardCryptograms card = new CardCryptograms(CryptogramVersion.VISA_18, key);
            ByteString arqc = card.cryptogram(moment, bytes(v.input("ac_data")));
            assertThat(arqc.toHex()).isEqualTo(v.output("arqc"));
            assertThat(card.response(moment, arqc, bytes(v.input("csu") + v.input("prop")))
                            .toHex())
                    .isEqualTo(v.output("arpc"));
        }
    }

    @Test
    void refuses_what_has_the_wrong_length() {
        ByteString data = ByteString.repeat(0, TERMINAL_BYTES);
        ByteString two = ByteString.repeat(0, 2);
        assertThatThrownBy(() -> CryptogramVersion.VISA_10.input(data, two, two, bytes("06010A0300")))
                .hasMessage("issuer application data of 5 bytes, needed 7");
        assertThatThrownBy(() -> CryptogramVersion.MCHIP_11.input(data, two, two, ByteString.repeat(0, 17)))
                .hasMessage("issuer application data of 17 bytes, needed 18");
        assertThat(CryptogramVersion.in(Layout.VISA, bytes("06010A03"))).isEmpty();
        assertThat(CryptogramVersion.in(Layout.VISA, bytes("06011003000000"))).isEmpty();
        assertThatThrownBy(() -> new Moment(two, two)).isInstanceOf(IllegalArgumentException.class);
        try (SecretBytes key = SecretBytes.adopt(new byte[16]);
                SecretBytes triple = SecretBytes.adopt(new byte[24])) {
            CardCryptograms card = new CardCryptograms(CryptogramVersion.VISA_18, key);
            Moment moment = new Moment(two, ByteString.repeat(0, 4));
            assertThatThrownBy(() -> card.response(moment, ByteString.repeat(0, 8), two))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new CardCryptograms(CryptogramVersion.VISA_18, triple))
                    .isInstanceOf(KeyRefusedException.class);
        }
    }

    private static SecretBytes cardKey(PublishedVector v) {
        try (SecretBytes imk = SecretBytes.adopt(HexFormat.of().parseHex(PUBLISHED_IMK));
                KeyCipher cipher = KeyCipher.tdes(imk)) {
            return IccMasterKeyDerivation.optionB(cipher, v.input("pan"), v.input("psn"));
        }
    }

    private static ByteString bytes(String hex) {
        return ByteString.fromHex(hex);
    }
}
