package org.cardwright.crypto.pkcs11;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cardwright.crypto.pkcs11.TokenFault.Kind;
import org.cardwright.formats.bytes.ByteString;
import org.jspecify.annotations.Nullable;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** Finds objects on a token by label and id. PKCS #11 v3.0, 5.7.7; a lost token may find nothing without an error. */
final class KeyFinding {

    private final RawSession raw;

    KeyFinding(RawSession raw) {
        this.raw = raw;
    }

    /**
     * The objects of one name.
     *
     * @param key the secret or private key
     * @param publicKey the public one, 0 when there is none
     */
    record Found(long key, long publicKey, TokenKeyType type, int bytes) {}

    /** The one key of that name, with its public half if that is there. */
    Found find(TokenKeyName name) {
        List<Long> keys = new ArrayList<>();
        long publicKey = 0;
        for (long object : raw.find(Attributes.named(name))) {
            long kind = number(object, PKCS11Constants.CKA_CLASS);
            if (kind == PKCS11Constants.CKO_SECRET_KEY || kind == PKCS11Constants.CKO_PRIVATE_KEY) {
                keys.add(object);
            } else if (kind == PKCS11Constants.CKO_PUBLIC_KEY) {
                publicKey = object;
            }
        }
        if (keys.isEmpty()) {
            throw TokenFault.of(Kind.NO_KEY, "there is no key " + name);
        }
        if (keys.size() > 1) {
            throw TokenFault.of(Kind.REFUSED, "there are several keys " + name);
        }
        TokenKeyType type = typeOf(keys.get(0));
        if (type == null) {
            throw TokenFault.of(Kind.REFUSED, "the key " + name + " is of a type that is not used");
        }
        return new Found(keys.get(0), publicKey, type, bytesOf(keys.get(0), type));
    }

    /** All objects of one name. */
    long[] all(TokenKeyName name) {
        return raw.find(Attributes.named(name));
    }

    /** The keys that stay on the token. */
    List<TokenKeyInfo> list() {
        List<TokenKeyInfo> infos = new ArrayList<>();
        for (long kind : new long[] {PKCS11Constants.CKO_SECRET_KEY, PKCS11Constants.CKO_PRIVATE_KEY}) {
            Attributes wanted =
                    new Attributes().with(PKCS11Constants.CKA_TOKEN, true).with(PKCS11Constants.CKA_CLASS, kind);
            for (long object : raw.find(wanted)) {
                TokenKeyType type = typeOf(object);
                if (type != null) {
                    infos.add(info(object, type));
                }
            }
        }
        return infos;
    }

    private TokenKeyInfo info(long object, TokenKeyType type) {
        Set<TokenKeyUse> uses = EnumSet.noneOf(TokenKeyUse.class);
        for (TokenKeyUse use : TokenKeyUse.values()) {
            if (use.appliesTo(type) && is(object, use.attribute())) {
                uses.add(use);
            }
        }
        Object label = raw.attributeIfAny(object, PKCS11Constants.CKA_LABEL);
        Object id = raw.attributeIfAny(object, PKCS11Constants.CKA_ID);
        return new TokenKeyInfo(
                label instanceof char[] text ? new String(text) : "",
                id instanceof byte[] bytes ? ByteString.of(bytes) : ByteString.EMPTY,
                type,
                Set.copyOf(uses),
                is(object, PKCS11Constants.CKA_SENSITIVE),
                is(object, PKCS11Constants.CKA_EXTRACTABLE));
    }

    private @Nullable TokenKeyType typeOf(long object) {
        return TokenKeyType.ofCode(number(object, PKCS11Constants.CKA_KEY_TYPE));
    }

    private int bytesOf(long object, TokenKeyType type) {
        if (type.hasValueLength()) {
            return Math.toIntExact(number(object, PKCS11Constants.CKA_VALUE_LEN));
        }
        if (type == TokenKeyType.RSA) {
            return raw.attributeIfAny(object, PKCS11Constants.CKA_MODULUS) instanceof byte[] modulus
                    ? modulus.length
                    : 0;
        }
        return type.onlyBytes();
    }

    private long number(long object, long attribute) {
        return raw.attributes(object, attribute)[0] instanceof Long number ? number : -1;
    }

    private boolean is(long object, long attribute) {
        return Boolean.TRUE.equals(raw.attributeIfAny(object, attribute));
    }
}
