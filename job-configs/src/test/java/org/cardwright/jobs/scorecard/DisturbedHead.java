package org.cardwright.jobs.scorecard;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cardwright.jobs.scorecard.DisturbedChip.Where;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.virtualcard.VirtualCard;

/** A head whose chips are disturbed one after the other as a list says; what it rejects comes once more among the blanks. */
final class DisturbedHead implements LineHead {

    private final Supplier<VirtualCard> maker;
    private final boolean hidden;
    private final int most;
    private final Deque<Where> faults;
    private final Deque<VirtualCard> usedOnes = new ArrayDeque<>();
    private final List<Given> given = new ArrayList<>();
    private int testedFrom;

    /**
     * A chip that came.
     *
     * @param used whether it had come before, and was rejected
     * @param commands of its personalization, without those of its test
     */
    record Given(VirtualCard card, DisturbedChip chip, boolean used, int commands, Optional<Bin> bin) {

        boolean isGood() {
            return bin.equals(Optional.of(Bin.GOOD));
        }
    }

    private DisturbedHead(Supplier<VirtualCard> maker, List<Where> faults, int most, boolean hidden) {
        this.maker = maker;
        this.faults = new ArrayDeque<>(faults);
        this.most = most;
        this.hidden = hidden;
    }

    /** Until every disturbance came. */
    static DisturbedHead of(Supplier<VirtualCard> maker, List<Where> faults) {
        return new DisturbedHead(maker, faults, Integer.MAX_VALUE, false);
    }

    /** With one chip in its hopper. */
    static DisturbedHead single(Supplier<VirtualCard> maker, Where fault) {
        return new DisturbedHead(maker, List.of(fault), 1, false);
    }

    /** The same, of whose disturbance the line hears nothing: a fault that the row plants in itself. */
    static DisturbedHead hidden(Supplier<VirtualCard> maker, Where fault) {
        return new DisturbedHead(maker, List.of(fault), 1, true);
    }

    /** Every chip that came. */
    List<Given> given() {
        return given;
    }

    /** Disturbances that did not come yet. */
    int left() {
        return faults.size();
    }

    @Override
    public String name() {
        return "head";
    }

    @Override
    public Optional<CardChannel> nextCard(Duration patience) {
        boolean used = !usedOnes.isEmpty();
        if (given.size() == most || (!used && faults.isEmpty())) {
            return Optional.empty();
        }
        VirtualCard card = used ? usedOnes.removeFirst() : maker.get();
        DisturbedChip chip = new DisturbedChip(card, used ? Where.NOWHERE : faults.removeFirst(), hidden);
        given.add(new Given(card, chip, used, 0, Optional.empty()));
        testedFrom = 0;
        return Optional.of(new InMemoryChannel(chip));
    }

    private Given last() {
        return given.get(given.size() - 1);
    }

    @Override
    public Optional<CardChannel> sameCardAgain() {
        testedFrom = last().chip().commands().size();
        last().chip().test();
        last().card().reset();
        return Optional.of(new InMemoryChannel(last().chip()));
    }

    @Override
    public void eject(Bin bin) {
        Given now = last();
        int commands = testedFrom == 0 ? now.chip().commands().size() : testedFrom;
        now.card().reset();
        given.set(given.size() - 1, new Given(now.card(), now.chip(), now.used(), commands, Optional.of(bin)));
        if (bin == Bin.REJECT && !now.used()) {
            // somebody puts it among the blanks again
            usedOnes.add(now.card());
        }
    }

    @Override
    public void close() {
        // whoever looks at the chips afterwards closes them
    }
}
