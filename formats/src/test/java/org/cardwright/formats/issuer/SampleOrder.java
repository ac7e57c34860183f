package org.cardwright.formats.issuer;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;

/**
 * One invented order as plain texts by canonical field, secrets in hexadecimal.
 *
 * @param texts every field that the order has
 */
public record SampleOrder(Map<IssuerField, String> texts) {

    /** Product names and the codes of Northbank's hosts. */
    static final Map<String, String> PRODUCT_CODES = Map.of(
            "visa-sda", "101", "visa-dda", "102", "mc-cda", "103", "dual-interface", "104", "payment-loyalty", "105");

    private static final List<String> NAMES = List.of(
            "OAKLEY/JOHN",
            "Müller/Anna",
            "O'BRIEN/MARY",
            "VAN DER BERG/PIET",
            "GARCIA-LOPEZ/LUZ",
            "NAKAMURA/KEN",
            "Ångström/Åsa",
            "DUBOIS/ÉLODIE",
            "WU/LI",
            "PAPADOPOULOS/ALEXANDROS K");

    /** Copies the map. */
    public SampleOrder {
        Map<IssuerField, String> copy = new EnumMap<>(IssuerField.class);
        copy.putAll(texts);
        texts = Collections.unmodifiableMap(copy);
    }

    /** Ten different orders that are right in every form. */
    public static List<SampleOrder> ten() {
        return IntStream.rangeClosed(1, 10).mapToObj(SampleOrder::number).toList();
    }

    /** The order of that number, 1 to 10; they differ in product, reason, PAN length, name and what is left out. */
    public static SampleOrder number(int number) {
        Map<IssuerField, String> texts = new EnumMap<>(IssuerField.class);
        texts.put(IssuerField.ORDER_REFERENCE, String.format(Locale.ROOT, "NB-2511-%06d", number));
        texts.put(
                IssuerField.PRODUCT,
                List.of("visa-sda", "visa-dda", "mc-cda", "dual-interface", "payment-loyalty")
                        .get(number % 5));
        texts.put(
                IssuerField.REASON,
                List.of("NEW", "NEW", "RENEWAL", "REPLACEMENT").get(number % 4));
        texts.put(IssuerField.PAN, pan("999999" + String.format(Locale.ROOT, "%09d", 1_000 + number)));
        texts.put(IssuerField.PAN_SEQUENCE_NUMBER, number % 3 == 0 ? "02" : "01");
        texts.put(IssuerField.CARDHOLDER_NAME, NAMES.get(number - 1));
        texts.put(IssuerField.EFFECTIVE_DATE, "2025-11-01");
        texts.put(IssuerField.EXPIRATION_DATE, "2028-" + (number < 10 ? "0" : "") + number);
        texts.put(IssuerField.SERVICE_CODE, "201");
        texts.put(IssuerField.PIN_BLOCK_FORMAT, "0");
        texts.put(IssuerField.PIN_BLOCK, String.format(Locale.ROOT, "A1B2C3D4E5F607%02X", number));
        texts.put(IssuerField.LANGUAGE, number % 2 == 0 ? "de" : "en");
        texts.put(IssuerField.ADDRESS_LINE_1, number + " Main Street");
        texts.put(IssuerField.POSTAL_CODE, "1000" + (number % 10));
        texts.put(IssuerField.CITY, number % 2 == 0 ? "Köln" : "Springfield");
        texts.put(IssuerField.COUNTRY, number % 2 == 0 ? "DE" : "US");
        rarities(number, texts);
        return new SampleOrder(texts);
    }

    private static void rarities(int number, Map<IssuerField, String> texts) {
        switch (number) {
            case 1 -> texts.put(IssuerField.EMBOSS_LINE_1, "OAKLEY & SONS");
            case 2 -> texts.put(IssuerField.PAN, pan("999999000000001002"));
            case 3 -> texts.put(IssuerField.PAN, pan("999999001003"));
            case 4 -> {
                texts.put(IssuerField.EMBOSS_LINE_1, "BERG & CO, BAKERS");
                texts.put(IssuerField.EMBOSS_LINE_2, "SINCE 1999");
                texts.put(IssuerField.ADDRESS_LINE_2, "c/o \"Reception\"; <2nd> floor & up");
            }
            case 5 -> texts.put(IssuerField.SEGMENT, "gold");
            case 6 -> texts.put(IssuerField.SECRET_1, "00112233445566778899AABBCCDDEEFF");
            case 7 -> texts.put(IssuerField.TRACK_2_DISCRETIONARY, "0000012345678");
            case 8 -> texts.put(IssuerField.TRACK_1_DISCRETIONARY, "000000123000000");
            default -> {
                // Nothing rare.
            }
        }
    }

    /** The digits with their check digit. */
    public static String pan(String digits) {
        for (char check = '0'; check <= '9'; check++) {
            if (Pan.hasValidCheckDigit(digits + check)) {
                return digits + check;
            }
        }
        throw new IllegalStateException("one digit of ten must fit");
    }

    /** The same order with another text; an empty text takes the field out. */
    public SampleOrder with(IssuerField field, String text) {
        Map<IssuerField, String> changed = new EnumMap<>(IssuerField.class);
        changed.putAll(texts);
        if (text.isEmpty()) {
            changed.remove(field);
        } else {
            changed.put(field, text);
        }
        return new SampleOrder(changed);
    }

    /** What every reader makes of it. */
    public IssuerRecord record(int recordNumber) {
        Map<IssuerField, String> clear = new EnumMap<>(IssuerField.class);
        Map<IssuerField, ByteString> secrets = new EnumMap<>(IssuerField.class);
        texts.forEach((field, text) -> {
            if (field.isSecret()) {
                secrets.put(field, ByteString.fromHex(text));
            } else {
                clear.put(field, text);
            }
        });
        return new IssuerRecord(recordNumber, clear, secrets);
    }

    String text(IssuerField field) {
        return texts.getOrDefault(field, "");
    }
}
