package org.cardwright.perso.cps;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;

/**
 * Content of section 3d: the key and the code that protect the application data.
 *
 * <p>EMV CPS, section 3 of the record (MACkey, MACINP). Whether and how it is used is bilateral; the default is to leave it
 * out and to protect the whole file with its manifest.
 *
 * @param macKey MACkey, 16 bytes, encrypted under a transport key
 * @param macinp MACINP, 8 bytes, over the data groupings of 3c
 */
public record MacSection(ByteString macKey, ByteString macinp) {

    /** What goes into section 3d of an application. */
    public interface Policy {

        /** No section 3d. */
        Policy NONE = dgis -> ByteString.EMPTY;

        /** The content of section 3d for these data groupings, empty for none. */
        ByteString over(ByteString dgis);
    }

    /** Makes the retail MAC (ISO/IEC 9797-1, algorithm 3, padding method 2) under a key that never leaves its device. */
    public interface RetailMac {

        /** A fresh or agreed MACkey under a transport key, and the MAC of the data under it. */
        MacSection over(ByteString dgis);
    }

    private static final int KEY_BYTES = 16;
    private static final int MAC_BYTES = 8;

    /** Checks the lengths. */
    public MacSection {
        if (macKey.size() != KEY_BYTES || macinp.size() != MAC_BYTES) {
            throw new IllegalArgumentException("section 3d has a key of 16 and a code of 8 bytes");
        }
    }

    /** Section 3d by ISO/IEC 9797-1 algorithm 3. */
    public static Policy alg3(RetailMac device) {
        return dgis -> device.over(dgis).encode();
    }

    /** MACkey and MACINP one after the other. */
    public ByteString encode() {
        return macKey.plus(macinp);
    }

    /**
     * From the content of section 3d.
     *
     * @throws MalformedRecordException when it does not have 24 bytes
     */
    public static MacSection decode(ByteString content) {
        if (content.size() != KEY_BYTES + MAC_BYTES) {
            throw new MalformedRecordException("3d", 0, "24 bytes");
        }
        return new MacSection(content.slice(0, KEY_BYTES), content.slice(KEY_BYTES));
    }
}
