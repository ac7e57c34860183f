package org.cardwright.crypto.pkcs11;

import iaik.pkcs.pkcs11.wrapper.CK_ATTRIBUTE;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.jspecify.annotations.Nullable;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** A list of attributes of an object. PKCS #11 v3.0, 4.1. */
final class Attributes {

    private final Map<Long, Object> values = new LinkedHashMap<>();

    /** What describes a new key, without its value. */
    static Attributes of(TokenKeyTemplate template) {
        TokenKeyType type = template.type();
        Attributes attributes = new Attributes()
                .with(
                        PKCS11Constants.CKA_CLASS,
                        type.isSecret() ? PKCS11Constants.CKO_SECRET_KEY : PKCS11Constants.CKO_PRIVATE_KEY)
                .with(PKCS11Constants.CKA_KEY_TYPE, type.code())
                .with(PKCS11Constants.CKA_TOKEN, template.name() != null)
                .with(PKCS11Constants.CKA_PRIVATE, true)
                .with(PKCS11Constants.CKA_SENSITIVE, template.sensitive())
                .with(PKCS11Constants.CKA_EXTRACTABLE, template.extractable())
                .withName(template.name());
        for (TokenKeyUse use : TokenKeyUse.values()) {
            if (use.appliesTo(type)) {
                attributes.with(use.attribute(), template.uses().contains(use));
            }
        }
        return attributes;
    }

    /** What describes the public half of a new pair. */
    static Attributes ofPublic(TokenKeyTemplate template) {
        return new Attributes()
                .with(PKCS11Constants.CKA_CLASS, PKCS11Constants.CKO_PUBLIC_KEY)
                .with(PKCS11Constants.CKA_KEY_TYPE, template.type().code())
                .with(PKCS11Constants.CKA_TOKEN, template.name() != null)
                .with(PKCS11Constants.CKA_PRIVATE, false)
                .withName(template.name())
                .with(PKCS11Constants.CKA_ENCRYPT, false)
                .with(PKCS11Constants.CKA_VERIFY, true)
                .with(PKCS11Constants.CKA_WRAP, false);
    }

    /** What finds the objects of that name. */
    static Attributes named(TokenKeyName name) {
        Attributes attributes = new Attributes()
                .with(PKCS11Constants.CKA_TOKEN, true)
                .with(PKCS11Constants.CKA_LABEL, name.label().toCharArray());
        return name.id().isEmpty()
                ? attributes
                : attributes.with(PKCS11Constants.CKA_ID, name.id().toByteArray());
    }

    Attributes with(long attribute, Object value) {
        values.put(attribute, value);
        return this;
    }

    /** For keys that are created or generated; SoftHSM 2.6.1 cannot derive or unwrap a key that is not modifiable. */
    Attributes unmodifiable() {
        return with(PKCS11Constants.CKA_MODIFIABLE, false);
    }

    Attributes with(long attribute, ByteString value) {
        return with(attribute, value.toByteArray());
    }

    private Attributes withName(@Nullable TokenKeyName name) {
        if (name != null) {
            with(PKCS11Constants.CKA_LABEL, name.label().toCharArray());
            with(PKCS11Constants.CKA_ID, name.id());
        }
        return this;
    }

    Map<Long, Object> values() {
        return values;
    }

    CK_ATTRIBUTE[] toArray() {
        return values.entrySet().stream()
                .map(entry -> attribute(entry.getKey(), entry.getValue()))
                .toArray(CK_ATTRIBUTE[]::new);
    }

    static CK_ATTRIBUTE attribute(long type, @Nullable Object value) {
        CK_ATTRIBUTE attribute = new CK_ATTRIBUTE();
        attribute.type = type;
        attribute.pValue = value;
        return attribute;
    }
}
