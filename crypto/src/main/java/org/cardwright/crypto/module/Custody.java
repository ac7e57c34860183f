package org.cardwright.crypto.module;

/**
 * Where secrets stand while a module works with them. A job declares what it allows; a step that would break that is refused.
 *
 * <p>PCI Card Production, Logical, 4.2: clear only where and as long as the work needs it.
 */
public enum Custody {
    /** Keys lie wrapped in a file and are clear in this process while a batch of operations uses them. */
    SOFTWARE,
    /** Keys stay in a device; secrets of single cards (keys, PINs, parts of key pairs) pass through this process and are wiped. */
    TRANSIT,
    /** Keys and secrets of cards stay in a device; what it cannot do inside is refused. */
    STRICT,
    /** Keys and secrets of cards stay in a device that was made for cards and does everything inside: a payment HSM. */
    PAYMENT_HSM
}
