package org.cardwright.machine.virtualcard;

import org.cardwright.formats.bytes.ByteString;

/** The card answers a command with another status word than 9000, mostly with nothing else. ISO/IEC 7816-4, 5.6. */
final class CardRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final int INVALIDATED = 0x6283;
    static final int WRONG_MESSAGE = 0x6988;
    static final int NO_FUNCTION = 0x6A81;
    static final int AUTHENTICATION_FAILED = 0x6300;
    static final int WRONG_LENGTH = 0x6700;
    static final int NO_SECURE_MESSAGING = 0x6882;
    static final int SECURITY_STATUS = 0x6982;
    static final int WRONG_CHECK_VALUE = 0x9485;
    static final int BLOCKED = 0x6983;
    static final int DATA_INVALIDATED = 0x6984;
    static final int CONDITIONS = 0x6985;
    static final int WRONG_DATA = 0x6A80;
    static final int NOT_FOUND = 0x6A82;
    static final int NO_RECORD = 0x6A83;
    static final int WRONG_PARAMETERS = 0x6A86;
    static final int NOT_RECOGNISED = 0x6A88;
    static final int NO_INSTRUCTION = 0x6D00;
    static final int NO_CLASS = 0x6E00;
    static final int NO_DIAGNOSIS = 0x6F00;

    private final int status;
    private final transient ByteString data;

    CardRefusal(int status) {
        this(status, ByteString.EMPTY);
    }

    /** A warning, which comes with data. */
    CardRefusal(int status, ByteString data) {
        super("status word", null, false, false);
        this.status = status;
        this.data = data;
    }

    ByteString data() {
        return data;
    }

    static void require(boolean holds, int status) {
        if (!holds) {
            throw new CardRefusal(status);
        }
    }

    int status() {
        return status;
    }
}
