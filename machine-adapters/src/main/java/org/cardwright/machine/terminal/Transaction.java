package org.cardwright.machine.terminal;

/**
 * What is to be paid.
 *
 * @param type first two digits of the processing code, tag 9C
 * @param amount amount authorised in the minor unit, cashback included, 0 to 999999999999
 * @param amountOther cashback in the minor unit
 * @param forcedOnline true when the merchant wants the issuer to be asked
 */
public record Transaction(Type type, long amount, long amountOther, boolean forcedOnline) {

    private static final long MAX_AMOUNT = 999_999_999_999L;

    /** ISO 8583 processing code. */
    public enum Type {
        /** Goods and services. */
        PURCHASE(0x00),
        /** Cash. */
        CASH(0x01),
        /** Goods with cash on top. */
        PURCHASE_WITH_CASHBACK(0x09);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** Checks the amounts. */
    public Transaction {
        if (amount < 0 || amount > MAX_AMOUNT || amountOther < 0 || amountOther > amount) {
            throw new IllegalArgumentException("an amount has up to 12 digits, and cashback is a part of it");
        }
        if ((amountOther > 0) != (type == Type.PURCHASE_WITH_CASHBACK)) {
            throw new IllegalArgumentException("an other amount belongs to a purchase with cashback");
        }
    }

    /** Goods for so many minor units. */
    public static Transaction purchase(long amount) {
        return new Transaction(Type.PURCHASE, amount, 0, false);
    }

    /** The same with the wish to ask the issuer. */
    public Transaction forceOnline() {
        return new Transaction(type, amount, amountOther, true);
    }
}
