package org.cardwright.machine.bureau;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.cardwright.machine.bureau.FaultPlan.At;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.Chip;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.virtualcard.FaultyChip;
import org.cardwright.machine.virtualcard.VirtualCard;

/**
 * A head whose plastic comes by its record: transport brings the one that bears the card, or none. What goes wrong with its chip is in
 * the plan.
 */
public final class ChipHead implements LineHead {

    /** Commands at which a fault may be: somewhat more than a card needs, so that a few hit its test. */
    private static final int COMMANDS = 48;

    private static final Map<Fault, FaultyChip.Fault> SPOILED = Map.of(
            Fault.JAM, FaultyChip.Fault.PULLED_BEFORE,
            Fault.POWER_CUT, FaultyChip.Fault.PULLED_BEFORE,
            Fault.TORN_WRITE, FaultyChip.Fault.BIT_FLIPPED,
            Fault.BAD_CHIP, FaultyChip.Fault.MEMORY_FAILURE,
            Fault.LOST_RESPONSE, FaultyChip.Fault.ANSWER_LOST);

    private final String name;
    private final FaultPlan faults;
    private final Makers makers;
    private Optional<VirtualCard> inside = Optional.empty();
    private Optional<Chip> contacts = Optional.empty();

    /** Where chips come from. */
    public interface Makers {

        /** The chip in the plastics of the lot. */
        VirtualCard right();

        /** A chip with keys of another lot. */
        VirtualCard wrong();
    }

    /** An empty head. */
    public ChipHead(String name, FaultPlan faults, Makers makers) {
        this.name = name;
        this.faults = faults;
        this.makers = makers;
    }

    @Override
    public String name() {
        return name;
    }

    /** The way to whatever is loaded. */
    @Override
    public Optional<CardChannel> nextCard(Duration patience) {
        return Optional.of(command -> new InMemoryChannel(contact()).transmit(command));
    }

    private Chip contact() {
        return contacts.orElseThrow(() -> new IllegalStateException("head " + name + " has no card"));
    }

    /**
     * Brings a plastic to the head.
     *
     * @param at which visit of which card it is
     * @return what will go wrong with it
     */
    public Optional<Fault> load(At at) {
        Optional<Fault> fault = faults.fault(at, Fault.OF_HEADS);
        VirtualCard card = fault.equals(Optional.of(Fault.WRONG_STOCK)) ? makers.wrong() : makers.right();
        inside = Optional.of(card);
        FaultyChip.Fault spoils = fault.map(SPOILED::get).orElse(null);
        int command = fault.equals(Optional.of(Fault.JAM)) ? 1 : faults.command(at, COMMANDS);
        contacts = Optional.of(spoils == null ? card : new FaultyChip(card, command, spoils));
        return fault;
    }

    @Override
    public Optional<CardChannel> sameCardAgain() {
        inside.ifPresent(VirtualCard::reset);
        return contacts.map(InMemoryChannel::new);
    }

    @Override
    public void eject(Bin bin) {
        close();
    }

    @Override
    public void close() {
        inside.ifPresent(VirtualCard::close);
        inside = Optional.empty();
        contacts = Optional.empty();
    }
}
