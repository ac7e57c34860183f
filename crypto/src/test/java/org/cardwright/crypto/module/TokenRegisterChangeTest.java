package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another process writes into the register of tokens holds in a module that is open. */
class TokenRegisterChangeTest {

    private static final KeyName CVK = KeyName.of("bank-one.cvk");

    @TempDir
    private Path home;

    private SecurityModule module;
    private Path register;

    @BeforeEach
    void open() throws IOException {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        module = Pkcs11SecurityModule.open(TestTokenModule.vaultIn(home), ModulePolicy.test(), Custody.TRANSIT);
        register = home.resolve("register/tokens.register");
    }

    @AfterEach
    void close() {
        if (module != null) {
            module.close();
        }
    }

    @Test
    void a_register_that_is_replaced_holds_at_the_next_operation() throws IOException {
        byte[] active = Files.readAllBytes(register);
        module.keyLife().change(CVK, KeyState.SUSPENDED);
        byte[] suspended = Files.readAllBytes(register);
        assertThatThrownBy(this::verificationValue).hasMessageContaining("SUSPENDED");

        replace(active);
        assertThat(verificationValue()).hasSize(1);
        replace(suspended);
        assertThat(module.inventory().find(CVK).orElseThrow().state()).isEqualTo(KeyState.SUSPENDED);
        assertThatThrownBy(this::verificationValue).hasMessageContaining("SUSPENDED");
        module.keyLife().change(CVK, KeyState.ACTIVE);
        assertThat(verificationValue()).hasSize(1);
    }

    @Test
    void a_register_that_is_altered_stops_the_module_until_it_is_right_again() throws IOException {
        byte[] right = Files.readAllBytes(register);
        byte[] altered = right.clone();
        altered[right.length / 2] ^= 0x01;
        replace(altered);
        assertRefused(this::verificationValue, "");
        assertRefused(this::verificationValue, "");
        replace(right);
        assertThat(verificationValue()).hasSize(1);
    }

    private List<?> verificationValue() {
        return module.cardValues()
                .cardVerificationValues(List.of(new CardValues.CardValueRequest(CVK, PAN, "3012", "201")));
    }

    /** As a process does it: a new file takes the place of the old one. */
    private void replace(byte[] content) throws IOException {
        Path next = Files.write(register.resolveSibling("next"), content);
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
        Files.move(next, register, StandardCopyOption.ATOMIC_MOVE);
    }
}
