package org.cardwright.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import iaik.pkcs.pkcs11.wrapper.PKCS11Exception;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.pkcs11.TokenFault.Kind;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** What needs no token. */
class TokenNamesTest {

    @Test
    void a_token_is_named_by_label_or_serial_number() {
        assertThat(TokenSelector.parse("perso1")).isEqualTo(TokenSelector.label("perso1"));
        assertThat(TokenSelector.parse("serial:85286286cdbcee7c")).isEqualTo(TokenSelector.serial("85286286cdbcee7c"));
        assertThat(TokenSelector.parse("serial:ab")).hasToString("serial:ab");
        assertThat(TokenSelector.label("ab").fits("xx", "ab")).isFalse();
        assertThatThrownBy(() -> TokenSelector.parse("serial:")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenSelector.label(" perso1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_group_names_every_token_once() {
        TokenSelector one = TokenSelector.label("one");
        assertThat(TokenGroupSettings.of(Path.of("lib.so"), List.of(one)).breaker())
                .isEqualTo(Duration.ofSeconds(1));
        assertThatThrownBy(() -> TokenGroupSettings.of(Path.of("lib.so"), List.of(one, one)))
                .hasMessage("a group has 1 to 16 different tokens");
        assertThatThrownBy(() -> TokenGroupSettings.of(Path.of("lib.so"), List.of()))
                .hasMessage("a group has 1 to 16 different tokens");
        assertThatThrownBy(() -> new TokenGroupSettings(
                        Path.of("lib.so"), List.of(one), Duration.ZERO, 0, Duration.ZERO, Duration.ZERO))
                .hasMessage("a token has 1 to 256 sessions, was 0");
    }

    @ParameterizedTest
    @CsvSource({
        "CKR_OBJECT_HANDLE_INVALID, STALE, UNAVAILABLE",
        "CKR_USER_NOT_LOGGED_IN, STALE, UNAVAILABLE",
        "CKR_SESSION_CLOSED, STALE, UNAVAILABLE",
        "CKR_KEY_HANDLE_INVALID, STALE, UNAVAILABLE",
        "CKR_CRYPTOKI_NOT_INITIALIZED, STALE, UNAVAILABLE",
        "CKR_GENERAL_ERROR, DOWN, UNAVAILABLE",
        "CKR_DEVICE_REMOVED, DOWN, UNAVAILABLE",
        "CKR_DEVICE_MEMORY, DOWN, UNAVAILABLE",
        "CKR_TOKEN_NOT_PRESENT, DOWN, UNAVAILABLE",
        "CKR_FUNCTION_FAILED, DOWN, UNAVAILABLE",
        "CKR_PIN_LOCKED, PIN, KEY_REFUSED",
        "CKR_MECHANISM_INVALID, REFUSED, KEY_REFUSED",
        "CKR_KEY_FUNCTION_NOT_PERMITTED, REFUSED, KEY_REFUSED",
        "CKR_TEMPLATE_INCONSISTENT, REFUSED, KEY_REFUSED",
        "CKR_WRAPPED_KEY_INVALID, DATA, BAD_INPUT",
        "CKR_DATA_LEN_RANGE, DATA, BAD_INPUT"
    })
    void a_return_value_means(String name, Kind kind, SecurityModuleException.Kind told) {
        Long code = PKCS11Constants.ckrNameToCode(name);
        TokenFault fault = TokenFault.of("C_Encrypt", new PKCS11Exception(code));
        assertThat(fault.kind()).isEqualTo(kind);
        SecurityModuleException exception = fault.toModuleException("perso1");
        assertThat(exception.kind()).isEqualTo(told);
        assertThat(exception).hasMessage("token perso1: C_Encrypt returned " + name);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-aarch64",
        "Mac OS X, aarch64, macosx_universal",
        "Windows 11, amd64, win-x86_64"
    })
    void the_wrapper_has_a_native_part_for(String system, String processor, String directory) {
        String resource = NativeWrapper.resource(system, processor);
        assertThat(resource).contains("/" + directory + "/");
        assertThat(PKCS11Exception.class.getResource(resource)).isNotNull();
    }

    @Test
    void another_machine_is_refused_by_name() {
        assertThatThrownBy(() -> NativeWrapper.resource("AIX", "ppc64"))
                .hasMessage("the PKCS #11 wrapper has no native part for AIX on ppc64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "3000", "300302010", "30820004020100", "3003020100", "31090201000201000201"})
    void what_is_no_rsa_private_key_is_refused_without_quoting_it(String hex) {
        String even = hex.length() % 2 == 0 ? hex : hex + "0";
        try (SecretBytes encoded = TestTokens.secret(even)) {
            assertThatThrownBy(() -> Pkcs1Parts.of(encoded))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("not an RSA private key, length " + even.length() / 2);
        }
    }

    @Test
    void wrap_methods_have_an_initial_value_where_they_chain() {
        assertThat(WrapMethod.cbc(ByteString.fromHex("00".repeat(16))).overhead())
                .isZero();
        assertThat(WrapMethod.keyWrap().overhead()).isEqualTo(8);
        assertThatThrownBy(() -> new WrapMethod(WrapMethod.Mode.CBC, ByteString.EMPTY))
                .hasMessage("CBC, and only CBC, has an initial value");
        assertThatThrownBy(() -> new WrapMethod(WrapMethod.Mode.ECB, ByteString.fromHex("00")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
