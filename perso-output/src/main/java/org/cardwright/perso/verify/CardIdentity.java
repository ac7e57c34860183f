package org.cardwright.perso.verify;

import java.util.Optional;
import java.util.regex.Pattern;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;

/**
 * What tells one card from another, as it stands on the chip: 5A, 5F34 and 5F24. EMV 4.4 Book 3, annex A.
 *
 * @param pan application PAN
 * @param sequenceNumber PAN sequence number; empty when the chip has none
 * @param expirationDate month the card expires in
 */
public record CardIdentity(Pan pan, Optional<PanSequenceNumber> sequenceNumber, ExpirationDate expirationDate) {

    private static final Pattern YYMM = Pattern.compile("[0-9]{2}(0[1-9]|1[0-2])");
    private static final Pattern TWO_DIGITS = Pattern.compile("[0-9]{2}");

    /** Of what a terminal has read; empty when PAN or date are none, which other rules say. */
    static Optional<CardIdentity> of(CardData card) {
        String digits = card.panDigits();
        String yymm = card.expirationYymm();
        Optional<String> sequence = card.find(0x5F34).map(value -> value.toHex());
        boolean readable = Pan.hasPanShape(digits)
                && Pan.hasValidCheckDigit(digits)
                && YYMM.matcher(yymm).matches()
                && sequence.stream()
                        .allMatch(number -> TWO_DIGITS.matcher(number).matches());
        return readable
                ? Optional.of(new CardIdentity(
                        Pan.of(digits),
                        sequence.map(number -> new PanSequenceNumber(Integer.parseInt(number))),
                        ExpirationDate.ofYymm(yymm)))
                : Optional.empty();
    }

    /** The PAN masked, nothing else. */
    @Override
    public String toString() {
        return "CardIdentity(" + pan + ")";
    }
}
