package org.cardwright.crypto.cryptogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.cardwright.crypto.cryptogram.CryptogramVersion.Layout;
import org.cardwright.crypto.cryptogram.ScriptMessages.Request;
import org.cardwright.crypto.derive.IccMasterKeyDerivation;
import org.cardwright.crypto.derive.Secrets;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptMessagesTest {

    private static final PublishedVector MAC = PublishedVector.named("jPOS script MAC");
    private static final PublishedVector PIN = PublishedVector.named("jPOS script PIN encryption");

    @ParameterizedTest
    @CsvSource({"MCHIP, mchip", "VISA, vsdc"})
    void gives_the_published_mac_of_each_payment_system(Layout layout, String output) {
        ByteString apdu = ByteString.fromHex(MAC.input("apdu"));
        int header = HexFormat.fromHexDigits(apdu.slice(0, 4).toHex());
        ByteString data = apdu.slice(apdu.size() - 8);
        Request request = new Request(ByteString.fromHex(MAC.input("atc")), ByteString.fromHex(MAC.input("arqc")));
        try (SecretBytes card = cardKey(MAC.input("imk_smi"))) {
            ScriptMessages messages = new ScriptMessages(layout, card);
            assertThat(messages.mac(request, header, data).toHex()).isEqualTo(MAC.output(output));
            assertThat(messages.mac(request, header ^ 1, data).toHex()).isNotEqualTo(MAC.output(output));
            Request other = new Request(ByteString.fromHex("0003"), request.requestCryptogram());
            assertThat(messages.mac(other, header, data).toHex()).isNotEqualTo(MAC.output(output));
        }
    }

    @Test
    void opens_the_published_pin_block() {
        Request request = new Request(ByteString.fromHex("0002"), ByteString.fromHex(PIN.input("arqc")));
        try (SecretBytes card = cardKey(PIN.input("imk_smc"));
                SecretBytes block = new ScriptMessages(Layout.MCHIP, card)
                        .decipher(request, ByteString.fromHex(PIN.output("mchip")))) {
            assertThat(Secrets.hex(block)).isEqualTo("24" + PIN.input("pin") + "FFFFFFFFFF");
        }
    }

    @Test
    void refuses_keys_and_requests_of_another_length() {
        try (SecretBytes tripleLength = Secrets.of("4041424344454647")) {
            assertThatThrownBy(() -> new ScriptMessages(Layout.VISA, tripleLength))
                    .isInstanceOf(KeyRefusedException.class);
        }
        ByteString two = ByteString.repeat(0, 2);
        assertThatThrownBy(() -> new Request(two, two)).isInstanceOf(IllegalArgumentException.class);
    }

    private static SecretBytes cardKey(String imk) {
        try (KeyCipher master = Secrets.cipher(KeyAlgorithm.TDES, imk)) {
            return IccMasterKeyDerivation.optionA(master, MAC.input("pan"), MAC.input("psn"));
        }
    }
}
