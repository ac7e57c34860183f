package org.cardwright.crypto.pkcs11;

import org.cardwright.formats.bytes.ByteString;

/**
 * How a key is wrapped under another one. PKCS #11 v3.0, 5.18.3 and 5.18.4.
 *
 * @param mode the mechanism, together with the type of the wrapping key
 * @param initialValue one block for {@link Mode#CBC}, else empty
 */
public record WrapMethod(Mode mode, ByteString initialValue) {

    /** The modes. */
    public enum Mode {
        /** RFC 3394 under AES: whole blocks of 8 bytes, at least two. Adds 8 bytes. */
        KEY_WRAP,
        /** RFC 5649 under AES: any length, as private keys have. Called CKM_AES_KEY_WRAP_PAD by most tokens. */
        KEY_WRAP_PADDED,
        /** Every block on its own, as EMV CPS has it for keys under a 3DES transport key. */
        ECB,
        /** Chained blocks. */
        CBC
    }

    /** Checks that there is an initial value where one is needed. */
    public WrapMethod {
        if ((mode == Mode.CBC) == initialValue.isEmpty()) {
            throw new IllegalArgumentException("CBC, and only CBC, has an initial value");
        }
    }

    /** RFC 3394. */
    public static WrapMethod keyWrap() {
        return new WrapMethod(Mode.KEY_WRAP, ByteString.EMPTY);
    }

    /** RFC 5649. */
    public static WrapMethod keyWrapPadded() {
        return new WrapMethod(Mode.KEY_WRAP_PADDED, ByteString.EMPTY);
    }

    /** ECB. */
    public static WrapMethod ecb() {
        return new WrapMethod(Mode.ECB, ByteString.EMPTY);
    }

    /** CBC with that initial value. */
    public static WrapMethod cbc(ByteString initialValue) {
        return new WrapMethod(Mode.CBC, initialValue);
    }

    /** Bytes by which the wrapped key is longer than a key of whole blocks. */
    int overhead() {
        return mode == Mode.KEY_WRAP || mode == Mode.KEY_WRAP_PADDED ? 8 : 0;
    }
}
