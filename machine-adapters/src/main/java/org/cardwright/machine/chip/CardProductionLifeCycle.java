package org.cardwright.machine.chip;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/**
 * Card production life cycle data (CPLC), tag 9F7F: 42 bytes. GlobalPlatform Card Specification 2.1.1, annex on GET DATA; the fields by
 * their usual places.
 *
 * @param bytes all of them
 */
public record CardProductionLifeCycle(ByteString bytes) {

    /** Number of bytes. */
    public static final int BYTES = 42;

    /** Fields of pre-personalization and of personalization: id (2), date (2), equipment (4). */
    public static final int STATION_BYTES = 8;

    private static final int OBJECT_HEAD = 3;
    private static final int PERSONALIZATION_AT = 34;
    private static final ByteString TAG_AND_LENGTH = ByteString.fromHex("9F7F2A");

    /** Checks the length. */
    public CardProductionLifeCycle {
        if (bytes.size() != BYTES) {
            throw new IllegalArgumentException("production life cycle data have 42 bytes, not " + bytes.size());
        }
    }

    /** Out of the answer to GET DATA; nothing when it holds something else. */
    public static Optional<CardProductionLifeCycle> decode(ByteString answer) {
        return answer.size() == OBJECT_HEAD + BYTES && answer.startsWith(TAG_AND_LENGTH)
                ? Optional.of(new CardProductionLifeCycle(answer.slice(OBJECT_HEAD)))
                : Optional.empty();
    }

    /** As GET DATA answers it. */
    public ByteString encode() {
        return TAG_AND_LENGTH.plus(bytes);
    }

    /** Who made the chip, and its type: 4 bytes. */
    public ByteString chipType() {
        return bytes.slice(0, 4);
    }

    /** Operating system, its date and level: 6 bytes. */
    public ByteString operatingSystem() {
        return bytes.slice(4, 10);
    }

    /** Date of fabrication (YDDD), serial number (4) and batch (2): what makes the chip one of its kind. */
    public ByteString chipNumber() {
        return bytes.slice(10, 18);
    }

    /** Id, date and equipment of personalization: 8 bytes, zeros before it. */
    public ByteString personalization() {
        return bytes.slice(PERSONALIZATION_AT);
    }

    /** The same after personalization. */
    public CardProductionLifeCycle withPersonalization(ByteString station) {
        return with(PERSONALIZATION_AT, station);
    }

    /** The same after pre-personalization. */
    public CardProductionLifeCycle withPrePersonalization(ByteString station) {
        return with(PERSONALIZATION_AT - STATION_BYTES, station);
    }

    private CardProductionLifeCycle with(int at, ByteString station) {
        if (station.size() != STATION_BYTES) {
            throw new IllegalArgumentException("a station leaves 8 bytes in the production life cycle data");
        }
        return new CardProductionLifeCycle(
                ByteString.concat(bytes.slice(0, at), station, bytes.slice(at + STATION_BYTES)));
    }
}
