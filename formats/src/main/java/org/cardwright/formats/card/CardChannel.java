package org.cardwright.formats.card;

/** What makes a card one person's: visual and electrical personalization, and what goes with it. Each is judged on its own. */
public enum CardChannel {
    /** Embossed and engraved texts. */
    VISUAL,
    /** The personalization record of the chip. */
    CHIP,
    /** The tracks of the magnetic stripe. */
    STRIPE,
    /** Printed matter that goes with the card. */
    PAPER,
    /** The reference PIN block, for the chip. */
    PIN
}
