package org.cardwright.machine.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.cryptogram.CryptogramVersion;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.emv.TerminalVerificationResults;
import org.cardwright.formats.tlv.Tag;

/**
 * What the terminal tells the issuer. EMV 4.4 Book 4, 12.1 (authorisation request).
 *
 * @param pan tag 5A; empty when it is malformed
 * @param panSequenceNumber tag 5F34, 0 when the card has none
 * @param expirationDate tag 5F24, YYMMDD
 * @param track2 tag 57, empty when the card has none
 * @param interchangeProfile tag 82
 * @param transactionCounter tag 9F36
 * @param unpredictableNumber tag 9F37
 * @param cryptogram tag 9F26
 * @param issuerApplicationData tag 9F10
 * @param terminalData values of {@link CryptogramVersion#TERMINAL_DATA} one after the other
 * @param results tag 95 as it went into the cryptogram
 */
public record AuthorisationRequest(
        Optional<Pan> pan,
        int panSequenceNumber,
        ByteString expirationDate,
        ByteString track2,
        ByteString interchangeProfile,
        ByteString transactionCounter,
        ByteString unpredictableNumber,
        ByteString cryptogram,
        ByteString issuerApplicationData,
        ByteString terminalData,
        TerminalVerificationResults results) {

    static AuthorisationRequest of(TerminalData data) {
        TerminalVerificationResults results = data.verificationResults();
        List<ByteString> terminal = new ArrayList<>();
        for (Tag tag : CryptogramVersion.TERMINAL_DATA) {
            terminal.add(tag.equals(Tag.of("95")) ? results.value() : data.own(tag.toString()));
        }
        return new AuthorisationRequest(
                CardPublicKeys.pan(data),
                sequenceNumber(data),
                data.fromCard("5F24").orElse(ByteString.EMPTY),
                data.fromCard("57").orElse(ByteString.EMPTY),
                data.interchangeProfile().value(),
                data.own("9F36"),
                data.own("9F37"),
                data.own("9F26"),
                data.own("9F10"),
                ByteString.concat(terminal),
                results);
    }

    private static int sequenceNumber(TerminalData data) {
        String digits = data.fromCard("5F34").map(ByteString::toHex).orElse("00");
        return digits.matches("[0-9]{2}") ? Integer.parseInt(digits) : 0;
    }
}
