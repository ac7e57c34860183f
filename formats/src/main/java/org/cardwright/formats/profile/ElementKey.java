package org.cardwright.formats.profile;

import org.cardwright.formats.tlv.Tag;

/**
 * A data element on one interface: the same tag may have two values in an application (82, 94, 9F38).
 *
 * @param tag the tag
 * @param on interface
 */
public record ElementKey(Tag tag, CardInterface on) {

    /** Written out: some hundred values are looked up for a card. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ElementKey key && key.tag.value() == tag.value() && key.on == on;
    }

    @Override
    public int hashCode() {
        return 31 * tag.value() + on.ordinal();
    }
}
