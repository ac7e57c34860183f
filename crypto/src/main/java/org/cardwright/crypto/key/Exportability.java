package org.cardwright.crypto.key;

/** In what form a key may leave. ANSI X9.143, 6.3.5; from the narrowest to the widest. */
public enum Exportability {
    /** Not at all. */
    NEVER('N'),
    /** In a form that binds its use to it: a key block. */
    TRUSTED('E'),
    /** In any form under a key. */
    SENSITIVE('S');

    private final char letter;

    Exportability(char letter) {
        this.letter = letter;
    }

    /** The letter in the header of a key block. */
    public char letter() {
        return letter;
    }

    /**
     * The meaning of a letter.
     *
     * @throws KeyRefusedException when it has none
     */
    public static Exportability ofLetter(char letter) {
        for (Exportability exportability : values()) {
            if (exportability.letter == letter) {
                return exportability;
            }
        }
        throw new KeyRefusedException("the exportability of a key block is E, N or S");
    }

    /** What both allow. */
    public Exportability narrowedBy(Exportability other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
