package org.cardwright.machine.chip;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.perso.dgi.DgiId;

/**
 * What a data grouping means to an applet: the same number means different things to different applets (EMV CPS, catalogue).
 *
 * @param id data grouping
 * @param holds what it is
 * @param required true when the application cannot be finished without it
 * @param after the data grouping that must have come before; of check values, the one with the keys
 * @param bytes exact length, when there is one
 * @param fields values at fixed places
 */
public record DgiRule(
        DgiId id, Holds holds, boolean required, Optional<DgiId> after, OptionalInt bytes, List<Field> fields) {

    /** What a data grouping is to the applet. */
    public enum Holds {
        /** Answer to SELECT: template A5, or the whole 6F. */
        SELECT_ANSWER(false),
        /** Answer to GET PROCESSING OPTIONS as data objects 82 and 94. */
        PROCESSING_OPTIONS(false),
        /** The same by position: AIP (2), then the file locator. */
        POSITIONAL_PROCESSING_OPTIONS(false),
        /** Data objects for GET DATA and for the applet itself. */
        DATA_OBJECTS(false),
        /** The same by position. */
        POSITIONAL(false),
        /** Keys of 16 bytes each; the first is for application cryptograms. */
        CARD_KEYS(true),
        /** Three bytes for each key. */
        CHECK_VALUES(false),
        /** Reference PIN block. */
        REFERENCE_PIN(true),
        /** PIN try counter, and the limit where there is a second byte. */
        PIN_COUNTER(false),
        /** A part of the private key of the card, in the order of DGIs 8201 to 8205. */
        ICC_KEY_PART(true),
        /** A part of the private key for enciphered PINs. */
        PIN_KEY_PART(true),
        /** Kept, not looked at. */
        OTHER(false),
        /** Kept under a key, not looked at. */
        OTHER_SECRET(true);

        private final boolean secret;

        Holds(boolean secret) {
            this.secret = secret;
        }

        /** True when it must come encrypted. */
        public boolean isSecret() {
            return secret;
        }
    }

    /**
     * A value at a fixed place.
     *
     * @param tag what it is
     * @param at offset
     * @param length bytes
     */
    public record Field(Tag tag, int at, int length) {}

    /** Copies the list. */
    public DgiRule {
        fields = List.copyOf(fields);
    }
}
