package org.cardwright.crypto.module;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.pkcs11.TokenGroup;
import org.cardwright.crypto.pkcs11.TokenKeyName;
import org.cardwright.crypto.pkcs11.TokenKeyTemplate;
import org.cardwright.crypto.pkcs11.TokenSession;

/**
 * The bytes of keys, on every token of a group.
 *
 * @param tokens all of them take part in every change
 */
record KeysOnTokens(TokenGroup tokens) {

    /** Which tokens hold the key, or a part of it; all of them are asked. */
    List<String> placesOf(KeyName name) {
        return tokens
                .onEach(token ->
                        token.holds(TokenKeyName.of(TokenKeys.label(name))) || token.holds(TokenKeys.leftHalf(name)))
                .entrySet()
                .stream()
                .filter(Map.Entry::getValue)
                .map(holding -> "token " + holding.getKey())
                .toList();
    }

    /** A run that ended between this and the register leaves a key that is gone and waits for its destruction: done again, it ends. */
    void delete(KeyName name) {
        tokens.onEach(token -> {
            deleteLeftOver(token, TokenKeyName.of(TokenKeys.label(name)));
            deleteLeftOver(token, TokenKeys.leftHalf(name));
            return name;
        });
    }

    /** What stands there but not in the register was left by a run that ended between the two: it was never used. */
    void create(List<NewKey> keys) {
        tokens.onEach(token -> {
            keys.forEach(key -> create(token, key));
            return keys.size();
        });
    }

    private static void create(TokenSession token, NewKey key) {
        KeyAttributes attributes = key.attributes();
        TokenKeyTemplate template = TokenKeys.template(attributes);
        deleteLeftOver(token, TokenKeyName.of(TokenKeys.label(attributes.name())));
        switch (attributes.algorithm()) {
            case RSA -> token.importRsa(template, key.clear());
            case ED25519 -> token.importEd25519(template, key.clear());
            case TDES, AES, HMAC -> token.create(template, key.clear());
        }
        if (TokenKeys.hasLeftHalf(attributes)) {
            deleteLeftOver(token, TokenKeys.leftHalf(attributes.name()));
            byte[] clear = ClearKeyAccess.open(key.clear());
            try (SecretBytes half = SecretBytes.adopt(Arrays.copyOf(clear, clear.length / 2))) {
                token.create(TokenKeys.leftHalfTemplate(attributes), half);
            }
        }
    }

    private static void deleteLeftOver(TokenSession token, TokenKeyName name) {
        if (token.holds(name)) {
            token.delete(name);
        }
    }
}
