package org.cardwright.machine.line;

/** What moves cards at a head: a machine, or a person at a desk. Used by one thread. */
public interface Feeder {

    /** Somebody puts the cards in and takes them out: a card that is there begins the next one. */
    Feeder BY_HAND = new Feeder() {
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
            // a person does
        }
    };

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
