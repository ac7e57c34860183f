package org.cardwright.machine.pcsc;

import java.time.Duration;
import java.util.Optional;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.GetResponseChannel;
import org.cardwright.machine.channel.Outcome;
import org.cardwright.machine.chip.AnswerToReset;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.Feeder;
import org.cardwright.machine.line.LineHead;

/**
 * A reader as a head of a line.
 *
 * @param name of the reader
 * @param head taken over and closed
 * @param feeder brings and takes cards
 * @param lot what the cards of the lot answer to their reset
 */
public record ReaderLineHead(String name, ReaderHead head, Feeder feeder, AnswerToReset lot) implements LineHead {

    private static final CardChannel MUTE = command -> new Outcome.Failed(Outcome.Failure.CARD_LOST);

    /** For a card that is in the reader already. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    /** For cards of which nobody knows what they answer to their reset. */
    public ReaderLineHead(String name, ReaderHead head, Feeder feeder) {
        this(name, head, feeder, AnswerToReset.ANY);
    }

    @Override
    public Optional<String> foreign() {
        if (head.answerToReset().size() == 0) {
            return Optional.of("it does not answer to its reset");
        }
        return lot.fits(head.answerToReset())
                ? Optional.empty()
                : Optional.of("its answer to reset " + head.answerToReset().toHex() + " is none of the lot");
    }

    @Override
    public Optional<CardChannel> nextCard(Duration patience) {
        if (!feeder.provesEmptying() && !head.awaitRemoval(patience)) {
            return Optional.empty();
        }
        if (!feeder.load()) {
            return Optional.empty();
        }
        feeder.toChip();
        Optional<CardChannel> card = connected(patience);
        // a machine has brought one: it is counted, and goes back
        return card.isEmpty() && feeder.provesEmptying() ? Optional.of(MUTE) : card;
    }

    private Optional<CardChannel> connected(Duration patience) {
        return head.await(patience).map(card -> new GetResponseChannel(card.channel()));
    }

    @Override
    public Optional<CardChannel> sameCardAgain() {
        head.release();
        return connected(AGAIN);
    }

    @Override
    public void eject(Bin bin) {
        head.release();
        feeder.eject(bin);
    }

    @Override
    public void close() {
        head.close();
    }
}
