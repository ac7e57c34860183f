package org.cardwright.crypto.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules are ours: the expected keys were computed with another library from the words of the class. */
class ChipKeyDerivationTest {

    private static final String TDES = "0123456789ABCDEFFEDCBA9876543210";
    private static final String AES = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";
    private static final ByteString NUMBER = ByteString.fromHex("4790050112345678");
    private static final ByteString NEXT = ByteString.fromHex("4790050112345679");

    @Test
    void a_triple_des_key_is_made_of_the_number_and_its_complement() {
        try (KeyCipher master = Secrets.cipher(KeyAlgorithm.TDES, TDES);
                SecretBytes key = ChipKeyDerivation.tdes(master, NUMBER);
                SecretBytes next = ChipKeyDerivation.tdes(master, NEXT)) {
            assertThat(Secrets.hex(key)).isEqualTo("31CBE55D458FE09801D5B0DF92C1DC23");
            assertThat(Secrets.checkValue(KeyAlgorithm.TDES, key)).isEqualTo("2DDBC3");
            assertThat(next).isNotEqualTo(key);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "16, FC0F92A81421EE62CA5F03910DD5870E",
        "24, E168A7048D514216AC0996A222649DB53D8EBCB599E48613",
        "32, C0B6E42504498B1E557D14894CF49E984CF3F4D047394F5543CDCEBDFAAEC2F0"
    })
    void an_aes_key_is_as_long_as_its_master_key(int bytes, String expected) {
        try (KeyCipher master = Secrets.cipher(KeyAlgorithm.AES, AES.substring(0, 2 * bytes));
                SecretBytes key = ChipKeyDerivation.aes(master, NUMBER);
                SecretBytes next = ChipKeyDerivation.aes(master, NEXT)) {
            assertThat(Secrets.hex(key)).isEqualTo(expected);
            assertThat(next).isNotEqualTo(key);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "47900501123456", "479005011234567800"})
    void refuses_a_number_of_another_length(String number) {
        ByteString wrong = ByteString.fromHex(number);
        try (KeyCipher tdes = Secrets.cipher(KeyAlgorithm.TDES, TDES);
                KeyCipher aes = Secrets.cipher(KeyAlgorithm.AES, AES)) {
            assertThatThrownBy(() -> ChipKeyDerivation.tdes(tdes, wrong)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ChipKeyDerivation.aes(aes, wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refuses_a_master_key_of_another_algorithm_or_length() {
        try (KeyCipher tdes = Secrets.cipher(KeyAlgorithm.TDES, TDES);
                KeyCipher tripleLength = Secrets.cipher(KeyAlgorithm.TDES, TDES + "1111111111111111");
                KeyCipher aes = Secrets.cipher(KeyAlgorithm.AES, AES)) {
            assertThatThrownBy(() -> ChipKeyDerivation.aes(tdes, NUMBER)).isInstanceOf(KeyRefusedException.class);
            assertThatThrownBy(() -> ChipKeyDerivation.tdes(aes, NUMBER)).isInstanceOf(KeyRefusedException.class);
            assertThatThrownBy(() -> ChipKeyDerivation.tdes(tripleLength, NUMBER))
                    .isInstanceOf(KeyRefusedException.class);
        }
    }
}
