package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ModuleCalls.GOLDEN_PAN;
import static org.cardwright.crypto.module.ModuleCalls.ONE;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertBadInput;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.assertWaits;

import java.util.List;
import java.util.stream.Stream;
import org.cardwright.crypto.derive.DiversificationData;
import org.cardwright.crypto.derive.DiversificationData.Card;
import org.cardwright.crypto.derive.DiversificationData.Chip;
import org.cardwright.crypto.derive.DiversificationData.CounterMode;
import org.cardwright.crypto.derive.DiversificationData.Scp02Session;
import org.cardwright.crypto.derive.DiversificationData.Scp03Session;
import org.cardwright.crypto.derive.DiversificationData.SecurityDomain;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.KeyDerivations.DerivedCheckValue;
import org.cardwright.crypto.module.KeyDerivations.DryRun;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Dry runs of the whole catalogue, with published check values and those of another library. */
class KeyDerivationsContractTest extends ModuleContract {

    private static final Card CARD = new Card(GOLDEN_PAN, ONE);
    /** Option B differs from A for more than 16 digits. */
    private static final Card LONG_CARD = new Card(Pan.of("9999990000000000121"), ONE);

    private static final SecurityDomain MANAGER = new SecurityDomain(ByteString.fromHex("00010203040506070809"));

