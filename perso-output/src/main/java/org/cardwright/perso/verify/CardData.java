package org.cardwright.perso.verify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/** What a terminal has read from one application over one interface, by tag. */
final class CardData {

    private final String aid;
    private final boolean contactless;
    private final Map<Integer, ByteString> elements = new LinkedHashMap<>();
    private ByteString staticData = ByteString.EMPTY;

    CardData(ByteString aid, boolean contactless) {
        this.aid = aid.toHex();
        this.contactless = contactless;
    }

    /** Registered application provider identifier: the first 5 bytes of the AID. */
    ByteString rid() {
        return ByteString.fromHex(aid.substring(0, Math.min(10, aid.length())));
    }

    boolean isContactless() {
        return contactless;
    }

    /** False when the tag was there before. */
    boolean put(int tag, ByteString value) {
        return elements.putIfAbsent(tag, value) == null;
    }

    boolean has(int tag) {
        return elements.containsKey(tag);
    }

    Optional<ByteString> find(int tag) {
        return Optional.ofNullable(elements.get(tag));
    }

    /** The value of the tag, no bytes when it is not there. */
    ByteString get(int tag) {
        return elements.getOrDefault(tag, ByteString.EMPTY);
    }

    Map<Integer, ByteString> elements() {
        return elements;
    }

    void appendStatic(ByteString bytes) {
        staticData = staticData.plus(bytes);
    }

    /** Static data to be authenticated. EMV 4.4 Book 3, 10.3. */
    ByteString staticData() {
        return staticData;
    }

    boolean announces(int byteIndex, int bit) {
        ByteString aip = get(0x82);
        return aip.size() == 2 && (aip.unsignedAt(byteIndex) & bit) != 0;
    }

    boolean announcesSda() {
        return offlineBit(0x40);
    }

    boolean announcesDda() {
        return offlineBit(0x20);
    }

    boolean announcesCda() {
        return offlineBit(0x01);
    }

    /** A contactless answer without a file locator sends the terminal online: it has nothing to authenticate offline. */
    private boolean offlineBit(int bit) {
        return announces(0, bit) && (has(0x94) || !isContactless());
    }

    boolean announcesOfflineAuthentication() {
        return announcesSda() || announcesDda() || announcesCda();
    }

    /** PAN digits of tag 5A, else of track 2: tag 57, or 9F6B of contactless magnetic stripe; empty when none has any. */
    String panDigits() {
        if (has(0x5A)) {
            return unpadded(get(0x5A).toHex());
        }
        String track2 = track2();
        int separator = track2.indexOf('D');
        return separator < 0 ? "" : track2.substring(0, separator);
    }

    private String track2() {
        return get(has(0x57) ? 0x57 : 0x9F6B).toHex();
    }

    /** Expiration as YYMM: from 5F24, or from track 2 when there is none; empty when neither has it. */
    String expirationYymm() {
        ByteString date = get(0x5F24);
        if (date.size() == 3) {
            return date.toHex().substring(0, 4);
        }
        String track2 = track2();
        int separator = track2.indexOf('D');
        return separator < 0 || separator + 5 > track2.length() ? "" : track2.substring(separator + 1, separator + 5);
    }

    /** Digits without the filler F on the right. */
    static String unpadded(String hex) {
        int end = hex.length();
        while (end > 0 && hex.charAt(end - 1) == 'F') {
            end--;
        }
        return hex.substring(0, end);
    }
}
