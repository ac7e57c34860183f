package org.cardwright.pipeline.drop;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.formats.card.CardNumberMask;

/**
 * A file that was moved out of the reach of its issuer, under {@code ID-LENGTH@MODIFIED@NAME}; {@code ~} in the place of {@code -} when its
 * name was none that we take, and is written without what is strange in it. Its second file has {@code +} or {@code =} there. Length and
 * time are those of the file that was said to be complete, so that it is known again after a crash.
 *
 * @param id of the drop, 32 hexadecimal digits
 * @param name in the folder
 * @param plain false when the name was another one
 * @param seen how the file looked that was said to be complete; empty for claims of older programs
 */
record Claim(String id, String name, boolean plain, Optional<Seen> seen) {

    private static final int HEX = 16;
    private static final int MOST_CHARACTERS = 100;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String REST = "(?:([0-9a-f]{1,16})@([0-9a-f]{1,16})@)?([A-Za-z0-9._-]{1,100})";
    private static final Pattern FILE = Pattern.compile("([0-9a-f]{32})([-~])" + REST);
    private static final Pattern COMPANION = Pattern.compile("([0-9a-f]{32})([+=])" + REST);

    /**
     * What a name can hold of a look.
     *
     * @param bytes length of the file
     * @param modified when it was written last, nanoseconds since 1970
     */
    record Seen(long bytes, long modified) {

        static Seen of(FileLook look) {
            return new Seen(look.bytes(), look.modified().to(TimeUnit.NANOSECONDS));
        }

        private String written() {
            return Long.toHexString(bytes) + "@" + Long.toHexString(modified) + "@";
        }
    }

    /** The claim of a file by the name that it has in its folder, and as it looks there. */
    static Claim of(String id, String name, FileLook file) {
        boolean plain = PLAIN.matcher(name).matches();
        return new Claim(id, plain ? name : written(name), plain, Optional.of(Seen.of(file)));
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
        String name = entry.group(5);
        if (plain && !PLAIN.matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Claim(entry.group(1), name, plain, seen(entry.group(3), entry.group(4))));
    }

    private static Optional<Seen> seen(String bytes, String modified) {
        return Optional.ofNullable(bytes)
                .map(known -> new Seen(Long.parseUnsignedLong(known, HEX), Long.parseUnsignedLong(modified, HEX)));
    }

    /** True for the file that was said to be complete, as far as length and time tell. */
    boolean isOf(FileLook file) {
        return seen.filter(Seen.of(file)::equals).isPresent();
    }

    /** Length of the file that was said to be complete; 0 when nobody knows. */
    long bytes() {
        return seen.map(Seen::bytes).orElse(0L);
    }

    /** What it is called in our directory. */
    Path file() {
        return Path.of(id + (plain ? "-" : "~") + seen.map(Seen::written).orElse("") + name);
    }

    /** What its second file is called there. */
    Path companion() {
        return Path.of(id + (plain ? "+" : "=") + seen.map(Seen::written).orElse("") + name);
    }

    /** Its name as people and journals may see it. */
    String shown() {
        return CardNumberMask.mask(name);
    }

    /** A name in a folder as people may see it. */
    static String shown(String name) {
        return CardNumberMask.mask(written(name));
    }
}
