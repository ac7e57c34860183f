package org.cardwright.machine.bureau;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final AtomicInteger loads = new AtomicInteger();
    private Optional<Plastic> inside = Optional.empty();
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
     * Brings a plastic to the head; a blank one gets its control number here.
     *
     * @param at which visit of which card it is
     * @return what will go wrong with it
     */
    public Optional<Fault> load(At at, Plastic plastic) {
        if (!plastic.isMarked()) {
            plastic.mark(new ControlNumber(at.card(), at.time()));
        }
        Optional<Fault> fault = faults.fault(at, Fault.OF_HEADS);
        VirtualCard card = fault.equals(Optional.of(Fault.WRONG_STOCK)) ? makers.wrong() : makers.right();
        plastic.chip(card);
        loads.incrementAndGet();
        inside = Optional.of(plastic);
        FaultyChip.Fault spoils = fault.map(SPOILED::get).orElse(null);
        int command = fault.equals(Optional.of(Fault.JAM)) ? 1 : faults.command(at, COMMANDS);
        contacts = Optional.of(spoils == null ? card : new FaultyChip(card, command, spoils));
        return fault;
    }

    /** How often it was loaded: its own counter, of which no ledger knows. */
    public int loads() {
        return loads.get();
    }

    /** What lies in it: whoever looks sees this one, and not the one that should be there. */
    public Optional<Plastic> plastic() {
        return inside;
    }

    @Override
    public Optional<CardChannel> sameCardAgain() {
        inside.ifPresent(Plastic::contacts);
        return contacts.map(InMemoryChannel::new);
    }

    /** The chip leaves in its plastic. */
    @Override
    public void eject(Bin bin) {
        inside = Optional.empty();
        contacts = Optional.empty();
    }

    @Override
    public void close() {
        inside.ifPresent(Plastic::close);
        inside = Optional.empty();
        contacts = Optional.empty();
    }
}
