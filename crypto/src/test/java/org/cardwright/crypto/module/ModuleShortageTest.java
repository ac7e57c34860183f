package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What SoftHSM cannot do, as {@code docs/hsm.md} lists it, is known before the work: it unwraps under AES not at all, under 3DES it does nothing. */
class ModuleShortageTest {

    private static final String AES_KEK2 = "personalizer-aes.kek2-k0";

    @Test
    void tokens_lack_under_strict_what_they_do_not_do_inside() throws IOException {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        try (SecurityModule strict = TestTokenModule.open(Custody.STRICT)) {
            assertThat(shortages(strict))
                    .containsExactly(
                            AES_KEK2 + " lacks unwrap-aes-cbc (CKM_AES_CBC: CKR_MECHANISM_INVALID)",
                            "personalizer.kek2-k0 lacks wrap-tdes-ecb (CKM_DES3_ECB: CKR_MECHANISM_INVALID)",
                            "personalizer.kek2-k0 lacks unwrap-tdes-ecb (CKM_DES3_ECB: CKR_MECHANISM_INVALID)",
                            "personalizer.kek2-k0 lacks wrap-tdes-cbc (CKM_DES3_CBC: CKR_MECHANISM_INVALID)",
                            "personalizer.kek2-k0 lacks unwrap-tdes-cbc (CKM_DES3_CBC: CKR_MECHANISM_INVALID)");
        }
        try (SecurityModule transit = TestTokenModule.open(Custody.TRANSIT)) {
            assertThat(shortages(transit)).isEmpty();
        }
    }

    @Test
    void a_module_in_this_process_lacks_nothing() {
        try (SecurityModule software = TestModule.open()) {
            assertThat(shortages(software)).isEmpty();
        }
    }

    private static Stream<String> shortages(SecurityModule module) {
        List<KeyWork> work = List.of(
                work(module, "bank-one.imk-ac", KeyTask.CARD_KEYS, Mode.ECB),
                work(module, "bank-three.imk-ac-aes", KeyTask.CARD_KEYS, Mode.ECB),
                work(module, AES_KEK2, KeyTask.KEYS_OUT, Mode.CBC),
                work(module, "personalizer.kek2-k0", KeyTask.KEYS_OUT, Mode.ECB),
                work(module, "personalizer.kek2-k0", KeyTask.KEYS_OUT, Mode.CBC),
                work(module, "personalizer.kek2-p0", KeyTask.PIN_OUT, Mode.ECB),
                work(module, "bank-one.kek1-k0", KeyTask.SECRET_IN, Mode.CBC),
                work(module, "bank-one.cvk", KeyTask.CARD_VERIFICATION_VALUE, Mode.ECB),
                work(module, "bank-one.issuer-a000000003", KeyTask.STATIC_SIGNATURE, Mode.ECB),
                work(module, "bureau.record-mac", KeyTask.RECORD_MAC, Mode.ECB),
                work(module, "bureau.manifest-signing", KeyTask.MANIFEST_SIGNATURE, Mode.ECB));
        return module.condition().shortages(work).stream()
                .map(shortage -> shortage.work().key().name().label() + " lacks " + shortage.missing());
    }

    private static KeyWork work(SecurityModule module, String key, KeyTask task, Mode mode) {
        return new KeyWork(module.inventory().find(KeyName.of(key)).orElseThrow(), task, mode);
    }
}
