package org.cardwright.jobs.wiring;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardLog;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.chip.CardPersonalizer;
import org.cardwright.machine.chip.ProductionJournal;
import org.cardwright.machine.chip.Station;
import org.cardwright.pipeline.launch.ChipProduction;
import org.cardwright.pipeline.ledger.ChipAttempts;
import org.cardwright.pipeline.ledger.ChipAttempts.Card;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.Place;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.ChipKeys;

/** A place where single cards of sealed batches are personalized, each counted in the ledger. */
public final class ChipDesk {

    /** Personalizer (2), equipment (4). */
    static final int IDENTITY_BYTES = 6;

    private final OpenedHome home;
    private final ByteString identity;
    private final ChipProduction production;
    private final ChipAttempts attempts;
    private final String operator;

    /**
     * In a home.
     *
     * @param identity id of the personalizer (2 bytes) and of the equipment (4 bytes)
     * @param production of the ledger
     * @param operator as the audit names the person
     */
    public ChipDesk(OpenedHome home, ByteString identity, ChipProduction production, String operator) {
        this.home = home;
        this.identity = identity;
        this.production = production;
        this.attempts = production.attempts();
        this.operator = operator;
    }

    /**
     * Personalizes the card within reach.
     *
     * @param lot of the blank card
     * @throws org.cardwright.pipeline.ledger.WrongUsageException when the card is on a chip already; nothing was written then
     */
    public CardEnding personalize(CardOfBatch card, CardLot lot, CardChannel channel) {
        Card counted = new Card(card.place().batch(), card.place().index());
        attempts.requireFree(counted);
        production.note(
                counted.batch(),
                "card " + counted.card() + " at desk " + identity.toHex(),
                new ChipKeys(
                        operator,
                        new KeysAtChips(home, card.product()).making(lot).names()));
        Station station = station(home, card.product(), lot, identity);
        CountedCard journal = new CountedCard(counted);
        CardEnding ending = new CardPersonalizer(station, card.recipe()).run(channel, card.record(), journal);
        journal.end(ending);
        return ending;
    }

    static Station station(OpenedHome home, EffectiveProduct product, CardLot lot, ByteString identity) {
        return new Station(
                home.module().cardChannels(),
                new TransportKeysOfProduct(product),
                lot,
                identity,
                LocalDate.now(Clock.systemUTC()),
                new SecureRandom());
    }

    /** A card with its row in the ledger. */
    private final class CountedCard implements ProductionJournal {

        private final Card card;
        private Optional<ChipAttempt> begun = Optional.empty();

        CountedCard(Card card) {
            this.card = card;
        }

        @Override
        public void started(CardLog log) {
            begun = Optional.of(attempts.start(card, LedgerRecords.chip(log), Place.desk(identity.toHex())));
        }

        @Override
        public boolean mayFinish() {
            return begun.filter(attempts::isOpen).isPresent();
        }

        /** What somebody gave up has its end already; that a chip is good all the same is no end that may be lost. */
        void end(CardEnding ending) {
            begun.filter(attempt -> ending.result() == CardEnding.Result.GOOD || attempts.isOpen(attempt))
                    .ifPresent(attempt -> attempts.end(attempt, state(ending), ending.text()));
        }
    }

    /** What was begun and is not good is scrap; a card that failed to translate in the middle is so too. */
    private static State state(CardEnding ending) {
        return switch (ending.result()) {
            case GOOD -> State.GOOD;
            case UNKNOWN -> State.UNKNOWN;
            case REFUSED, FOREIGN, UNFIT, FAULTY -> State.REFUSED;
        };
    }
}
