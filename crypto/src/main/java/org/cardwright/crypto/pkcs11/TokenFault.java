package org.cardwright.crypto.pkcs11;

import java.util.Map;
import java.util.Set;
import org.cardwright.crypto.module.SecurityModuleException;
import org.jspecify.annotations.Nullable;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/**
 * A call of the PKCS #11 library failed while a {@link TokenWork} ran. {@link TokenGroup} decides what it means: work lets it pass, unless
 * it asks whether the token can do something.
 *
 * <p>PKCS #11 v3.0, 5.1 (return values). Only the name of the call and of the return value are told.
 */
public final class TokenFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What can be done about it. */
    enum Kind {
        /** Session, login or handle is of the past: once more with new ones. */
        STALE,
        /** The token or the way to it: another token, and this one is left alone for a while. */
        DOWN,
        /** The call fails although the token is well: another token, and this one stays in use. */
        FAILED,
        /** The PIN is not taken: nothing is tried again, since that locks tokens. */
        PIN,
        /** This token does not hold the key: another one may. */
        NO_KEY,
        /** The data is wrong. */
        DATA,
        /** The token does not do this, or not with this key. */
        REFUSED
    }

    private static final Set<Long> STALE = Set.of(
            PKCS11Constants.CKR_OBJECT_HANDLE_INVALID,
            PKCS11Constants.CKR_KEY_HANDLE_INVALID,
            PKCS11Constants.CKR_WRAPPING_KEY_HANDLE_INVALID,
            PKCS11Constants.CKR_UNWRAPPING_KEY_HANDLE_INVALID,
            PKCS11Constants.CKR_SESSION_HANDLE_INVALID,
            PKCS11Constants.CKR_SESSION_CLOSED,
            PKCS11Constants.CKR_USER_NOT_LOGGED_IN,
            PKCS11Constants.CKR_OPERATION_ACTIVE,
            PKCS11Constants.CKR_OPERATION_NOT_INITIALIZED,
            PKCS11Constants.CKR_CRYPTOKI_NOT_INITIALIZED);

    private static final Set<Long> PIN = Set.of(
            PKCS11Constants.CKR_PIN_INCORRECT,
            PKCS11Constants.CKR_PIN_INVALID,
            PKCS11Constants.CKR_PIN_LEN_RANGE,
            PKCS11Constants.CKR_PIN_EXPIRED,
            PKCS11Constants.CKR_PIN_LOCKED,
            PKCS11Constants.CKR_USER_PIN_NOT_INITIALIZED,
            PKCS11Constants.CKR_USER_ANOTHER_ALREADY_LOGGED_IN);

    private static final Set<Long> DATA = Set.of(
            PKCS11Constants.CKR_DATA_INVALID,
            PKCS11Constants.CKR_DATA_LEN_RANGE,
            PKCS11Constants.CKR_ENCRYPTED_DATA_INVALID,
            PKCS11Constants.CKR_ENCRYPTED_DATA_LEN_RANGE,
            PKCS11Constants.CKR_SIGNATURE_INVALID,
            PKCS11Constants.CKR_SIGNATURE_LEN_RANGE,
            PKCS11Constants.CKR_WRAPPED_KEY_INVALID,
            PKCS11Constants.CKR_WRAPPED_KEY_LEN_RANGE);

    /** Names by which a request is refused, whatever the state of the token. */
    private static final Set<String> REFUSALS = Set.of(
            "CKR_ARGUMENTS",
            "CKR_ATTRIBUTE",
            "CKR_MECHANISM",
            "CKR_TEMPLATE",
            "CKR_KEY",
            "CKR_WRAPPING",
            "CKR_UNWRAPPING",
            "CKR_CURVE",
            "CKR_DOMAIN",
            "CKR_ACTION",
            "CKR_FUNCTION_NOT_SUPPORTED",
            "CKR_PUBLIC_KEY_INVALID");

    private static final Map<Kind, SecurityModuleException.Kind> KINDS = Map.of(
            Kind.STALE, SecurityModuleException.Kind.UNAVAILABLE,
            Kind.DOWN, SecurityModuleException.Kind.UNAVAILABLE,
            Kind.FAILED, SecurityModuleException.Kind.UNAVAILABLE,
            Kind.PIN, SecurityModuleException.Kind.KEY_REFUSED,
            Kind.NO_KEY, SecurityModuleException.Kind.KEY_REFUSED,
            Kind.DATA, SecurityModuleException.Kind.BAD_INPUT,
            Kind.REFUSED, SecurityModuleException.Kind.KEY_REFUSED);

    private final Kind kind;
    private final String call;
    private final String ckr;

    private TokenFault(Kind kind, String call, String ckr, @Nullable Throwable cause) {
        super(call.isEmpty() ? ckr : call + " returned " + ckr, cause);
        this.kind = kind;
        this.call = call;
        this.ckr = ckr;
    }

    /** A call that returned anything but CKR_OK. */
    static TokenFault of(String call, iaik.pkcs.pkcs11.wrapper.PKCS11Exception cause) {
        String name = PKCS11Constants.ckrCodeToName(cause.getErrorCode());
        return new TokenFault(kindOf(cause.getErrorCode(), name), call, name, cause);
    }

    /** A fault found by ourselves. */
    static TokenFault of(Kind kind, String message) {
        return new TokenFault(kind, "", message, null);
    }

    /** The same fault, understood otherwise. */
    TokenFault as(Kind other) {
        return new TokenFault(other, call, ckr, this);
    }

    private static Kind kindOf(long code, String name) {
        if (STALE.contains(code)) {
            return Kind.STALE;
        }
        if (PIN.contains(code)) {
            return Kind.PIN;
        }
        if (DATA.contains(code)) {
            return Kind.DATA;
        }
        return REFUSALS.stream().anyMatch(name::startsWith) ? Kind.REFUSED : Kind.DOWN;
    }

    Kind kind() {
        return kind;
    }

    /** What happened, in words. */
    String said() {
        return call.isEmpty() ? ckr : call + " returned " + ckr;
    }

    /** The call that failed, empty when it was none. */
    String call() {
        return call;
    }

    /** The name of the return value, {@code CKR_MECHANISM_INVALID}, or what was found wrong without a call. */
    public String ckr() {
        return ckr;
    }

    /** What callers of the security module are told. */
    SecurityModuleException toModuleException(String token) {
        SecurityModuleException.Kind told = KINDS.getOrDefault(kind, SecurityModuleException.Kind.UNAVAILABLE);
        return new SecurityModuleException(told, "token " + token + ": " + said(), this);
    }
}
