package org.cardwright.formats.card;

import java.util.List;

/**
 * Where card and letters go.
 *
 * @param lines addressee and street lines in printing order, at most six
 * @param postalCode postal code, empty when unknown
 * @param city city, empty when unknown
 * @param country ISO 3166-1 alpha-2 code, empty when unknown
 */
public record DeliveryAddress(
        @Classified(DataClass.CONFIDENTIAL) List<String> lines,
        @Classified(DataClass.CONFIDENTIAL) String postalCode,
        @Classified(DataClass.CONFIDENTIAL) String city,
        @Classified(DataClass.CONFIDENTIAL) String country) {

    /** No address: the card goes back to the issuer. */
    public static final DeliveryAddress NONE = new DeliveryAddress(List.of(), "", "", "");

    /** Copies the lines. */
    public DeliveryAddress {
        lines = List.copyOf(lines);
    }

    /** The number of lines only: an address is personal data. */
    @Override
    public String toString() {
        return "DeliveryAddress(" + lines.size() + " lines)";
    }
}
