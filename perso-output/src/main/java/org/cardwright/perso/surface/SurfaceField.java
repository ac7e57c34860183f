package org.cardwright.perso.surface;

import java.util.function.Function;

/** The values a surface layout can place; the names stand in layout files. */
public enum SurfaceField {
    /** The PAN without separators. */
    PAN(data -> data.pan().digits()),
    /** The PAN in groups of four from the left, as embossed on most cards. */
    PAN_GROUPED(data -> grouped(data.pan().digits())),
    /** The last four digits of the PAN, for the signature panel. */
    PAN_LAST_FOUR(data -> data.pan().digits().substring(data.pan().length() - 4)),
    /** First month of validity, MM/YY. */
    EFFECTIVE_DATE(data -> slashed(data.effectiveMmyy())),
    /** Last month of validity, MM/YY. */
    EXPIRATION_DATE(data -> slashed(data.expirationDate().mmyy())),
    /** Cardholder name, first name first as people read it: the part behind the slash stands before the surname. */
    CARDHOLDER_NAME(data -> readable(data.cardholderName())),
    /** First extra line. */
    LINE_1(data -> line(data, 0)),
    /** Second extra line. */
    LINE_2(data -> line(data, 1)),
    /** Third extra line. */
    LINE_3(data -> line(data, 2)),
    /** Fourth extra line. */
    LINE_4(data -> line(data, 3)),
    /** Printed card verification value. */
    CVV2(SurfaceData::printedCardVerificationValue);

    private final Function<SurfaceData, String> value;

    SurfaceField(Function<SurfaceData, String> value) {
        this.value = value;
    }

    String of(SurfaceData data) {
        return value.apply(data);
    }

    private static String grouped(String digits) {
        StringBuilder groups = new StringBuilder(digits.length() + digits.length() / 4);
        for (int i = 0; i < digits.length(); i++) {
            groups.append(i > 0 && i % 4 == 0 ? " " : "").append(digits.charAt(i));
        }
        return groups.toString();
    }

    private static String slashed(String mmyy) {
        return mmyy.isEmpty() ? "" : mmyy.substring(0, 2) + "/" + mmyy.substring(2);
    }

    private static String line(SurfaceData data, int index) {
        return index < data.lines().size() ? data.lines().get(index) : "";
    }

    /** ISO/IEC 7813: SURNAME/FIRST.TITLE on the track; FIRST SURNAME on the surface. */
    private static String readable(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return name;
        }
        return (name.substring(slash + 1).replace('.', ' ') + " " + name.substring(0, slash)).strip();
    }
}
