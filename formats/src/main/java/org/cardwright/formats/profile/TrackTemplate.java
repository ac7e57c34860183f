package org.cardwright.formats.profile;

import java.util.List;

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

    /** True when the issuer must have sent discretionary data of this track. */
    public boolean needsIssuer() {
        return fields.stream().anyMatch(field -> field.from() != From.COMPUTED);
    }

    /** True when this value has to be computed. */
    public boolean needs(Content content) {
        return fields.stream().anyMatch(field -> field.content() == content && field.from() != From.ISSUER);
    }
}
