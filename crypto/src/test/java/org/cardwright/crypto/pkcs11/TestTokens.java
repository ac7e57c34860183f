package org.cardwright.crypto.pkcs11;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.Assumptions;

/** Groups over tokens of SoftHSM, and keys from hexadecimal. */
final class TestTokens {

    static final Duration BREAKER = Duration.ofMillis(200);

    private TestTokens() {}

    /** Skips where SoftHSM is missing; fails in the continuous build. */
    static SoftHsmTokens make(Path directory, String... labels) {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        return SoftHsmTokens.in(directory, labels);
    }

    static TokenGroup open(String... labels) {
        return open(SoftHsmTokens.PIN, settings(labels));
    }

    static TokenGroup open(String pin, TokenGroupSettings settings) {
        try (SecretBytes secret = SecretBytes.ofPassphrase(pin.toCharArray())) {
            return TokenGroup.open(settings, secret, Clock.systemUTC());
        }
    }

    static TokenGroupSettings settings(String... labels) {
        List<TokenSelector> tokens =
                Arrays.stream(labels).map(TokenSelector::parse).toList();
        return new TokenGroupSettings(
                SoftHsmTokens.library(), tokens, BREAKER, 4, Duration.ofSeconds(10), TokenGroupSettings.ANSWER);
    }

    static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HexFormat.of().parseHex(hex));
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    /** The key on the token, made in the work and gone after it. */
    static TokenKey passing(TokenSession session, TokenKeyType type, String hex, TokenKeyUse... uses) {
        try (SecretBytes value = secret(hex)) {
            return session.create(TokenKeyTemplate.passing(type, value.size(), uses), value);
        }
    }

    /** The key on all tokens, to stay. */
    static TokenKeyName lasting(TokenGroup group, String label, TokenKeyType type, String hex, TokenKeyUse... uses) {
        TokenKeyName name = TokenKeyName.of(label);
        group.onEach(session -> {
            try (SecretBytes value = secret(hex)) {
                return session.create(TokenKeyTemplate.lasting(name, type, value.size(), uses), value);
            }
        });
        return name;
    }
}
