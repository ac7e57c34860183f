package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NIST SP 800-57 part 1, 7: what a change of state does to those who need the key. */
class KeyLifeTest {

    private static final KeyName CVK = KeyName.of("bank-one.cvk");

    @TempDir
    private Path home;

    private SoftwareSecurityModule module;

    @BeforeEach
    void open() throws IOException {
        module = SoftwareSecurityModule.open(
                KeyVault.open(TestModule.copy(home), TestModule.passphrase()), ModulePolicy.test());
    }

    @AfterEach
    void close() {
        module.close();
    }

    @Test
    void what_needs_a_suspended_key_waits_until_it_is_active_again() {
        module.keyLife().change(CVK, KeyState.SUSPENDED);
        assertThatThrownBy(this::verificationValue)
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        waits -> assertThat(waits.kind()).isEqualTo(SecurityModuleException.Kind.UNAVAILABLE))
                .hasMessage(CVK + " is SUSPENDED; what needs it waits until it is active again");

        module.keyLife().change(CVK, KeyState.ACTIVE);
        assertThat(verificationValue()).hasSize(1);
    }

    @Test
    void what_needs_a_deactivated_key_is_refused_for_good() {
        module.keyLife().change(CVK, KeyState.DEACTIVATED);
        assertRefused(this::verificationValue, "DEACTIVATED");
        assertRefused(() -> module.keyLife().change(CVK, KeyState.ACTIVE), "DEACTIVATED and cannot become ACTIVE");
    }

    @Test
    void a_key_that_is_not_there_has_no_life() {
        assertRefused(() -> module.keyLife().change(KeyName.of("nobody.cvk"), KeyState.SUSPENDED), "no key");
    }

    private List<?> verificationValue() {
        return module.cardValues()
                .cardVerificationValues(List.of(new CardValues.CardValueRequest(CVK, PAN, "3012", "201")));
    }
}
