package org.cardwright.crypto.key;

/**
 * Who holds keys: a bureau, an issuer, a personalizer, a card maker.
 *
 * @param name {@code bank-one}; lower-case letters, digits and hyphen, at most 32
 */
public record Party(String name) {

    /** Checks the shape; {@link IllegalArgumentException} when it is wrong. */
    public Party {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,31}")) {
            throw new IllegalArgumentException("the name of a party has 1 to 32 of a-z 0-9 -");
        }
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
