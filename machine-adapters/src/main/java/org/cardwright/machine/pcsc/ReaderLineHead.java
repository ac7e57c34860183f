package org.cardwright.machine.pcsc;

import java.time.Duration;
import java.util.Optional;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.GetResponseChannel;
import org.cardwright.machine.line.LineHead;

/**
 * A reader as a head of a line.
 *
 * @param name of the reader
 * @param head taken over and closed
 * @param feeder brings and takes cards
 */
public record ReaderLineHead(String name, ReaderHead head, Feeder feeder) implements LineHead {

    /** What moves cards: a machine, or a person at a desk. */
    public interface Feeder {

        /** Somebody puts the cards in and takes them out. */
        Feeder BY_HAND = new Feeder() {
            @Override
            public void load() {
                // a person does
            }

            @Override
            public boolean provesEmptying() {
                return false;
            }

            @Override
            public void eject(boolean good) {
                // a person does
            }
        };

        /** Brings the next blank card to the reader. */
        void load();

        /** Takes the card out of the reader. */
        void eject(boolean good);

        /** True when the last card is out for certain once it was ejected; a person may leave it in. */
        default boolean provesEmptying() {
            return true;
        }
    }

    @Override
    public Optional<CardChannel> nextCard(Duration patience) {
        if (!feeder.provesEmptying() && !head.awaitRemoval(patience)) {
            return Optional.empty();
        }
        feeder.load();
        return head.await(patience).map(card -> new GetResponseChannel(card.channel()));
    }

    @Override
    public void eject(boolean good) {
        head.release();
        feeder.eject(good);
    }

    @Override
    public void close() {
        head.close();
    }
}
