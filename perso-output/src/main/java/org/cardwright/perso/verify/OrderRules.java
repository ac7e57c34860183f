package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.ORDER;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;

/** Whether the chip is that of the order. */
final class OrderRules {

    private static final DateTimeFormatter YYMMDD = DateTimeFormatter.ofPattern("uuMMdd", Locale.ROOT);

    private final CardApplication order;
    private final Findings findings;

    OrderRules(CardApplication order, Findings findings) {
        this.order = order;
        this.findings = findings;
    }

    void check(List<CardView> views) {
        boolean any = false;
        for (CardView view : views) {
            for (CardData card : view.data()) {
                if (!card.panDigits().isEmpty()) {
                    any = true;
                    check(card);
                }
            }
        }
        findings.require(any, ORDER, "5A", "no application with a PAN");
    }

    private void check(CardData card) {
        require(card.panDigits().equals(order.pan().digits()), "5A");
        require(card.expirationYymm().equals(order.expirationDate().yymm()), "5F24");
        compare(card, 0x5F34, order.panSequenceNumber().digits());
        compare(card, 0x5F24, order.expirationDate().yymmdd());
        compare(card, 0x5F30, "0" + order.serviceCode().digits());
        compare(card, 0x5F25, yymmdd());
        checkServiceCode(card, 0x57);
        checkServiceCode(card, 0x9F6B);
        Optional<ByteString> name = card.find(0x5F20);
        if (name.isPresent() && !order.cardholderName().isEmpty()) {
            require(name.get().toAscii().strip().equals(order.cardholderName().strip()), "5F20");
        }
    }

    /** Behind separator and expiration date of a track 2. */
    private void checkServiceCode(CardData card, int tag) {
        String track = card.get(tag).toHex();
        int at = track.indexOf('D') + 5;
        if (card.has(tag)) {
            require(track.startsWith(order.serviceCode().digits(), at), RecordReading.name(tag));
        }
    }

    private String yymmdd() {
        return YYMMDD.format(order.effectiveDate());
    }

    private void compare(CardData card, int tag, String hex) {
        card.find(tag).ifPresent(value -> require(value.toHex().equals(hex), RecordReading.name(tag)));
    }

    private void require(boolean holds, String field) {
        findings.require(holds, ORDER, field, "differs from the order");
    }
}
