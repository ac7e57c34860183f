package org.cardwright.formats.screening;

import static org.cardwright.formats.issuer.IssuerField.TRACK_1;
import static org.cardwright.formats.issuer.IssuerField.TRACK_1_DISCRETIONARY;
import static org.cardwright.formats.issuer.IssuerField.TRACK_2;
import static org.cardwright.formats.issuer.IssuerField.TRACK_2_DISCRETIONARY;
import static org.cardwright.formats.issuer.IssuerField.TRACK_3;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.DeliveryAddress;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.OrderReason;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.card.SuppliedTracks;
import org.cardwright.formats.issuer.IssuerField;

/** Makes the typed order from a draft that satisfies every rule. */
final class DraftedApplication {

    private DraftedApplication() {}

    static CardApplication of(OrderDraft draft) {
        return new CardApplication(
                draft.record().recordNumber(),
                draft.text(IssuerField.ORDER_REFERENCE),
                draft.text(IssuerField.PRODUCT),
                draft.text(IssuerField.SEGMENT),
                OrderReason.valueOf(draft.text(IssuerField.REASON)),
                draft.pan(),
                sequenceNumber(draft),
                draft.encodedName().orElseThrow(),
                draft.embossedName().orElseThrow(),
                embossLines(draft),
                draft.effectiveDate().orElseThrow(),
                draft.expiration(),
                new ServiceCode(draft.text(IssuerField.SERVICE_CODE)),
                tracks(draft),
                pinBlock(draft),
                secrets(draft),
                draft.text(IssuerField.LANGUAGE),
                address(draft));
    }

    /** An issuer that numbers no cards has one card to a PAN. */
    private static PanSequenceNumber sequenceNumber(OrderDraft draft) {
        String digits = draft.text(IssuerField.PAN_SEQUENCE_NUMBER);
        return new PanSequenceNumber(digits.isEmpty() ? 0 : Integer.parseInt(digits));
    }

    /** Lines keep their places; empty ones behind the last are dropped. */
    private static List<String> embossLines(OrderDraft draft) {
        List<String> lines = OrderDraft.EMBOSS_LINES.stream()
                .map(line -> draft.has(line) ? draft.embossed(line).orElseThrow() : "")
                .toList();
        int used = lines.size();
        while (used > 0 && lines.get(used - 1).isEmpty()) {
            used--;
        }
        return lines.subList(0, used);
    }

    private static SuppliedTracks tracks(OrderDraft draft) {
        return new SuppliedTracks(
                draft.track(TRACK_1),
                draft.track(TRACK_2),
                draft.track(TRACK_3),
                draft.text(TRACK_1_DISCRETIONARY),
                draft.text(TRACK_2_DISCRETIONARY));
    }

    private static Optional<EncryptedPinBlock> pinBlock(OrderDraft draft) {
        return draft.has(IssuerField.PIN_BLOCK)
                ? draft.pinBlockFormat()
                        .map(format -> new EncryptedPinBlock(format, draft.secret(IssuerField.PIN_BLOCK)))
                : Optional.empty();
    }

    private static Map<String, ByteString> secrets(OrderDraft draft) {
        Map<String, ByteString> secrets = new HashMap<>();
        OrderDraft.SECRETS.stream().filter(draft::has).forEach(field -> secrets.put(field.name(), draft.secret(field)));
        return secrets;
    }

    private static DeliveryAddress address(OrderDraft draft) {
        List<String> lines = OrderDraft.ADDRESS_LINES.stream()
                .filter(draft::has)
                .map(draft::text)
                .toList();
        return new DeliveryAddress(
                lines,
                draft.text(IssuerField.POSTAL_CODE),
                draft.text(IssuerField.CITY),
                draft.text(IssuerField.COUNTRY));
    }
}
