package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.ORDER;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.TrackTemplate;
import org.cardwright.formats.profile.TracksProfile;

/** Whether the chip is that of the order: requirement C-01. */
final class OrderRules {

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
        compare(
                card,
                0x5F34,
                String.format(Locale.ROOT, "%02d", order.panSequenceNumber().value()));
        compare(card, 0x5F24, order.expirationDate().yymmdd());
        compare(card, 0x5F30, "0" + order.serviceCode().digits());
        compare(card, 0x5F25, yymmdd());
        Optional<ByteString> name = card.find(0x5F20);
        if (name.isPresent() && !order.cardholderName().isEmpty()) {
            require(name.get().toAscii().strip().equals(order.cardholderName().strip()), "5F20");
        }
    }

    /** Fields of the discretionary data that the issuer says: on the chip they stand as they came, at their place. */
    void checkSupplied(List<CardView> views, EffectiveProduct product) {
        for (int i = 0; i < Math.min(views.size(), product.applications().size()); i++) {
            TracksProfile templates = product.applications().get(i).trackData();
            Optional<CardData> card = views.get(i).main();
            if (card.isPresent()) {
                String track2 = CardData.unpadded(card.get().get(0x57).toHex());
                String found2 =
                        track2.isEmpty() ? "" : track2.substring(Math.min(track2.length(), track2.indexOf('D') + 8));
                templates.track2().ifPresent(t -> compare(t, order.tracks().track2Discretionary(), found2, "57"));
                String found1 = card.get().get(0x9F1F).toAscii();
                templates.track1().ifPresent(t -> compare(t, order.tracks().track1Discretionary(), found1, "9F1F"));
            }
        }
    }

    private void compare(TrackTemplate template, String supplied, String found, String field) {
        int at = 0;
        for (TrackTemplate.Field part : template.fields()) {
            int end = at + part.length();
            boolean fromIssuer = part.from() == TrackTemplate.From.ISSUER;
            if (fromIssuer && !supplied.isEmpty() && !found.isEmpty() && supplied.length() >= end) {
                boolean same =
                        found.length() >= end && supplied.substring(at, end).equals(found.substring(at, end));
                require(same, field);
            }
            at = end;
        }
    }

    private String yymmdd() {
        return String.format(
                Locale.ROOT,
                "%02d%02d%02d",
                order.effectiveDate().getYear() % 100,
                order.effectiveDate().getMonthValue(),
                order.effectiveDate().getDayOfMonth());
    }

    private void compare(CardData card, int tag, String hex) {
        card.find(tag).ifPresent(value -> require(value.toHex().equals(hex), RecordReading.name(tag)));
    }

    private void require(boolean holds, String field) {
        findings.require(holds, ORDER, field, "differs from the order");
    }
}
