package org.cardwright.machine.bureau;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.virtualcard.VirtualCard;

/**
 * A piece of plastic with what machines have done to it, and the chip in it. Not for several threads.
 *
 * <p>Sensitive: number, name and tracks stand on it, and its chip has its keys until it is closed.
 */
public final class Plastic implements AutoCloseable {

    private final String number;
    private final List<String> lines = new ArrayList<>();
    private final List<String> tracks = new ArrayList<>();
    private Optional<ControlNumber> mark = Optional.empty();
    private Optional<Embedded> chip = Optional.empty();

    /**
     * A blank one.
     *
     * @param number that its machine reads from it
     */
    public Plastic(String number) {
        this.number = number;
    }

    /** What a machine reads from it: no card number. */
    public String number() {
        return number;
    }

    /**
     * The control number that its first machine has put on it.
     *
     * @throws IllegalStateException when it is blank
     */
    public ControlNumber mark() {
        return mark.orElseThrow(() -> new IllegalStateException("plastic " + number + " is blank"));
    }

    /** Whether it has one. */
    boolean isMarked() {
        return mark.isPresent();
    }

    /** Its first machine says which card it is from now on. */
    void mark(ControlNumber control) {
        if (mark.isPresent()) {
            throw new IllegalStateException("plastic " + number + " has its control number");
        }
        mark = Optional.of(control);
    }

    /** Embosses or engraves a line. */
    void print(String line) {
        lines.add(line);
    }

    /** Writes the stripe: what stood on it before is gone. */
    void encode(List<String> written) {
        tracks.clear();
        tracks.addAll(written);
    }

    /** The chip in it. */
    interface Embedded {

        /** Power off and on. */
        CardChannel powered();

        void wipe();
    }

    /** The chip that is in it from now on. */
    void chip(VirtualCard made) {
        close();
        chip = Optional.of(new Embedded() {
            @Override
            public CardChannel powered() {
                made.reset();
                return new InMemoryChannel(made);
            }

            @Override
            public void wipe() {
                made.close();
            }
        });
    }

    /** Power off and on, and the way to its chip; empty when it has none. */
    public Optional<CardChannel> contacts() {
        return chip.map(Embedded::powered);
    }

    /** Wipes its chip. */
    @Override
    public void close() {
        chip.ifPresent(Embedded::wipe);
        chip = Optional.empty();
    }

    /** What stands on it. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** What its stripe holds, with sentinels. */
    public List<String> tracks() {
        return List.copyOf(tracks);
    }

    /** How much stands on it. */
    @Override
    public String toString() {
        return "Plastic(" + lines.size() + " lines, " + tracks.size() + " tracks)";
    }
}