    KeyDerivationsContractTest(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @CsvSource({"golden.imk-ac, CA865E", "golden.imk-smi, FA39DF", "golden.imk-smc, 848BFB"})
    void a_dry_run_gives_the_check_values_of_the_published_card(String key, String checkValue) {
        // vectors/cps-profiles.txt, [visa]: DGI 9000
        assertThat(dryRun(key, KeyDiversification.EMV_A, CARD)).containsExactly("MK TDES_ZEROS " + checkValue);
        assertThat(dryRun(key, KeyDiversification.EMV_A, new Card(PAN, ONE)))
                .doesNotContain("MK TDES_ZEROS " + checkValue);
    }

    @ParameterizedTest
    @CsvSource({
        "published.kmc, CPS11, C33013, 6F4CA6, BB8179",
        "published.kmc, VISA2, 2BE598, 58DA38, 3C328E",
        "published.kmc-aes, KDF3, E79C05, D1BD77, 3FDE8C"
    })
    void keys_of_a_card_manager_have_the_published_check_values(
            String key, KeyDiversification method, String enc, String mac, String dek) {
        String rule = key.endsWith("-aes") ? " AES_ONES " : " TDES_ZEROS ";
        assertThat(dryRun(key, method, MANAGER))
                .containsExactly("K_ENC" + rule + enc, "K_MAC" + rule + mac, "K_DEK" + rule + dek);
    }

    /** The card holds the master key itself: what works with its bytes is refused where they never leave a token. */
    @Test
    void keys_that_are_the_master_key_itself_need_its_bytes() {
        Scp02Session session = new Scp02Session(KeyDiversification.NONE, MANAGER, ByteString.fromHex("0000"));
        if (!backend.lendsKeysClear()) {
            String because = "does not leave its token";
            assertRefused(() -> dryRun("published.kmc", KeyDiversification.NONE, MANAGER), because);
            assertRefused(() -> dryRun("published.kmc-aes", KeyDiversification.NONE, MANAGER), because);
            assertRefused(() -> dryRun("published.kmc", KeyDiversification.SCP02, session), because);
            return;
        }
        assertThat(dryRun("published.kmc", KeyDiversification.NONE, MANAGER))
                .containsExactly("K_ENC TDES_ZEROS 8BAF47", "K_MAC TDES_ZEROS 8BAF47", "K_DEK TDES_ZEROS 8BAF47");
        assertThat(dryRun("published.kmc-aes", KeyDiversification.NONE, MANAGER))
                .containsExactly("K_ENC AES_ONES 504A77", "K_MAC AES_ONES 504A77", "K_DEK AES_ONES 504A77");
        assertThat(dryRun("published.kmc", KeyDiversification.SCP02, session))
                .containsExactly(
                        "S-ENC TDES_ZEROS F2DCDD",
                        "S-MAC TDES_ZEROS 5FCC69",
                        "S-RMAC TDES_ZEROS 9F749A",
                        "S-DEK TDES_ZEROS 85272E");
    }

    /** What every other method gives over the test keys, computed with another library. */
    static Stream<Arguments> others() {
        ByteString challenge = ByteString.fromHex("0102030405060708");
        Chip chip = new Chip(ByteString.fromHex("4790050112345678"));
        CounterMode input = new CounterMode(ByteString.fromHex("0A0B0C"), 256);
        return Stream.of(
                Arguments.of("bank-two.imk-smi", KeyDiversification.EMV_B, LONG_CARD, "MK TDES_ZEROS CE0A46"),
                Arguments.of(
                        "published.kmc",
                        KeyDiversification.SCP02,
                        new Scp02Session(KeyDiversification.CPS11, MANAGER, ByteString.fromHex("0000")),
                        "S-ENC TDES_ZEROS 2358C2, S-MAC TDES_ZEROS A33911, S-RMAC TDES_ZEROS 0BBC4B,"
                                + " S-DEK TDES_ZEROS 739497"),
                Arguments.of("bank-three.imk-ac-aes", KeyDiversification.EMV_C, CARD, "MK AES_ONES C1A072"),
                Arguments.of(
                        "published.kmc-aes",
                        KeyDiversification.SCP03,
                        new Scp03Session(KeyDiversification.KDF3, MANAGER, challenge, challenge),
                        "S-ENC AES_ONES 2D6367, S-MAC AES_ONES 68C90A, S-RMAC AES_ONES 673BBF"),
                Arguments.of("chip-maker.mic", KeyDiversification.KIC_TDES, chip, "K(IC) TDES_ZEROS DC9C93"),
                Arguments.of("chip-maker.mic-aes", KeyDiversification.KIC_AES, chip, "K(IC) AES_ONES 70B590"),
                Arguments.of("bureau.kdk", KeyDiversification.KDF_CMAC, input, "KO AES_ONES 15B99C"),
                Arguments.of("bureau.kdk-hmac", KeyDiversification.KDF_HMAC_SHA256, input, "KO AES_ONES 9C0E54"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void gives_what_another_library_gives(
            String key, KeyDiversification method, DiversificationData data, String expected) {
        assertThat(String.join(", ", dryRun(key, method, data))).isEqualTo(expected);
    }

    @Test
    void a_key_of_another_purpose_or_algorithm_or_none_at_all_is_refused() {
        assertRefused(() -> dryRun("bank-one.cvk", KeyDiversification.EMV_A, CARD), "is for CVK");
        assertRefused(() -> dryRun("personalizer.kek2-k0", KeyDiversification.EMV_A, CARD), "is for KEK");
        assertRefused(() -> dryRun("bank-three.imk-ac-aes", KeyDiversification.EMV_B, CARD), "starts from TDES");
        assertRefused(() -> dryRun("bank-one.imk-ac", KeyDiversification.EMV_C, CARD), "starts from AES");
        assertRefused(() -> dryRun("bank-one.no-such-key", KeyDiversification.EMV_A, CARD), "no-such-key");
        assertRefused(() -> dryRun("bank-one.imk-ac", KeyDiversification.CPS11, MANAGER), "is for IMK_AC");
        assertRefused(() -> dryRun("published.kmc", KeyDiversification.EMV_A, CARD), "is for CARD_MASTER");
        assertRefused(() -> dryRun("published.kmc-aes", KeyDiversification.VISA2, MANAGER), "starts from TDES");
        assertRefused(() -> dryRun("published.kmc", KeyDiversification.KDF3, MANAGER), "starts from AES");
        ByteString challenge = ByteString.repeat(1, 8);
        assertRefused(
                () -> dryRun(
                        "published.kmc-aes",
                        KeyDiversification.SCP03,
                        new Scp03Session(KeyDiversification.CPS11, MANAGER, challenge, challenge)),
                "3DES");
    }

    @Test
    void a_key_that_is_out_of_use_is_not_tried_either() {
        KeyName name = KeyName.of("bank-two.imk-idn");
        assertThat(dryRun(name.label(), KeyDiversification.EMV_A, CARD)).hasSize(1);
        module.keyLife().change(name, KeyState.SUSPENDED);
        assertWaits(() -> dryRun(name.label(), KeyDiversification.EMV_A, CARD), "SUSPENDED");
        module.keyLife().change(name, KeyState.DEACTIVATED);
        assertRefused(() -> dryRun(name.label(), KeyDiversification.EMV_A, CARD), "DEACTIVATED");
    }

    @Test
    void data_of_another_method_are_refused() {
        assertBadInput(() -> dryRun("bank-one.imk-ac", KeyDiversification.EMV_A, MANAGER));
        assertBadInput(() -> dryRun("published.kmc", KeyDiversification.CPS11, CARD));
        assertBadInput(() -> dryRun("published.kmc", KeyDiversification.PBKDF2, MANAGER));
    }

    @Test
    void every_other_card_has_other_keys() {
        List<String> checkValues = Stream.iterate(0, i -> i + 1)
                .limit(64)
                .map(i -> new SecurityDomain(ByteString.ofUnsigned(i, 4)
                        .plus(ByteString.ofUnsigned(i, 4))
                        .plus(ByteString.repeat(0, 2))))
                .flatMap(card -> dryRun("published.kmc", KeyDiversification.CPS11, card).stream())
                .toList();
        assertThat(checkValues).hasSize(192).doesNotHaveDuplicates();
    }

    private List<String> dryRun(String key, KeyDiversification method, DiversificationData data) {
        return module.keyDerivations().checkValues(new DryRun(KeyName.of(key), method, data)).stream()
                .map(KeyDerivationsContractTest::text)
                .toList();
    }

    private static String text(DerivedCheckValue found) {
        KeyCheckValue value = found.checkValue();
        return found.name() + " " + value.method() + " " + value.toHex();
    }
}
