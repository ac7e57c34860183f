package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ModuleCalls.GOLDEN_PAN;
import static org.cardwright.crypto.module.ModuleCalls.ONE;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.util.List;
import org.cardwright.crypto.derive.DiversificationData;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyDerivations.DerivedCheckValue;
import org.cardwright.crypto.module.KeyDerivations.DryRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftKeyDerivationsTest {

    private static final SoftwareSecurityModule MODULE = TestModule.open();
    private static final DiversificationData CARD = new DiversificationData.Card(GOLDEN_PAN, ONE);

    @AfterAll
    static void close() {
        MODULE.close();
    }

    @ParameterizedTest
    @CsvSource({"golden.imk-ac, CA865E", "golden.imk-smi, FA39DF", "golden.imk-smc, 848BFB"})
    void a_dry_run_gives_the_check_values_of_the_published_card(String key, String checkValue) {
        // vectors/cps-profiles.txt, [visa]: DGI 9000
        assertThat(dryRun(key, KeyDiversification.EMV_A, CARD)).containsExactly("MK TDES_ZEROS " + checkValue);
        assertThat(dryRun(key, KeyDiversification.EMV_A, new DiversificationData.Card(PAN, ONE)))
                .doesNotContain("MK TDES_ZEROS " + checkValue);
    }

    @Test
    void an_aes_key_is_checked_by_the_rule_of_aes() {
        assertThat(dryRun("bank-three.imk-ac-aes", KeyDiversification.EMV_C, CARD))
                .singleElement()
                .asString()
                .matches("MK AES_ONES [0-9A-F]{6}");
    }

    @Test
    void a_key_of_another_purpose_or_algorithm_or_none_at_all_is_refused() {
        assertRefused(() -> dryRun("bank-one.cvk", KeyDiversification.EMV_A, CARD), "is for CVK");
        assertRefused(() -> dryRun("personalizer.kek2-k0", KeyDiversification.EMV_A, CARD), "is for KEK");
        assertRefused(() -> dryRun("bank-three.imk-ac-aes", KeyDiversification.EMV_B, CARD), "starts from TDES");
        assertRefused(() -> dryRun("bank-one.imk-ac", KeyDiversification.EMV_C, CARD), "starts from AES");
        assertRefused(() -> dryRun("bank-one.no-such-key", KeyDiversification.EMV_A, CARD), "no-such-key");
    }

    static List<String> dryRun(String key, KeyDiversification method, DiversificationData data) {
        return MODULE.keyDerivations().checkValues(new DryRun(KeyName.of(key), method, data)).stream()
                .map(SoftKeyDerivationsTest::text)
                .toList();
    }

    private static String text(DerivedCheckValue found) {
        return found.name() + " " + found.checkValue().method() + " "
                + found.checkValue().toHex();
    }
}
