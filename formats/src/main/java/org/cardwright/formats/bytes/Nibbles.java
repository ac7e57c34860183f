package org.cardwright.formats.bytes;

/** What the two packed-digit formats share. */
final class Nibbles {

    private Nibbles() {}

    /** The message counts the characters and quotes none. */
    static void requireDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                throw new IllegalArgumentException("not only digits 0 to 9, length " + text.length());
            }
        }
    }
}
