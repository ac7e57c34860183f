package org.cardwright.formats.profile;

/**
 * Where an effective value came from.
 *
 * @param level what decided it: {@code risk base}, {@code BIN range home 99999911}, {@code product}, {@code segment gold}, {@code order}, {@code computed}
 * @param file name of the file, empty when no file says it
 * @param line line of the file, 0 when no file says it
 */
public record Provenance(String level, String file, int line) {

    /** Nothing but the standard says it. */
    static Provenance of(String level) {
        return new Provenance(level, "", 0);
    }

    /** {@code segment gold (visa-credit.xml:40)}. */
    @Override
    public String toString() {
        return file.isEmpty() ? level : level + " (" + file + ":" + line + ")";
    }
}
