package org.cardwright.perso.verify;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.perso.surface.SurfaceField;

/** What an order says for each field of a surface, told a second time: not by what made the surface. ISO/IEC 7813 (names). */
final class OrderedTexts {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MM/yy", Locale.ROOT);

    private final CardApplication order;
    private final Optional<String> printedValue;

    /**
     * Of one order.
     *
     * @param printedValue CVV2, empty when the product prints none; nothing when it cannot be computed
     */
    OrderedTexts(CardApplication order, Optional<String> printedValue) {
        this.order = order;
        this.printedValue = printedValue;
    }

    /** The issuer's name of the order. */
    String reference() {
        return order.orderReference();
    }

    /** The text, empty where the order has none; nothing when it is not known. */
    Optional<String> of(SurfaceField field) {
        String pan = order.pan().digits();
        return switch (field) {
            case PAN -> Optional.of(pan);
            case PAN_GROUPED -> Optional.of(grouped(pan));
            case PAN_LAST_FOUR -> Optional.of(pan.substring(pan.length() - 4));
            case EFFECTIVE_DATE -> Optional.of(MONTH.format(order.effectiveDate()));
            case EXPIRATION_DATE ->
                Optional.of(MONTH.format(order.expirationDate().month()));
            case CARDHOLDER_NAME -> Optional.of(readable(order.embossedName()));
            case LINE_1, LINE_2, LINE_3, LINE_4 -> Optional.of(line(field.ordinal() - SurfaceField.LINE_1.ordinal()));
            case CVV2 -> printedValue;
        };
    }

    private static String grouped(String digits) {
        StringBuilder groups = new StringBuilder(digits);
        for (int at = (digits.length() - 1) / 4 * 4; at > 0; at -= 4) {
            groups.insert(at, ' ');
        }
        return groups.toString();
    }

    private String line(int index) {
        return index < order.embossLines().size() ? order.embossLines().get(index) : "";
    }

    /** SURNAME/FIRST.TITLE of the order is read FIRST TITLE SURNAME. */
    private static String readable(String name) {
        String[] parts = name.split("/", 2);
        return parts.length == 1 ? name : (parts[1].replace('.', ' ') + " " + parts[0]).strip();
    }
}
