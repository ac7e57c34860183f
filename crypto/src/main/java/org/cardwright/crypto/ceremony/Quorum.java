package org.cardwright.crypto.ceremony;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.crypto.key.KeyRefusedException;

/**
 * How many shares there are and how many of them give the secret. PCI Card Production, Logical, 8.3: at least two.
 *
 * @param needed 2 to {@code shares}
 * @param shares at most 16
 */
public record Quorum(int needed, int shares) {

    /** Three of five. */
    public static final Quorum DEFAULT = new Quorum(3, 5);

    /** Fewer would be nobody's secret. */
    public static final int LEAST_NEEDED = 2;

    /** More people than keep a share in one house. */
    public static final int MOST_SHARES = 16;

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,2})/([0-9]{1,2})");

    /** Checks the bounds; {@link KeyRefusedException} when they are not met. */
    public Quorum {
        if (needed < LEAST_NEEDED || needed > shares || shares > MOST_SHARES) {
            throw new KeyRefusedException("a quorum is m/n with m at least 2, and n at least m and at most 16");
        }
    }

    /**
     * A quorum as people write it, {@code 3/5}.
     *
     * @throws KeyRefusedException when it is none
     */
    public static Quorum parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new KeyRefusedException("a quorum is written m/n, 3/5");
        }
        return new Quorum(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    /** {@code 3/5}. */
    @Override
    public String toString() {
        return needed + "/" + shares;
    }
}
