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

    private static final String FIRST_ATTEMPT = "1";

    private final Seals seals;
    private final KeyName key;

    /** Under a RECORD_MAC key of the installation, the same for all batches. */
    public Fingerprints(Seals seals, KeyName key) {
        this.seals = seals;
        this.key = key;
    }

    /** One fingerprint per order, 64 hexadecimal digits, in order. */
    List<String> of(List<CardApplication> orders) {
        if (orders.isEmpty()) {
            return List.of();
        }
        List<ByteString> cards = orders.stream().map(Fingerprints::card).toList();
        return seals.mac(key, "fingerprint", cards).stream()
                .map(ByteString::toHex)
                .toList();
    }

    private static ByteString card(CardApplication order) {
        return ByteString.ascii(String.join(
                "|",
                order.pan().digits(),
                order.panSequenceNumber().digits(),
                order.expirationDate().yymm(),
                order.reason().name(),
                FIRST_ATTEMPT));
    }
}
