package org.cardwright.crypto.pkcs11;

import iaik.pkcs.pkcs11.wrapper.CK_MECHANISM;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.DesParity;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.key.SingleLength;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.bytes.ByteString;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/**
 * Makes objects on a token, each from a whole template that is read back: tokens fill in what is left out, and take values that are none
 * of the type. PKCS #11 v3.0, 4.1 and 5.7; SoftHSM 2.6.1 takes 8 bytes as CKK_DES2 without a word.
 */
final class KeyMaking {

    private static final byte[] ED25519_CURVE = {0x06, 0x03, 0x2B, 0x65, 0x70};
    private static final long[] RSA_NUMBERS = {
        PKCS11Constants.CKA_MODULUS,
        PKCS11Constants.CKA_PUBLIC_EXPONENT,
        PKCS11Constants.CKA_PRIVATE_EXPONENT,
        PKCS11Constants.CKA_PRIME_1,
        PKCS11Constants.CKA_PRIME_2,
        PKCS11Constants.CKA_EXPONENT_1,
        PKCS11Constants.CKA_EXPONENT_2,
        PKCS11Constants.CKA_COEFFICIENT
    };

    private final RawSession raw;
    private final LongConsumer made;

    /**
     * @param raw the session
     * @param made is told every object without a name that was made, to clean up
     */
    KeyMaking(RawSession raw, LongConsumer made) {
        this.raw = raw;
        this.made = made;
    }

    /** A secret key from its value. DES keys get odd parity, which no cipher uses and some tokens demand. */
    long create(TokenKeyTemplate template, SecretBytes value) {
        if (value.size() != template.bytes()) {
            throw new IllegalArgumentException("the key has " + value.size() + " bytes, not " + template.bytes());
        }
        try (SecretBytes taken =
                template.type().isDes() ? DesParity.adjusted(value) : SecretBytes.copyOf(ClearKeyAccess.open(value))) {
            return create(
                    template, Attributes.of(template).with(PKCS11Constants.CKA_VALUE, ClearKeyAccess.open(taken)));
        }
    }

    /** The part twice as a 3DES key, for tokens without single DES. */
    long createDoubled(TokenKeyTemplate template, SecretBytes part) {
        try (SecretBytes doubled = SingleLength.doubled(part)) {
            return create(template.of(TokenKeyType.DES2, doubled.size()), doubled);
        }
    }

    private long create(TokenKeyTemplate template, Attributes attributes) {
        attributes.unmodifiable();
        return checked(template, attributes, () -> raw.create(attributes));
    }

    /** A new secret key of the token's own. */
    long generate(TokenKeyTemplate template) {
        Attributes attributes = withLength(template).unmodifiable();
        return checked(template, attributes, () -> raw.generate(Mechanisms.generate(template.type()), attributes));
    }

    /** A key of the encrypted data. */
    long derive(TokenKey master, byte[] data, TokenKeyTemplate template) {
        Attributes attributes = withLength(template);
        CK_MECHANISM mechanism = Mechanisms.derive(master.type(), data);
        return checked(template, attributes, () -> raw.derive(mechanism, master.handle(), attributes));
    }

    /** A key that comes in under another one. */
    long unwrap(CK_MECHANISM mechanism, TokenKey kek, byte[] wrapped, TokenKeyTemplate template) {
        Attributes attributes = Attributes.of(template);
        return checked(template, attributes, () -> raw.unwrap(mechanism, kek.handle(), wrapped, attributes));
    }

    /** An RSA pair of the token's own: public, private. PKCS #11 Current Mechanisms v3.0, 2.1.4. */
    long[] generateRsa(TokenKeyTemplate template, int exponent) {
        Attributes publicKey = Attributes.ofPublic(template)
                .with(PKCS11Constants.CKA_MODULUS_BITS, (long) template.bytes() * Byte.SIZE)
                .with(PKCS11Constants.CKA_PUBLIC_EXPONENT, exponentBytes(exponent));
        return generatePair(template, publicKey);
    }

    /** An Ed25519 pair of the token's own: public, private. PKCS #11 Current Mechanisms v3.0, 2.3.5. */
    long[] generateEd25519(TokenKeyTemplate template) {
        return generatePair(
                template, Attributes.ofPublic(template).with(PKCS11Constants.CKA_EC_PARAMS, ED25519_CURVE.clone()));
    }

    private long[] generatePair(TokenKeyTemplate template, Attributes publicKey) {
        Attributes privateKey = Attributes.of(template).unmodifiable();
        publicKey.unmodifiable();
        long[] pair = raw.generatePair(Mechanisms.generate(template.type()), publicKey, privateKey);
        noteIfPassing(template, pair);
        try {
            readBack(pair[1], template, privateKey);
            readBack(pair[0], template, publicKey);
        } catch (RuntimeException wrong) {
            destroyQuietly(pair);
            throw wrong;
        }
        return pair;
    }

