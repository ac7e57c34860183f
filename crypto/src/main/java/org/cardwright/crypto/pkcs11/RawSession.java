package org.cardwright.crypto.pkcs11;

import iaik.pkcs.pkcs11.wrapper.CK_ATTRIBUTE;
import iaik.pkcs.pkcs11.wrapper.CK_MECHANISM;
import iaik.pkcs.pkcs11.wrapper.PKCS11;
import iaik.pkcs.pkcs11.wrapper.PKCS11Exception;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/**
 * One session of one token and the calls made on it. PKCS #11 v3.0, 5.6 to 5.20.
 *
 * <p>After any failed call the session is closed instead of used again: some failures leave an operation active, and the next one would
 * fail for it. Empty data goes without an update call: the wrapper makes a null pointer of it, which tokens refuse.
 */
final class RawSession {

    private static final long SERIAL_READ_WRITE = PKCS11Constants.CKF_SERIAL_SESSION | PKCS11Constants.CKF_RW_SESSION;
    private static final int FOUND_AT_A_TIME = 64;
    private static final int MAX_ROUNDS = 1024;
    private static final boolean UTF8 = true;

    private final PKCS11 calls;
    private final long session;
    private final String token;
    private boolean failed;

    private RawSession(PKCS11 calls, long session, String token) {
        this.calls = calls;
        this.session = session;
        this.token = token;
    }

    /** A call of the library. */
    @FunctionalInterface
    interface Call<T> {
        T make() throws PKCS11Exception;
    }

    /** A call of the library without a result. */
    @FunctionalInterface
    private interface Act {
        void make() throws PKCS11Exception;
    }

    /** Makes a call; its name is told when it fails, and with that of the token when it does not come back. */
    static <T> T call(String token, String name, Call<T> call) {
        try {
            return TokenCalls.running(token, name, call);
        } catch (PKCS11Exception fault) {
            throw TokenFault.of(name, fault);
        }
    }

    /** @param token as the settings name it */
    static RawSession open(PKCS11 calls, long slot, String token) {
        return new RawSession(
                calls,
                call(token, "C_OpenSession", () -> calls.C_OpenSession(slot, SERIAL_READ_WRITE, null, null)),
                token);
    }

    private <T> T on(String name, Call<T> call) {
        try {
            return call(token, name, call);
        } catch (TokenFault fault) {
            failed = true;
            throw fault;
        }
    }

    private void act(String name, Act act) {
        on(name, () -> {
            act.make();
            return true;
        });
    }

    /** Did a call fail? Then it is not to be used again. */
    boolean hasFailed() {
        return failed;
    }

    /** The characters are the caller's, who wipes them. */
    void login(char[] pin) {
        act("C_Login", () -> {
            try {
                calls.C_Login(session, PKCS11Constants.CKU_USER, pin, UTF8);
            } catch (PKCS11Exception fault) {
                if (fault.getErrorCode() != PKCS11Constants.CKR_USER_ALREADY_LOGGED_IN) {
                    throw fault;
                }
            }
        });
    }

    /** Closes it; one that is closed already is as good. */
    void close() {
        try {
            TokenCalls.running(token, "C_CloseSession", () -> {
                calls.C_CloseSession(session);
                return true;
            });
        } catch (PKCS11Exception gone) {
            failed = true;
        }
    }

    byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        act("C_GenerateRandom", () -> calls.C_GenerateRandom(session, random));
        return random;
    }

    byte[] encrypt(CK_MECHANISM mechanism, long key, byte[] clear) {
        return on("C_Encrypt", () -> {
            calls.C_EncryptInit(session, mechanism, key, UTF8);
            return calls.C_Encrypt(session, clear);
        });
    }

    byte[] decrypt(CK_MECHANISM mechanism, long key, byte[] cryptogram) {
        return on("C_Decrypt", () -> {
            calls.C_DecryptInit(session, mechanism, key, UTF8);
            return calls.C_Decrypt(session, cryptogram);
        });
    }

    byte[] sign(CK_MECHANISM mechanism, long key, byte[] data) {
        return on("C_Sign", () -> {
            calls.C_SignInit(session, mechanism, key, UTF8);
            return data.length == 0 ? calls.C_SignFinal(session) : calls.C_Sign(session, data);
        });
    }

    long create(Attributes attributes) {
        return on("C_CreateObject", () -> calls.C_CreateObject(session, attributes.toArray(), UTF8));
    }

    long generate(CK_MECHANISM mechanism, Attributes attributes) {
        return on("C_GenerateKey", () -> calls.C_GenerateKey(session, mechanism, attributes.toArray(), UTF8));
    }

    /** Public key, private key. */
    long[] generatePair(CK_MECHANISM mechanism, Attributes publicKey, Attributes privateKey) {
        return on(
                "C_GenerateKeyPair",
                () -> calls.C_GenerateKeyPair(session, mechanism, publicKey.toArray(), privateKey.toArray(), UTF8));
    }

    long derive(CK_MECHANISM mechanism, long master, Attributes attributes) {
        return on("C_DeriveKey", () -> calls.C_DeriveKey(session, mechanism, master, attributes.toArray(), UTF8));
    }

    byte[] wrap(CK_MECHANISM mechanism, long wrappingKey, long key) {
        return on("C_WrapKey", () -> calls.C_WrapKey(session, mechanism, wrappingKey, key, UTF8));
    }

    long unwrap(CK_MECHANISM mechanism, long unwrappingKey, byte[] wrapped, Attributes attributes) {
        return on(
                "C_UnwrapKey",
                () -> calls.C_UnwrapKey(session, mechanism, unwrappingKey, wrapped, attributes.toArray(), UTF8));
    }

    void destroy(long object) {
        act("C_DestroyObject", () -> calls.C_DestroyObject(session, object));
    }

    /** All objects that have these attributes. */
    long[] find(Attributes attributes) {
        return on("C_FindObjects", () -> {
            calls.C_FindObjectsInit(session, attributes.toArray(), UTF8);
            long[] found = new long[0];
            for (int round = 0; round < MAX_ROUNDS; round++) {
                long[] more = calls.C_FindObjects(session, FOUND_AT_A_TIME);
                if (more == null || more.length == 0) {
                    break;
                }
                found = LongStream.concat(Arrays.stream(found), Arrays.stream(more))
                        .toArray();
            }
            calls.C_FindObjectsFinal(session);
            return found;
        });
    }

    /** The values of attributes that the object must have, each {@code null} when it is empty. */
    @Nullable
    Object[] attributes(long object, long... attributes) {
        return on("C_GetAttributeValue", () -> {
            CK_ATTRIBUTE[] asked = Arrays.stream(attributes)
                    .mapToObj(attribute -> Attributes.attribute(attribute, null))
                    .toArray(CK_ATTRIBUTE[]::new);
            calls.C_GetAttributeValue(session, object, asked, UTF8);
            return Arrays.stream(asked).map(attribute -> attribute.pValue).toArray();
        });
    }

    /** The value of one attribute, {@code null} also when the token does not know it or keeps it to itself. */
    @Nullable
    Object attributeIfAny(long object, long attribute) {
        CK_ATTRIBUTE[] one = {Attributes.attribute(attribute, null)};
        act("C_GetAttributeValue", () -> {
            try {
                calls.C_GetAttributeValue(session, object, one, UTF8);
            } catch (PKCS11Exception fault) {
                long code = fault.getErrorCode();
                if (code != PKCS11Constants.CKR_ATTRIBUTE_TYPE_INVALID
                        && code != PKCS11Constants.CKR_ATTRIBUTE_SENSITIVE) {
                    throw fault;
                }
                one[0].pValue = null;
            }
        });
        return one[0].pValue;
    }
}
