package org.cardwright.pipeline.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeptCodes;
import org.cardwright.crypto.module.Seals;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.OrderReason;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.perso.verify.CardIdentity;
import org.cardwright.pipeline.ledger.AccountedCards;

/**
 * Tells whether two orders are for the same card, without keeping a card number.
 *
 * <p>HMAC-SHA-256 over PAN, PAN sequence number, expiration date, purpose and attempt: keyed, because a plain hash of a PAN
 * can be guessed (PCI DSS 3.5.1.1).
 */
public final class Fingerprints {

    private static final int FIRST_ATTEMPT = 1;
    private static final int MAX_SEQUENCE_NUMBER = 99;
    private static final String CONTEXT = "fingerprint";

    private final Seals seals;
    private final KeyName key;

    /** Under a RECORD_MAC key of the installation, the same for all batches. */
    public Fingerprints(Seals seals, KeyName key) {
        this.seals = seals;
        this.key = key;
    }

    /** The fingerprint of a further attempt at the card of an order. */
    String of(CardApplication order, int attempt) {
        return KeptCodes.of(seals, key, CONTEXT, List.of(card(order, attempt)))
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
        return KeptCodes.of(seals, key, CONTEXT, cards).stream()
                .map(ByteString::toHex)
                .toList();
    }

    /**
     * True when the ledger's fingerprint is that of this card, for whatever reason it was ordered. A card without a sequence
     * number on its chip may have had any.
     */
    public boolean isOf(CardIdentity card, AccountedCards.Fingerprint kept) {
        List<String> sequences = card.sequenceNumber()
                .map(number -> List.of(number.digits()))
                .orElseGet(() -> IntStream.rangeClosed(0, MAX_SEQUENCE_NUMBER)
                        .mapToObj(number -> new PanSequenceNumber(number).digits())
                        .toList());
        List<ByteString> candidates = new ArrayList<>();
        for (OrderReason reason : OrderReason.values()) {
            for (String sequence : sequences) {
                candidates.add(
                        joined(card.pan(), sequence, card.expirationDate(), reason.name() + "|" + kept.attempt()));
            }
        }
        return seals.mac(key, CONTEXT, candidates).stream()
                .map(ByteString::toHex)
                .anyMatch(kept.digits()::equals);
    }

    private static ByteString card(CardApplication order, int attempt) {
        return joined(
                order.pan(),
                order.panSequenceNumber().digits(),
                order.expirationDate(),
                order.reason().name() + "|" + attempt);
    }

    private static ByteString joined(Pan pan, String sequence, ExpirationDate expires, String purpose) {
        return ByteString.ascii(String.join("|", pan.digits(), sequence, expires.yymm(), purpose));
    }
}
