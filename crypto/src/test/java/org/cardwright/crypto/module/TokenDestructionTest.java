package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A destroyed key is gone from its token, every part of it, and its name is never given again. */
class TokenDestructionTest {

    private static final KeyName CVK = KeyName.of("bank-one.cvk");

    @Test
    void a_token_holds_a_key_until_it_is_destroyed() throws IOException {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        try (Pkcs11SecurityModule module = TestTokenModule.open(Custody.TRANSIT)) {
            assertThat(module.inventory().placesOf(CVK).orElseThrow()).containsExactly("token contract");
            module.keyLife().change(CVK, KeyState.DEACTIVATED);
            module.keyLife().awaitDestruction(CVK, LocalDate.now(Clock.systemUTC()));
            assertThat(module.inventory().placesOf(CVK).orElseThrow()).containsExactly("token contract");
            module.keyLife().destroy(CVK);
            assertThat(module.inventory().placesOf(CVK).orElseThrow()).isEmpty();
            assertThat(module.inventory().find(CVK).orElseThrow().state()).isEqualTo(KeyState.DESTROYED);
            assertRefused(() -> module.keyLife().change(CVK, KeyState.ACTIVE), "DESTROYED");
        }
    }

    @Test
    void the_vault_holds_a_key_until_it_is_destroyed() {
        try (SoftwareSecurityModule module = TestModule.open()) {
            assertThat(module.inventory().placesOf(CVK).orElseThrow()).containsExactly("the vault");
        }
    }
}
