package org.cardwright.machine.channel;

/** A chip in this process. */
public final class InMemoryChannel implements CardChannel {

    private final Chip chip;

    /** The way to this chip. */
    public InMemoryChannel(Chip chip) {
        this.chip = chip;
    }

    @Override
    public Outcome transmit(CommandApdu command) {
        return Outcome.of(chip.process(command.encode()));
    }
}
