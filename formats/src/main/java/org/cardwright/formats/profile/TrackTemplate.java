package org.cardwright.formats.profile;

import java.util.List;
import java.util.OptionalInt;

/**
 * What stands in the discretionary data of a track, field by field.
 *
 * @param fields in order, without gaps
 */
public record TrackTemplate(List<Field> fields) {

    /** Copies the list. */
    public TrackTemplate {
        fields = List.copyOf(fields);
    }

    /** What a field is. */
    public enum Content {
        /** The same for every card. */
        CONSTANT,
        /** PIN verification key index, one digit. */
        PVKI,
        /** PIN verification value, four digits. */
        PVV,
        /** Card verification value with the service code of the stripe, three digits. */
        CVV,
        /** Card verification value of the chip (service code 999), three digits. */
        ICVV,
        /** IBM 3624 offset of the PIN, as many digits as the PIN. */
        PIN_OFFSET,
        /** CVC3 for fixed inputs, 1 to 5 digits, over the track with zeros in their place. */
        CVC3,
        /** Digits that mean something to the issuer only. */
        DATA
    }

    /** Who says what stands there. */
    public enum From {
        /** The issuer; it is taken as it comes. */
        ISSUER,
        /** We compute it. */
        COMPUTED,
        /** We compute it and compare it with what the issuer says at this place. */
        CHECKED
    }

    /**
     * One field.
     *
     * @param content what it is
     * @param from who says what stands there
     * @param constant text of a constant, else empty
     * @param length characters
     */
    public record Field(Content content, From from, String constant, int length) {}

    /** Characters of all fields. */
    public int length() {
        return fields.stream().mapToInt(Field::length).sum();
    }

    /** Where the first field of this content begins, empty when there is none that we compute. */
    public OptionalInt offset(Content content) {
        int at = 0;
        for (Field field : fields) {
            if (field.content() == content && field.from() != From.ISSUER) {
                return OptionalInt.of(at);
            }
            at += field.length();
        }
        return OptionalInt.empty();
    }

    /** Characters of the first field of this content that we compute, 0 when there is none. */
    public int length(Content content) {
        return fields.stream()
                .filter(field -> field.content() == content && field.from() != From.ISSUER)
                .mapToInt(Field::length)
                .findFirst()
                .orElse(0);
    }

    /** True when the issuer must have sent discretionary data of this track. */
    public boolean needsIssuer() {
        return fields.stream().anyMatch(field -> field.from() != From.COMPUTED);
    }

    /** True when this value has to be computed. */
    public boolean needs(Content content) {
        return fields.stream().anyMatch(field -> field.content() == content && field.from() != From.ISSUER);
    }
}
