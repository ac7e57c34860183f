package org.cardwright.pipeline.intake;

import java.util.List;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Seals;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;

/**
 * Tells whether two orders are for the same card, without keeping a card number.
 *
 * <p>HMAC-SHA-256 over PAN, PAN sequence number, expiration date, purpose and attempt: keyed, because a plain hash of a PAN
 * can be guessed (PCI DSS 3.5.1.1).
 */
public final class Fingerprints {

    private static final int FIRST_ATTEMPT = 1;

    private final Seals seals;
    private final KeyName key;

    /** Under a RECORD_MAC key of the installation, the same for all batches. */
    public Fingerprints(Seals seals, KeyName key) {
        this.seals = seals;
        this.key = key;
    }

    /** The fingerprint of a further attempt at the card of an order. */
    String of(CardApplication order, int attempt) {
        return seals.mac(key, "fingerprint", List.of(card(order, attempt)))
                .get(0)
                .toHex();
    }

    /** One fingerprint per order, for its first attempt, 64 hexadecimal digits, in order. */
    List<String> of(List<CardApplication> orders) {
        if (orders.isEmpty()) {
            return List.of();
        }
        List<ByteString> cards =
                orders.stream().map(order -> card(order, FIRST_ATTEMPT)).toList();
        return seals.mac(key, "fingerprint", cards).stream()
                .map(ByteString::toHex)
                .toList();
    }

    private static ByteString card(CardApplication order, int attempt) {
        return ByteString.ascii(String.join(
                "|",
                order.pan().digits(),
                order.panSequenceNumber().digits(),
                order.expirationDate().yymm(),
                order.reason().name(),
                String.valueOf(attempt)));
    }
}
