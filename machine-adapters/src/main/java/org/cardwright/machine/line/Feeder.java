package org.cardwright.machine.line;

import java.util.function.Consumer;

/** What moves cards at a head: a machine, or a person at a desk. Used by one thread. */
public interface Feeder {

    /** Somebody puts the cards in and takes them out: a card that is there begins the next one. */
    Feeder BY_HAND = byHand(bin -> {});

    /**
     * The same with somebody who is told where the card belongs that he takes out.
     *
     * @param told hears it once the card may be taken out
     */
    static Feeder byHand(Consumer<Bin> told) {
        return new Feeder() {
            @Override
            public boolean load() {
                return true;
            }

            @Override
            public void toChip() {
                // a person does
            }

            @Override
            public boolean provesEmptying() {
                return false;
            }

            @Override
            public void eject(Bin bin) {
                told.accept(bin);
            }
        };
    }

    /** Takes the next blank card out of the hopper; false when that is empty. */
    boolean load();

    /** Brings it to the chip station. */
    void toChip();

    /** Takes the card out of the chip station. */
    void eject(Bin bin);

    /** True when the last card is out for certain once it was ejected; a person may leave it in. */
    default boolean provesEmptying() {
        return true;
    }
}
