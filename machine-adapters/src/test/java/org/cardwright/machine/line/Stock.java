package org.cardwright.machine.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.Outcome;

/** A head with so many cards. */
final class Stock implements LineHead {

    final AtomicInteger given = new AtomicInteger();
    int rejects;
    Runnable ejecting = () -> {};
    Runnable coming = () -> {};
    final List<Bin> bins = new ArrayList<>();
    private final String name;
    private int left;
    private Optional<String> foreign = Optional.empty();

    Stock(String name, int cards) {
        this.name = name;
        this.left = cards;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<CardChannel> nextCard(Duration patience) {
        if (left == 0) {
            return Optional.empty();
        }
        coming.run();
        left--;
        given.incrementAndGet();
        return Optional.of(command -> new Outcome.Ok(ByteString.EMPTY));
    }

    /** Its cards are none of the lot. */
    Stock answering(String why) {
        foreign = Optional.of(why);
        return this;
    }

    @Override
    public Optional<String> foreign() {
        return foreign;
    }

    @Override
    public Optional<CardChannel> sameCardAgain() {
        return Optional.empty();
    }

    @Override
    public void eject(Bin bin) {
        ejecting.run();
        bins.add(bin);
        rejects += bin == Bin.GOOD ? 0 : 1;
    }

    @Override
    public void close() {}
}
