package org.cardwright.crypto.module;

import org.cardwright.crypto.key.KeyName;

/**
 * The key of KEK2 and the chaining mode under which a secret leaves the module.
 *
 * <p>EMV CPS, transport key directory: CMODE {@code 11} = ECB, {@code 10} = CBC with initial value zero. The cipher (3DES
 * or AES) is that of the key.
 *
 * @param key a key of purpose KEK, PIN_ENCRYPTION or DATA_ENCRYPTION
 * @param mode chaining mode
 */
public record WrapUnder(KeyName key, Mode mode) {

    /** Chaining mode. */
    public enum Mode {
        /** Electronic code book. */
        ECB(0x11),
        /** Cipher block chaining, initial value zero. */
        CBC(0x10);

        private final int cmode;

        Mode(int cmode) {
            this.cmode = cmode;
        }

        /** The CMODE byte of the transport key directory. */
        public int cmode() {
            return cmode;
        }
    }
}
