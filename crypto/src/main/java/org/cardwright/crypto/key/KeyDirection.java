package org.cardwright.crypto.key;

/**
 * Between whom a transport key is shared; a key for one direction refuses the other.
 *
 * <p>Without it a mixed-up name would send secrets out under the issuer's KEK1.
 */
public enum KeyDirection {
    /** KEK1: secrets arrive under it and are only decrypted. */
    ISSUER_TO_DATA_PREPARATION('I'),
    /** KEK2: secrets leave under it. */
    DATA_PREPARATION_TO_PERSONALIZER('P'),
    /** Not a transport key. */
    NONE('N');

    private final char letter;

    KeyDirection(char letter) {
        this.letter = letter;
    }

    /** The letter in our attribute block. */
    char letter() {
        return letter;
    }

    static KeyDirection ofLetter(char letter) {
        for (KeyDirection direction : values()) {
            if (direction.letter == letter) {
                return direction;
            }
        }
        throw new KeyRefusedException("the key block names no known direction");
    }
}
