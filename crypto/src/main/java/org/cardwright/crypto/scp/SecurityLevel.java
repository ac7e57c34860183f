package org.cardwright.crypto.scp;

import java.util.Arrays;
import java.util.Optional;

/** What of commands and answers is protected: P1 of EXTERNAL AUTHENTICATE. GlobalPlatform Amendment D 1.2, 7.1.2.1, Table 7-4. */
public enum SecurityLevel {
    /** Nothing after the authentication. */
    NONE(0x00),
    /** Commands are authenticated. */
    C_MAC(0x01),
    /** Commands are encrypted and authenticated. */
    C_DECRYPTION(0x03),
    /** Commands and answers are authenticated. */
    C_MAC_R_MAC(0x11),
    /** Commands are encrypted, both are authenticated. */
    C_DECRYPTION_R_MAC(0x13),
    /** Both are encrypted and authenticated. */
    C_DECRYPTION_R_ENCRYPTION(0x33);

    private static final int DECRYPTION_BIT = 0x02;
    private static final int ANSWER_MAC_BIT = 0x10;
    private static final int ANSWER_ENCRYPTION_BIT = 0x20;

    private final int code;

    SecurityLevel(int code) {
        this.code = code;
    }

    /** The level of a code. */
    public static Optional<SecurityLevel> of(int code) {
        return Arrays.stream(values()).filter(level -> level.code == code).findFirst();
    }

    /** P1 of EXTERNAL AUTHENTICATE. */
    public int code() {
        return code;
    }

    /** Does every command carry a MAC? */
    public boolean macsCommands() {
        return this != NONE;
    }

    /** Are the data of commands encrypted? */
    public boolean encryptsCommands() {
        return (code & DECRYPTION_BIT) != 0;
    }

    /** Does every answer carry a MAC? */
    public boolean macsAnswers() {
        return (code & ANSWER_MAC_BIT) != 0;
    }

    /** Are the data of answers encrypted? */
    public boolean encryptsAnswers() {
        return (code & ANSWER_ENCRYPTION_BIT) != 0;
    }

    /** Is everything protected that the other level protects? */
    public boolean covers(SecurityLevel other) {
        return (code & other.code) == other.code;
    }
}
