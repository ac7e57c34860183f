package org.cardwright.jobs.sample;

import static org.cardwright.formats.issuer.IssuerField.CARDHOLDER_NAME;
import static org.cardwright.formats.issuer.IssuerField.COUNTRY;
import static org.cardwright.formats.issuer.IssuerField.EFFECTIVE_DATE;
import static org.cardwright.formats.issuer.IssuerField.EMBOSS_LINE_1;
import static org.cardwright.formats.issuer.IssuerField.EXPIRATION_DATE;
import static org.cardwright.formats.issuer.IssuerField.LANGUAGE;
import static org.cardwright.formats.issuer.IssuerField.ORDER_REFERENCE;
import static org.cardwright.formats.issuer.IssuerField.PAN;
import static org.cardwright.formats.issuer.IssuerField.PAN_SEQUENCE_NUMBER;
import static org.cardwright.formats.issuer.IssuerField.PIN_BLOCK;
import static org.cardwright.formats.issuer.IssuerField.PIN_BLOCK_FORMAT;
import static org.cardwright.formats.issuer.IssuerField.PRODUCT;
import static org.cardwright.formats.issuer.IssuerField.REASON;
import static org.cardwright.formats.issuer.IssuerField.SERVICE_CODE;

import java.util.List;
import java.util.function.UnaryOperator;

/** Everything that issuers get wrong, one mistake each. */
final class BadOrders {

    private static final List<UnaryOperator<SampleOrder>> MISTAKES = List.of(
            order -> order.with(PAN, wrongCheckDigit(order.text(PAN))),
            order -> order.with(PAN, order.text(PAN).substring(0, 12)),
            order -> order.with(PAN, "4000000000000002"),
            order -> order.with(CARDHOLDER_NAME, ""),
            order -> order.with(CARDHOLDER_NAME, "X"),
            order -> order.with(CARDHOLDER_NAME, "MUCHTOOLONGSURNAME/VERYLONGFIRST"),
            order -> order.with(CARDHOLDER_NAME, "CARD^HOLDER/TEST"),
            order -> order.with(EMBOSS_LINE_1, "=CMD"),
            order -> order.with(EXPIRATION_DATE, "2025-06"),
            order -> order.with(EXPIRATION_DATE, "2048-12"),
            order -> order.with(EFFECTIVE_DATE, "2033-01-01"),
            order -> order.with(SERVICE_CODE, "000"),
            order -> order.with(PIN_BLOCK, ""),
            order -> order.with(PIN_BLOCK, "00".repeat(order.text(PIN_BLOCK).length() / 2)),
            order -> order.with(PIN_BLOCK, order.text(PIN_BLOCK).substring(0, 12)),
            order -> order.with(PIN_BLOCK_FORMAT, "9"),
            order -> order.with(PRODUCT, "no-such-product"),
            order -> order.with(REASON, order.text(REASON).isEmpty() ? "" : "RENEWAL")
                    .with(LANGUAGE, "xx"),
            order -> order.with(COUNTRY, "QQ"),
            order -> order.with(ORDER_REFERENCE, "../../etc/cron"),
            order -> order.with(ORDER_REFERENCE, order.text(PAN)),
            order -> order.with(PAN_SEQUENCE_NUMBER, ""));

    private BadOrders() {}

    /** How many different single mistakes there are. */
    static int kinds() {
        return MISTAKES.size();
    }

    /** The order with one mistake in it. */
    static SampleOrder spoil(SampleOrder order, int kind) {
        return MISTAKES.get(kind).apply(order);
    }

    private static String wrongCheckDigit(String pan) {
        int last = pan.length() - 1;
        return pan.substring(0, last) + (char) ('0' + (pan.charAt(last) - '0' + 1) % 10);
    }
}