    /** An RSA pair from its encoding: public, private. Tokens want the private exponent beside the five parts. */
    long[] importRsa(TokenKeyTemplate template, SecretBytes pkcs1) {
        try (Pkcs1Parts parts = Pkcs1Parts.of(pkcs1)) {
            if (parts.number(1).length != template.bytes()) {
                throw new IllegalArgumentException(
                        "the modulus has " + parts.number(1).length + " bytes, not " + template.bytes());
            }
            Attributes privateKey = Attributes.of(template);
            for (int i = 0; i < RSA_NUMBERS.length; i++) {
                privateKey.with(RSA_NUMBERS[i], parts.number(i + 1));
            }
            Attributes publicKey = Attributes.ofPublic(template)
                    .with(PKCS11Constants.CKA_MODULUS, parts.number(1))
                    .with(PKCS11Constants.CKA_PUBLIC_EXPONENT, parts.number(2));
            return importPair(template, publicKey, privateKey);
        }
    }

    /** An Ed25519 pair from its seed and point: public, private. PKCS #11 Current Mechanisms v3.0, 2.3.5 and 2.3.6. */
    long[] importEd25519(TokenKeyTemplate template, SecretBytes seed, ByteString point) {
        Attributes privateKey = Attributes.of(template)
                .with(PKCS11Constants.CKA_EC_PARAMS, ED25519_CURVE.clone())
                .with(PKCS11Constants.CKA_VALUE, ClearKeyAccess.open(seed));
        Attributes publicKey = Attributes.ofPublic(template)
                .with(PKCS11Constants.CKA_EC_PARAMS, ED25519_CURVE.clone())
                .with(PKCS11Constants.CKA_EC_POINT, PublicHalves.octetString(point));
        return importPair(template, publicKey, privateKey);
    }

    private long[] importPair(TokenKeyTemplate template, Attributes publicKey, Attributes privateKey) {
        long publicHandle = create(template, publicKey);
        try {
            return new long[] {publicHandle, create(template, privateKey)};
        } catch (RuntimeException refused) {
            destroyQuietly(publicHandle);
            throw refused;
        }
    }

    private long checked(TokenKeyTemplate template, Attributes attributes, LongSupplier making) {
        long object = making.getAsLong();
        noteIfPassing(template, object);
        try {
            readBack(object, template, attributes);
            return object;
        } catch (RuntimeException wrong) {
            destroyQuietly(object);
            throw wrong;
        }
    }

    private void noteIfPassing(TokenKeyTemplate template, long... objects) {
        if (template.name() == null) {
            Arrays.stream(objects).forEach(made);
        }
    }

    /** Only flags, numbers and names: values of keys cannot be read, and curves come back in another form. */
    private void readBack(long object, TokenKeyTemplate template, Attributes sent) {
        Map<Long, Object> wanted = new LinkedHashMap<>(sent.values());
        wanted.values().removeIf(byte[].class::isInstance);
        Object[] got = raw.attributes(
                object, wanted.keySet().stream().mapToLong(Long::longValue).toArray());
        int at = 0;
        for (Map.Entry<Long, Object> entry : wanted.entrySet()) {
            requireSame(Objects.deepEquals(entry.getValue(), got[at]), entry.getKey());
            at++;
        }
        if (template.type().hasValueLength()) {
            Object bytes = raw.attributeIfAny(object, PKCS11Constants.CKA_VALUE_LEN);
            // SoftHSM 2.6.1 says 0 of what was unwrapped: its length was that of the wrapped form.
            boolean untold = bytes == null || Long.valueOf(0).equals(bytes);
            requireSame(untold || Long.valueOf(template.bytes()).equals(bytes), PKCS11Constants.CKA_VALUE_LEN);
        }
    }

    private static void requireSame(boolean same, long attribute) {
        if (!same) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.WRONG_RESULT,
                    "the token made a key with another " + PKCS11Constants.ckaCodeToName(attribute)
                            + " than asked for");
        }
    }

    private void destroyQuietly(long... objects) {
        for (long object : objects) {
            try {
                raw.destroy(object);
            } catch (TokenFault gone) {
                // What went wrong before is what is told.
                made.accept(object);
            }
        }
    }

    private static Attributes withLength(TokenKeyTemplate template) {
        Attributes attributes = Attributes.of(template);
        return template.type().hasValueLength()
                ? attributes.with(PKCS11Constants.CKA_VALUE_LEN, (long) template.bytes())
                : attributes;
    }

    private static byte[] exponentBytes(int exponent) {
        return ByteString.ofUnsigned(exponent, exponent <= 0xFF ? 1 : 3).toByteArray();
    }

    /** Encrypts a block with a single DES key, or says why not: many tokens take the key and refuse the cipher. */
    static void trySingleDes(RawSession session) {
        TokenKeyTemplate template =
                TokenKeyTemplate.passing(TokenKeyType.DES, TokenKeyType.DES.onlyBytes(), TokenKeyUse.ENCRYPT);
        KeyMaking making = new KeyMaking(session, object -> {});
        try (SecretBytes key = SecretBytes.adopt(session.random(template.bytes()))) {
            long handle = making.create(template, key);
            session.encrypt(Mechanisms.ecb(TokenKeyType.DES), handle, new byte[template.bytes()]);
        }
    }
}
