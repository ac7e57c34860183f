package org.cardwright.pipeline.drop;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.formats.card.CardNumberMask;

/**
 * A file that was moved out of the reach of its issuer, under {@code ID-NAME}; {@code ID~NAME} when its name was none that we take, and is
 * written without what is strange in it. Its second file is {@code ID+NAME} or {@code ID=NAME}.
 *
 * @param id of the drop, 32 hexadecimal digits
 * @param name in the folder
 * @param plain false when the name was another one
 */
record Claim(String id, String name, boolean plain) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern FILE = Pattern.compile("([0-9a-f]{32})([-~])([A-Za-z0-9._-]{1,100})");
    private static final Pattern COMPANION = Pattern.compile("([0-9a-f]{32})([+=])([A-Za-z0-9._-]{1,100})");
    private static final int MOST_CHARACTERS = 100;

    /** A claim of a file by the name that it has in its folder. */
    static Claim of(String id, String name) {
        return PLAIN.matcher(name).matches() ? new Claim(id, name, true) : new Claim(id, written(name), false);
    }

    private static String written(String name) {
        String known = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return known.substring(0, Math.min(known.length(), MOST_CHARACTERS));
    }

    /** The claim that a file in our directory is; empty for names that we give to none. */
    static Optional<Claim> ofFile(String entry) {
        return of(FILE.matcher(entry), "-");
    }

    /** The claim whose second file it is; empty for names that we give to none. */
    static Optional<Claim> ofCompanion(String entry) {
        return of(COMPANION.matcher(entry), "+");
    }

    /** Who writes at the server of an issuer could call something as only a name that was looked at is called. */
    private static Optional<Claim> of(Matcher entry, String plainly) {
        if (!entry.matches()) {
            return Optional.empty();
        }
        boolean plain = entry.group(2).equals(plainly);
        return !plain || PLAIN.matcher(entry.group(3)).matches()
                ? Optional.of(new Claim(entry.group(1), entry.group(3), plain))
                : Optional.empty();
    }

    /** What it is called in our directory. */
    Path file() {
        return Path.of(id + (plain ? "-" : "~") + name);
    }

    /** What its second file is called there. */
    Path companion() {
        return Path.of(id + (plain ? "+" : "=") + name);
    }

    /** Its name as people and journals may see it. */
    String shown() {
        return CardNumberMask.mask(name);
    }
}
