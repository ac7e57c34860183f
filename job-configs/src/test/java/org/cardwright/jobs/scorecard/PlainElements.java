package org.cardwright.jobs.scorecard;

import static org.cardwright.jobs.scorecard.PlainTerminal.require;

import java.util.HexFormat;
import java.util.Map;

/**
 * Data elements that a terminal looks at before it trusts a card: PAN, track 2, dates, data object lists.
 *
 * @param data value by tag
 */
record PlainElements(Map<Integer, byte[]> data) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Lengths that EMV 4.4 Book 3, annex A gives to what a list may ask for. */
    private static final Map<Integer, Integer> LENGTHS = Map.ofEntries(
            Map.entry(0x9F02, 6),
            Map.entry(0x9F03, 6),
            Map.entry(0x9F1A, 2),
            Map.entry(0x95, 5),
            Map.entry(0x5F2A, 2),
            Map.entry(0x9A, 3),
            Map.entry(0x9C, 1),
            Map.entry(0x9F37, 4),
            Map.entry(0x8A, 2),
            Map.entry(0x9F35, 1),
            Map.entry(0x9F45, 2),
            Map.entry(0x9F4C, 8),
            Map.entry(0x9F34, 3),
            Map.entry(0x9F21, 3),
            Map.entry(0x9F66, 4),
            Map.entry(0x98, 20));

    void check() {
        String pan = pan();
        require(pan.matches("[0-9]{13,19}") && luhn(pan), "PAN");
        String expires = data.containsKey(0x5F24)
                ? HEX.formatHex(element(0x5F24))
                : ofTrack2(1).substring(0, 4) + "01";
        require(expires.matches("[0-9]{2}(0[1-9]|1[0-2])[0-3][0-9]"), "expiration date");
        if (data.containsKey(0x57)) {
            String track2 = HEX.formatHex(element(0x57));
            require(track2.startsWith(pan + "D" + expires.substring(0, 4)), "track 2 against PAN and date");
            require(track2.length() <= 38, "length of track 2");
        }
        for (int list : new int[] {0x8C, 0x8D, 0x9F49, 0x9F38, 0x97}) {
            if (data.containsKey(list)) {
                int asked = askedBytes(element(list));
                require(asked > 0 && asked <= 252, "data object list");
            }
        }
        require(!data.containsKey(0x9F49) || HEX.formatHex(element(0x9F49)).contains("9F3704"), "DDOL");
    }

    /** Tag 5A, or what stands before the separator of track 2, in stripe mode of tag 9F6B. */
    String pan() {
        return data.containsKey(0x5A) ? HEX.formatHex(element(0x5A)).replaceFirst("F$", "") : ofTrack2(0);
    }

    private String ofTrack2(int part) {
        String[] parts =
                HEX.formatHex(element(data.containsKey(0x57) ? 0x57 : 0x9F6B)).split("D", 2);
        require(parts.length == 2 && parts[1].length() > 4, "track 2");
        return parts[part];
    }

    private static int askedBytes(byte[] list) {
        int asked = 0;
        int at = 0;
        while (at < list.length) {
            int tagBytes = (list[at] & 0x1F) == 0x1F ? 2 : 1;
            require(at + tagBytes < list.length, "data object list ends early");
            int tag = PlainCard.number(list, at, tagBytes);
            int length = PlainCard.number(list, at + tagBytes, 1);
            require(LENGTHS.getOrDefault(tag, length) == length, "length in a data object list");
            asked += length;
            at += tagBytes + 1;
        }
        return asked;
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        return sum % 10 == 0;
    }

    private byte[] element(int tag) {
        byte[] value = data.get(tag);
        require(value != null, "a data element is missing");
        return value;
    }
}
