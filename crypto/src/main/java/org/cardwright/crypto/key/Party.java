package org.cardwright.crypto.key;

import java.util.regex.Pattern;

/**
 * Who holds keys: a bureau, an issuer, a personalizer, a card maker.
 *
 * @param name {@code bank-one}; lower-case letters, digits and hyphen, at most 32
 */
public record Party(String name) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    /** Checks the shape; {@link IllegalArgumentException} when it is wrong. */
    public Party {
        if (!isName(name)) {
            throw new IllegalArgumentException("the name of a party has 1 to 32 of a-z 0-9 -");
        }
    }

    /** Has it the shape of the name of a party? */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
