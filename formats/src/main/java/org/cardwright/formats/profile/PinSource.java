package org.cardwright.formats.profile;

/** How the security module comes to the PIN of a card for which the issuer sends none. ISO 9564-1, 6.4 (PIN selection). */
public sealed interface PinSource {

    /** Digits of the PIN, 4 to 12 (ISO 9564-1, 8.1). */
    int digits();

    /**
     * Drawn by the module, every digit with the same probability; what is weak is drawn again. The module
     * knows what that is, and nobody chooses it for a request: who could would learn which PINs are missing.
     *
     * @param digits 4 to 12
     */
    record Random(int digits) implements PinSource {}
}
