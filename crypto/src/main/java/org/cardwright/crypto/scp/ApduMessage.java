package org.cardwright.crypto.scp;

import org.cardwright.formats.bytes.ByteString;

/**
 * Header and data of a command, without Le. ISO/IEC 7816-4, 5.1.
 *
 * @param header CLA, INS, P1, P2 as one number
 * @param data up to 255 bytes
 */
public record ApduMessage(int header, ByteString data) {

    private static final int MAX_DATA_BYTES = 255;

    /** Bit of CLA that says that the command is protected. GlobalPlatform Card Specification 2.3.1, 11.1.4. */
    private static final int PROTECTED = 0x04000000;

    /** Checks the length. */
    public ApduMessage {
        if (data.size() > MAX_DATA_BYTES) {
            throw new IllegalArgumentException("a command has at most 255 bytes of data, was " + data.size());
        }
    }

    /** Does its class byte say that it is protected? */
    public boolean isProtected() {
        return (header & PROTECTED) != 0;
    }

    ApduMessage marked(ByteString protectedData) {
        return new ApduMessage(header | PROTECTED, protectedData);
    }

    ApduMessage unmarked(ByteString plainData) {
        return new ApduMessage(header & ~PROTECTED, plainData);
    }

    /** What a MAC is computed over: marked header, the length that there will be, data. */
    ByteString macInput(int macBytes) {
        return ByteString.concat(
                ByteString.ofUnsigned(header | PROTECTED, 4), ByteString.ofByte(data.size() + macBytes), data);
    }
}
