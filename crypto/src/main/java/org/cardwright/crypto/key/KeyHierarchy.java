package org.cardwright.crypto.key;

import org.cardwright.formats.card.DataClass;

/**
 * What a key stands guard over. Each purpose belongs to one, and a key has one purpose, so no key serves two classes of data.
 *
 * <p>PCI Card Production, Logical, 4.1; ANSI X9.24-1, 7.2 (one key, one purpose).
 */
public enum KeyHierarchy {
    /** Other keys in transit. */
    KEYS(DataClass.SECRET),
    /** Keys of cards and chips, which are derived from it. */
    CARD_KEYS(DataClass.SECRET),
    /** PINs: their blocks in transit, and what they are verified by. */
    PINS(DataClass.SECRET),
    /** Further secrets of the issuer in transit. */
    ISSUER_SECRETS(DataClass.SECRET),
    /** Card data at rest, and values that are computed from them for stripe, chip and print. */
    CARD_DATA(DataClass.CONFIDENTIAL),
    /** That something is genuine; what it stands under can be read without it. */
    AUTHENTICITY(DataClass.PUBLIC),
    /** Nothing: keys that tests draw from. */
    TEST(DataClass.PUBLIC);

    private final DataClass dataClass;

    KeyHierarchy(DataClass dataClass) {
        this.dataClass = dataClass;
    }

    /** The class of what it guards; the keys themselves are secret, all of them. */
    public DataClass dataClass() {
        return dataClass;
    }
}
