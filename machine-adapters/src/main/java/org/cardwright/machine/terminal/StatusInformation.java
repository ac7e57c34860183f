package org.cardwright.machine.terminal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;

/** What a terminal has done, tag 9B, by the names of its bits. EMV 4.4 Book 3, annex C6, Table 47. */
final class StatusInformation {

    private static final int FIRST_BIT = 0x80;
    private static final String[] MEANINGS = {
        "Offline data authentication was performed",
        "Cardholder verification was performed",
        "Card risk management was performed",
        "Issuer authentication was performed",
        "Terminal risk management was performed",
        "Script processing was performed"
    };

    private StatusInformation() {}

    /** Every named bit with its state, left to right. */
    static Map<String, Boolean> bits(ByteString value) {
        Map<String, Boolean> bits = new LinkedHashMap<>();
        for (int i = 0; i < MEANINGS.length; i++) {
            bits.put(MEANINGS[i], !value.isEmpty() && (value.unsignedAt(0) & FIRST_BIT >> i) != 0);
        }
        return bits;
    }
}
