package org.cardwright.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.pkcs11.TokenHealth.State;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when a group cannot be opened. */
class TokenLoginTest {

    private SoftHsmTokens tokens;

    @BeforeEach
    void make(@TempDir Path directory) {
        tokens = TestTokens.make(directory, "perso1", "perso2");
    }

    @AfterEach
    void close() {
        if (tokens != null) {
            tokens.close();
        }
    }

    @Test
    void a_wrong_pin_is_refused_at_the_first_token_and_never_shown() {
        assertRefused(
                () -> TestTokens.open("13572468", TestTokens.settings("perso1", "perso2")),
                Kind.KEY_REFUSED,
                "token perso1: C_Login returned CKR_PIN_INCORRECT");
        assertThatThrownBy(() -> TestTokens.open("13572468", TestTokens.settings("perso1")))
                .hasMessageNotContaining("13572468");
    }

    @Test
    void a_pin_that_was_changed_meanwhile_takes_the_token_out_for_good(@TempDir Path other) throws IOException {
        try (TokenGroup group = TestTokens.open("perso1", "perso2")) {
            tokens.run(
                    "--init-token",
                    "--token",
                    "perso2",
                    "--label",
                    "perso2",
                    "--so-pin",
                    "87654321",
                    "--pin",
                    "55555555");
            tokens.lose("perso1");
            assertThat(group.recover()).extracting(TokenHealth::state).containsExactly(State.DOWN, State.PIN_REFUSED);
            tokens.restore("perso1");
            assertThat(group.recover()).extracting(TokenHealth::state).containsExactly(State.UP, State.PIN_REFUSED);
            assertThat(group.health().get(1).lastFault()).isEqualTo("C_Login returned CKR_PIN_INCORRECT");
            assertThatObject(group.run(TokenSession::token)).isEqualTo("perso1");
            assertThatObject(group.run(TokenSession::token)).isEqualTo("perso1");
        }
    }

    @Test
    void a_missing_token_is_named_with_those_that_are_there() {
        assertRefused(
                () -> TestTokens.open("perso9"),
                Kind.UNAVAILABLE,
                "no token is left. token perso9: there is no such token, only perso");
        try (TokenGroup group = TestTokens.open("perso1", "perso9")) {
            assertThat(group.health()).extracting(TokenHealth::state).containsExactly(State.UP, State.DOWN);
        }
    }

    @Test
    void a_token_is_found_by_its_serial_number_and_two_of_one_label_are_refused(@TempDir Path directory)
            throws IOException {
        String serial;
        try (TokenGroup group = TestTokens.open("perso1")) {
            serial = group.health().get(0).serial();
        }
        try (TokenGroup group = TestTokens.open("serial:" + serial)) {
            assertThat(group.health()).extracting(TokenHealth::label).containsExactly("perso1");
        }
        tokens.add("perso1");
        assertRefused(
                () -> TestTokens.open("perso1"),
                Kind.KEY_REFUSED,
                "token perso1: several tokens have that name: name it by its serial number");
    }

    @Test
    void a_library_that_is_missing_or_none_is_named(@TempDir Path directory) throws IOException {
        Path absent = directory.resolve("libabsent.so");
        assertRefused(() -> open(absent), Kind.UNAVAILABLE, "there is no PKCS #11 library " + absent);
        Path text = Files.writeString(directory.resolve("libtext.so"), "not a shared object");
        assertRefused(
                () -> open(text), Kind.UNAVAILABLE, text + " is no PKCS #11 library, or not one for this machine");
    }

    @Test
    void a_library_that_does_not_start_says_so() {
        tokens.close();
        assertRefused(
                () -> TestTokens.open("perso1"),
                Kind.UNAVAILABLE,
                "the PKCS #11 library " + real() + " does not start: C_Initialize returned CKR_GENERAL_ERROR");
    }

    private static Path real() {
        try {
            return SoftHsmTokens.library().toRealPath();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static void open(Path library) {
        TestTokens.open(SoftHsmTokens.PIN, TokenGroupSettings.of(library, List.of(TokenSelector.label("perso1"))));
    }

    private static void assertRefused(ThrowingCallable open, Kind kind, String message) {
        assertThatThrownBy(open)
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(kind))
                .hasMessageStartingWith(message);
    }
}
