package org.cardwright.machine.virtualcard;

import static org.cardwright.machine.virtualcard.CardRefusal.require;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CommandApdu;

/**
 * VERIFY, in clear and enciphered. EMV 4.4 Book 3, 6.5.12; Book 2, 7.2.
 *
 * <p>The PIN that somebody tries comes in a command, whose bytes cannot be wiped: it is the PIN of a test.
 */
final class PinVerification {

    private static final int PLAIN = 0x80;
    private static final int ENCIPHERED = 0x88;
    private static final int HEADER = 0x7F;
    private static final int NUMBER_BYTES = 8;
    private static final int TRIES_LEFT = 0x63C0;

    private final CardContents contents;
    private final CardLife life;
    private final CardTransaction transaction;

    PinVerification(CardContents contents, CardLife life, CardTransaction transaction) {
        this.contents = contents;
        this.life = life;
        this.transaction = transaction;
    }

    void verify(CommandApdu command) {
        require(command.p1() == 0, CardRefusal.WRONG_PARAMETERS);
        require(command.p2() == PLAIN || command.p2() == ENCIPHERED, CardRefusal.WRONG_PARAMETERS);
        ReferencePin reference = contents.pin().orElseThrow(() -> new CardRefusal(CardRefusal.DATA_INVALIDATED));
        require(life.pinTriesLeft() > 0, CardRefusal.BLOCKED);
        Optional<ByteString> block = command.p2() == PLAIN ? Optional.of(command.data()) : deciphered(command.data());
        require(block.isPresent(), CardRefusal.DATA_INVALIDATED);
        require(block.get().size() == ReferencePin.BYTES, CardRefusal.WRONG_LENGTH);
        transaction.facts().add(CardFact.OFFLINE_PIN_PERFORMED);
        if (reference.matches(block.get())) {
            life.pinWasRight();
            transaction.facts().remove(CardFact.OFFLINE_PIN_FAILED);
            transaction.facts().add(CardFact.OFFLINE_PIN_SUCCESSFUL);
            return;
        }
        life.pinWasWrong();
        transaction.facts().remove(CardFact.OFFLINE_PIN_SUCCESSFUL);
        transaction.facts().add(CardFact.OFFLINE_PIN_FAILED);
        throw new CardRefusal(TRIES_LEFT | life.pinTriesLeft());
    }

    /** 7F, PIN block, the number that the card gave away last, random bytes. EMV 4.4 Book 2, 7.2, Table 24. */
    private Optional<ByteString> deciphered(ByteString cryptogram) {
        ByteString challenge = transaction.takeChallenge().orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS));
        IccPrivateKey key = contents.pinKey().orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS));
        int numberAt = 1 + ReferencePin.BYTES;
        return key.apply(cryptogram)
                .filter(clear -> clear.unsignedAt(0) == HEADER)
                .filter(clear -> clear.slice(numberAt, numberAt + NUMBER_BYTES).equals(challenge))
                .map(clear -> clear.slice(1, numberAt));
    }
}
