package org.cardwright.crypto.module;

import java.util.Optional;

/**
 * What the module says about one PIN block: a value made of its PIN, or why there is none.
 *
 * <p>A wrong block is the matter of one card; the other blocks of the call are answered all the same.
 */
public sealed interface PinAnswer<T> {

    /** Why a block gave nothing. */
    enum Fault {
        /** The block holds no well-formed PIN of 4 to 12 digits for its PAN. */
        NO_PIN,
        /** Blocks of this format are never under a key of this cipher: format 4 needs AES, the others TDES. */
        FORMAT_NOT_OF_KEY
    }

    /**
     * The block was opened.
     *
     * @param answer what was made of its PIN
     */
    record Made<T>(T answer) implements PinAnswer<T> {
        /** Without the answer, which depends on a PIN. */
        @Override
        public String toString() {
            return "Made";
        }
    }

    /**
     * The block was not opened.
     *
     * @param fault why
     */
    record None<T>(Fault fault) implements PinAnswer<T> {}

    /** The answer, if there is one. */
    default Optional<T> made() {
        return this instanceof Made<T> made ? Optional.of(made.answer()) : Optional.empty();
    }
}
