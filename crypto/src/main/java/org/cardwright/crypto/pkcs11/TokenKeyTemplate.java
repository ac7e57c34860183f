package org.cardwright.crypto.pkcs11;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new key is to be. Every attribute is sent and read back: defaults differ between tokens. PKCS #11 v3.0, 4.1.1 and 4.10.
 *
 * @param name where it can be found again; {@code null} for a key that ends with the work that made it
 * @param type what kind of key
 * @param bytes length of the key, or of the modulus of an RSA pair
 * @param uses what it may do; everything else is forbidden
 * @param sensitive its value cannot be read
 * @param extractable it can leave the token wrapped under another key
 */
public record TokenKeyTemplate(
        @Nullable TokenKeyName name,
        TokenKeyType type,
        int bytes,
        Set<TokenKeyUse> uses,
        boolean sensitive,
        boolean extractable) {

    /** Checks that length and uses are of the type. */
    public TokenKeyTemplate {
        uses = Set.copyOf(uses);
        if (!type.takes(bytes)) {
            throw new IllegalArgumentException("a key of " + bytes + " bytes is no " + type + " key");
        }
        for (TokenKeyUse use : uses) {
            if (!use.appliesTo(type)) {
                throw new IllegalArgumentException("the private half of a pair does not " + use);
            }
        }
    }

    /** A key that stays on the token under a name, sensitive and not extractable. */
    public static TokenKeyTemplate lasting(TokenKeyName name, TokenKeyType type, int bytes, TokenKeyUse... uses) {
        return new TokenKeyTemplate(name, type, bytes, of(uses), true, false);
    }

    /** A key that ends with the work that made it, sensitive and not extractable. */
    public static TokenKeyTemplate passing(TokenKeyType type, int bytes, TokenKeyUse... uses) {
        return new TokenKeyTemplate(null, type, bytes, of(uses), true, false);
    }

    /** The same key, which can leave the token wrapped. */
    public TokenKeyTemplate withExtraction() {
        return new TokenKeyTemplate(name, type, bytes, uses, sensitive, true);
    }

    /** The same key with another type and length. */
    TokenKeyTemplate of(TokenKeyType other, int otherBytes) {
        return new TokenKeyTemplate(name, other, otherBytes, uses, sensitive, extractable);
    }

    private static Set<TokenKeyUse> of(TokenKeyUse... uses) {
        Set<TokenKeyUse> set = EnumSet.noneOf(TokenKeyUse.class);
        set.addAll(Set.of(uses));
        return set;
    }
}
