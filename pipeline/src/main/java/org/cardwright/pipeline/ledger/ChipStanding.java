package org.cardwright.pipeline.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;

/** How every card of a group stands, as the rows of the chips say; only cards that have a row cost memory. */
final class ChipStanding {

    private final List<Long> cards;
    private final Set<Long> withdrawn;
    private final int limit;
    private final Map<Long, Tally> tallies = new HashMap<>();
    private final Set<Long> unfit = new HashSet<>();
    private final Set<String> desks = new HashSet<>();
    private final List<ChipAttempt> inHeads = new ArrayList<>();
    private final Set<Long> sampled = new HashSet<>();
    private final List<ChipAttempts.Chip> samples = new ArrayList<>();
    private int good;
    private int held;

    /** What the rows of one card say. */
    private record Tally(int spoiled, boolean good, boolean open, boolean atDesk) {

        static final Tally NONE = new Tally(0, false, false, false);

        Tally with(ChipAttempt row) {
            return switch (row.state()) {
                case GOOD -> new Tally(spoiled, true, open, row.isAtDesk());
                // a run that was cut off has its ends from the one that took over
                case STARTED -> new Tally(spoiled, good, open || row.isAtDesk(), atDesk);
                case REFUSED, UNKNOWN -> new Tally(spoiled + 1, good, open, atDesk);
                case SAMPLE -> this;
            };
        }
    }

    /**
     * Of a group.
     *
     * @param cards record indexes in order
     * @param withdrawn those that are made in another batch
     * @param limit chips that a card may spoil
     */
    ChipStanding(List<Long> cards, Set<Long> withdrawn, int limit) {
        this.cards = List.copyOf(cards);
        this.withdrawn = new HashSet<>(withdrawn);
        this.limit = limit;
    }

    /**
     * Reads all rows of the batch; those of other groups are passed over.
     *
     * @throws NotReconciledException when an attempt is missing
     */
    void read(ChipAttemptTable rows, String batch) {
        Set<Long> own = new HashSet<>(cards);
        long[] last = new long[2];
        rows.each(batch, row -> {
            long number = row.of().card() == last[0] ? last[1] + 1 : 1;
            ChipAttemptTable.requireNumber(row, (int) number);
            last[0] = row.of().card();
            last[1] = number;
            if (row.isAtDesk()) {
                desks.add(row.words());
            }
            if (own.contains(row.of().card())) {
                note(row);
                tallies.merge(row.of().card(), Tally.NONE.with(row), (before, any) -> before.with(row));
            }
        });
        for (long card : cards) {
            good += isGood(card) ? 1 : 0;
            held += isHeld(card) ? 1 : 0;
        }
    }

    private void note(ChipAttempt row) {
        if (row.isInHead()) {
            inHeads.add(row);
        }
        if (row.state() == ChipAttempts.State.SAMPLE) {
            sampled.add(row.of().card());
            samples.add(row.chip());
        }
    }

    /** The chips that were taken out as samples. */
    List<ChipAttempts.Chip> samples() {
        return samples;
    }

    /** Whole cards that a line has left in its heads, as far as the rows know. */
    List<ChipAttempt> inHeads() {
        return inHeads;
    }

    /** Cards of which a sample was made. */
    Set<Long> sampled() {
        return sampled;
    }

    private Tally tally(long card) {
        return tallies.getOrDefault(card, Tally.NONE);
    }

    private boolean isGood(long card) {
        return tally(card).good();
    }

    private boolean isHeld(long card) {
        Tally tally = tally(card);
        boolean stuck = tally.open() || tally.spoiled() >= limit || unfit.contains(card);
        return !tally.good() && !withdrawn.contains(card) && stuck;
    }

    /** True when a chip is to be made for the card. */
    boolean waits(long card) {
        return !isGood(card) && !isHeld(card) && !withdrawn.contains(card);
    }

    /** Attempts that spoiled a chip. */
    int spoiled(long card) {
        return tally(card).spoiled();
    }

    /** A chip of the card ended so. */
    void ended(long card, ChipAttempts.State state) {
        boolean wasHeld = isHeld(card);
        Tally before = tally(card);
        switch (state) {
            case GOOD -> {
                tallies.put(card, new Tally(before.spoiled(), true, before.open(), false));
                good++;
            }
            case REFUSED, UNKNOWN ->
                tallies.put(card, new Tally(before.spoiled() + 1, before.good(), before.open(), before.atDesk()));
            case SAMPLE -> sampled.add(card);
            case STARTED -> {
                // neither made nor spoiled
            }
        }
        recountHeld(card, wasHeld);
    }

    /** No chip will do for the record. */
    void unfit(long card) {
        boolean wasHeld = isHeld(card);
        unfit.add(card);
        recountHeld(card, wasHeld);
    }

    /** Somebody else made the card, or began it, meanwhile. */
    void madeElsewhere(long card, List<ChipAttempt> rows) {
        boolean wasHeld = isHeld(card);
        boolean wasGood = isGood(card);
        Tally tally = Tally.NONE;
        for (ChipAttempt row : rows) {
            tally = tally.with(row);
        }
        tallies.put(card, tally);
        good += isGood(card) && !wasGood ? 1 : 0;
        recountHeld(card, wasHeld);
    }

    private void recountHeld(long card, boolean wasHeld) {
        held += (isHeld(card) ? 1 : 0) - (wasHeld ? 1 : 0);
    }

    /** Two persons let the card be made in another batch. */
    void withdraw(long card) {
        boolean wasHeld = isHeld(card);
        withdrawn.add(card);
        recountHeld(card, wasHeld);
    }

    /** The same cards as the rows say now. */
    ChipStanding again(ChipAttemptTable rows, String batch) {
        ChipStanding again = new ChipStanding(cards, withdrawn, limit);
        again.read(rows, batch);
        unfit.forEach(again::unfit);
        return again;
    }

    /** What the rows of the batch say of chips at desks, in the words of the audit. */
    Set<String> desks() {
        return desks;
    }

    List<Long> cards() {
        return cards;
    }

    /** Good cards that were made at desks. */
    int atDesks() {
        return (int) tallies.values().stream()
                .filter(tally -> tally.good() && tally.atDesk())
                .count();
    }

    /**
     * The cards that are on no chip, in order.
     *
     * @param holds why some are held for which nothing was written
     */
    List<WaitingCard> waiting(Map<Long, String> holds) {
        return cards.stream()
                .filter(card -> !isGood(card))
                .map(card -> waiting(card, holds.getOrDefault(card, "")))
                .toList();
    }

    private WaitingCard waiting(long card, String hold) {
        Tally tally = tally(card);
        String spoiled = tally.spoiled() == 0 ? "" : tally.spoiled() + " chips spoiled";
        if (withdrawn.contains(card)) {
            return new WaitingCard(card, WaitingCard.State.WITHDRAWN, "two persons let it be made in another batch");
        }
        if (!isHeld(card)) {
            return new WaitingCard(card, WaitingCard.State.OPEN, spoiled);
        }
        String why = tally.spoiled() >= limit ? spoiled + ", and no more may be" : hold;
        return new WaitingCard(card, WaitingCard.State.HELD, tally.open() ? "a chip at a desk has no end yet" : why);
    }

    ChipCount count() {
        int gone = (int) cards.stream()
                .filter(card -> withdrawn.contains(card) && !isGood(card))
                .count();
        int open = (int) cards.stream().filter(this::waits).count();
        return new ChipCount(cards.size(), good, held, gone, open);
    }
}
