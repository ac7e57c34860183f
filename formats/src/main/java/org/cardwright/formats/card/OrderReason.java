package org.cardwright.formats.card;

/** Why the issuer orders this card. */
public enum OrderReason {
    /** A first card. */
    NEW,
    /** A card for the next validity period. */
    RENEWAL,
    /** A card instead of one that was lost, stolen or damaged. */
    REPLACEMENT
}
