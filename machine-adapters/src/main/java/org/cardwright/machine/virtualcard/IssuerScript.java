package org.cardwright.machine.virtualcard;

import static org.cardwright.machine.virtualcard.CardRefusal.require;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.crypto.cryptogram.CryptogramVersion.Layout;
import org.cardwright.crypto.cryptogram.ScriptMessages;
import org.cardwright.crypto.cryptogram.ScriptMessages.Request;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.chip.AppletRecipe.Behaviour;

/**
 * Commands that the issuer sends in a script after a request cryptogram, each with a MAC under the script key of this transaction. EMV 4.4
 * Book 3, 6.5.1 to 6.5.3, 6.5.10 and 10.10; Book 2, 9.2.1, format 2.
 *
 * <p>A command that was taken is not taken again in the same transaction. What a payment system chains from one command to the next is not
 * published, and not done here.
 */
final class IssuerScript {

    private static final int APPLICATION_BLOCK = 0x841E0000;
    private static final int APPLICATION_UNBLOCK = 0x84180000;
    private static final int CARD_BLOCK = 0x84160000;
    private static final int PIN_UNBLOCK = 0x84240000;
    private static final int PIN_CHANGE = 0x84240002;
    private static final int PUT_DATA = 0xDA;
    private static final int PIN_BLOCK_BYTES = 8;

    private final CardContents contents;
    private final CardLife life;
    private final CardTransaction transaction;
    private final Behaviour behaviour;

    IssuerScript(CardContents contents, Behaviour behaviour, CardLife life, CardTransaction transaction) {
        this.contents = contents;
        this.behaviour = behaviour;
        this.life = life;
        this.transaction = transaction;
    }

    ByteString execute(CommandApdu command) {
        require(!transaction.cryptogram().isEmpty(), CardRefusal.CONDITIONS);
        Request request = new Request(life.transactionCounter(), transaction.cryptogram());
        ByteString data = authenticated(command, request);
        switch (command.header()) {
            case APPLICATION_BLOCK -> life.block(nothing(data));
            case APPLICATION_UNBLOCK -> life.block(!nothing(data));
            case CARD_BLOCK -> life.blockCard(nothing(data));
            case PIN_UNBLOCK -> {
                require(nothing(data) && contents.pin().isPresent(), CardRefusal.WRONG_DATA);
                life.pinWasRight();
            }
            case PIN_CHANGE -> changePin(request, data);
            default -> putData(command, data);
        }
        return ByteString.EMPTY;
    }

    private static boolean nothing(ByteString data) {
        require(data.isEmpty(), CardRefusal.WRONG_LENGTH);
        return true;
    }

    /** The data without their MAC, which serves once. */
    private ByteString authenticated(CommandApdu command, Request request) {
        int dataBytes = command.data().size() - ScriptMessages.MAC_BYTES;
        require(dataBytes >= 0, CardRefusal.WRONG_MESSAGE);
        SecretBytes key = contents.scriptMacKey().orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS));
        ByteString data = command.data().slice(0, dataBytes);
        ByteString sent = command.data().slice(dataBytes);
        ByteString right = new ScriptMessages(behaviour.issuerData(), key).mac(request, command.header(), data);
        require(MessageDigest.isEqual(right.toByteArray(), sent.toByteArray()), CardRefusal.WRONG_MESSAGE);
        require(transaction.takeScript(right), CardRefusal.CONDITIONS);
        return data;
    }

    /** EMV 4.4 Book 3, 6.5.10: the new PIN enciphered; only M/Chip, the form of Visa is not published. */
    private void changePin(Request request, ByteString data) {
        require(behaviour.issuerData() == Layout.MCHIP, CardRefusal.NO_FUNCTION);
        require(data.size() == PIN_BLOCK_BYTES, CardRefusal.WRONG_LENGTH);
        SecretBytes key = contents.scriptEncKey().orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS));
        SecretBytes block = new ScriptMessages(behaviour.issuerData(), key).decipher(request, data);
        contents.keep(block);
        contents.putPin(block);
        life.pinWasRight();
    }

    /** A data object that the recipe lets be read, or one of the limits. */
    private void putData(CommandApdu command, ByteString data) {
        require(command.ins() == PUT_DATA, CardRefusal.NO_INSTRUCTION);
        int number = command.header() & 0xFFFF;
        Tag tag = Stream.of(behaviour.lowerLimit(), behaviour.upperLimit())
                .flatMap(Optional::stream)
                .filter(limit -> limit.value() == number)
                .findFirst()
                .orElseThrow(() -> new CardRefusal(CardRefusal.NOT_RECOGNISED));
        require(contents.data(tag).map(ByteString::size).orElse(0) == data.size(), CardRefusal.WRONG_LENGTH);
        contents.putData(tag, data);
    }
}
