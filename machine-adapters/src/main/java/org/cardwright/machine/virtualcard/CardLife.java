package org.cardwright.machine.virtualcard;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.machine.chip.AppletRecipe.Behaviour;

/** What the application remembers from one transaction to the next: counters and how the last one ended. */
final class CardLife {

    private static final int HIGHEST_COUNTER = 0xFFFF;

    private final CardContents contents;
    private int transactionCounter;
    private int lastOnlineCounter;
    private int pinTriesLeft;
    private boolean onlinePending;
    private boolean blocked;
    private boolean cardBlocked;

    CardLife(CardContents contents) {
        this.contents = contents;
        this.transactionCounter =
                contents.data(Tag.of("9F36")).map(ByteString::toUnsigned).orElse(0);
        this.pinTriesLeft = contents.pinTriesLeft();
    }

    /** A transaction begins. EMV 4.4 Book 3, 6.5.8 (the counter goes up with GET PROCESSING OPTIONS). */
    void begin() {
        CardRefusal.require(transactionCounter < HIGHEST_COUNTER, CardRefusal.CONDITIONS);
        transactionCounter++;
    }

    void askIssuer() {
        onlinePending = true;
    }

    /** The issuer answered and the card believes it. */
    void issuerHasAnswered() {
        onlinePending = false;
        lastOnlineCounter = transactionCounter;
    }

    ByteString transactionCounter() {
        return ByteString.ofUnsigned(transactionCounter, 2);
    }

    void block(boolean whether) {
        blocked = whether;
    }

    /** For good: there is no command that takes it back. EMV 4.4 Book 3, 6.5.3. */
    void blockCard(boolean whether) {
        cardBlocked |= whether;
    }

    boolean isBlocked() {
        return blocked;
    }

    boolean hasBlockedCard() {
        return cardBlocked;
    }

    int pinTriesLeft() {
        return pinTriesLeft;
    }

    void pinWasRight() {
        pinTriesLeft = contents.pinTryLimit();
    }

    void pinWasWrong() {
        pinTriesLeft--;
    }

    /** What is counted, by tag. EMV 4.4 Book 3, 6.5.7, Table 20. */
    Optional<ByteString> counter(Tag tag) {
        return switch (tag.toString()) {
            case "9F36" -> Optional.of(transactionCounter());
            case "9F13" -> Optional.of(ByteString.ofUnsigned(lastOnlineCounter, 2));
            case "9F17" -> contents.pin().map(pin -> ByteString.ofByte(pinTriesLeft));
            default -> Optional.empty();
        };
    }

    /** What the card thinks of itself before it decides. */
    Set<CardFact> facts(Behaviour behaviour) {
        Set<CardFact> facts = EnumSet.noneOf(CardFact.class);
        if (lastOnlineCounter == 0) {
            facts.add(CardFact.NEW_CARD);
        }
        if (onlinePending) {
            facts.add(CardFact.LAST_ONLINE_NOT_COMPLETED);
        }
        if (contents.pin().isPresent() && pinTriesLeft == 0) {
            facts.add(CardFact.PIN_TRY_LIMIT_EXCEEDED);
        }
        if (isOver(behaviour.lowerLimit())) {
            facts.add(CardFact.LIMIT_EXCEEDED);
        }
        return facts;
    }

    /** More transactions since the last online one than the limit allows; no limit, never. */
    boolean isOver(Optional<Tag> limit) {
        return limit.flatMap(contents::data)
                .filter(value -> transactionCounter - lastOnlineCounter > value.toUnsigned())
                .isPresent();
    }
}
