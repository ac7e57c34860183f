package org.cardwright.machine.line;

import java.time.Duration;
import java.util.Optional;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.virtualcard.VirtualCard;

/** A head in memory, with a hopper of virtual cards. */
public final class VirtualHead implements LineHead {

    private final String name;
    private final Hopper hopper;
    private Optional<VirtualCard> inside = Optional.empty();

    /** Where its cards come from and go to. */
    public interface Hopper {

        /** The next blank; empty when there is none any more. */
        Optional<VirtualCard> take();

        /** A card that leaves: whoever does not keep it closes it. */
        default void put(VirtualCard card, Bin bin) {
            card.close();
        }
    }

    /** A head with that hopper. */
    public VirtualHead(String name, Hopper hopper) {
        this.name = name;
        this.hopper = hopper;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<CardChannel> nextCard(Duration patience) {
        inside = hopper.take();
        return inside.map(InMemoryChannel::new);
    }

    @Override
    public Optional<CardChannel> sameCardAgain() {
        inside.ifPresent(VirtualCard::reset);
        return inside.map(InMemoryChannel::new);
    }

    @Override
    public void eject(Bin bin) {
        VirtualCard card = inside.orElseThrow(() -> new IllegalStateException("head " + name + " has no card"));
        inside = Optional.empty();
        card.reset();
        hopper.put(card, bin);
    }

    @Override
    public void close() {
        inside.ifPresent(VirtualCard::close);
        inside = Optional.empty();
    }
}
