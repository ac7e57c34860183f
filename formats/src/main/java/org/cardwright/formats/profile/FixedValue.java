package org.cardwright.formats.profile;

import java.util.Objects;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.Bcd;
import org.cardwright.formats.bytes.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A value written into a profile as hexadecimal, text or digits.
 *
 * @param bytes the value
 * @param readable as written
 */
record FixedValue(ByteString bytes, String readable) {

    /** The attributes of which exactly one of the first three must be there; bytes goes with digits only. */
    record Attributes(
            @Nullable String hex,
            @Nullable String text,
            @Nullable String digits,
            @Nullable Integer bytes) {

        boolean areThere() {
            return Stream.of(hex, text, digits).anyMatch(Objects::nonNull);
        }
    }

    static FixedValue of(ProfileDocument document, Object element, Attributes attributes) {
        long there = Stream.of(attributes.hex, attributes.text, attributes.digits)
                .filter(Objects::nonNull)
                .count();
        if (there != 1) {
            throw document.error(element, "exactly one of hex, text and digits is required");
        }
        if (attributes.bytes != null && attributes.digits == null) {
            throw document.error(element, "bytes goes with digits");
        }
        try {
            return of(attributes);
        } catch (IllegalArgumentException wrong) {
            throw document.error(element, String.valueOf(wrong.getMessage()));
        }
    }

    private static FixedValue of(Attributes attributes) {
        if (attributes.hex != null) {
            return new FixedValue(ByteString.fromHex(attributes.hex), attributes.hex);
        }
        if (attributes.text != null) {
            return new FixedValue(ByteString.ascii(attributes.text), '"' + attributes.text + '"');
        }
        String digits = Objects.requireNonNull(attributes.digits);
        ByteString packed = attributes.bytes == null ? Bcd.encode(digits) : Bcd.encode(digits, attributes.bytes);
        return new FixedValue(packed, digits);
    }
}
