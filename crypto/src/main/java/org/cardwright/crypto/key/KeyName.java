package org.cardwright.crypto.key;

/**
 * Names one version of one key in the key store; never the key itself.
 *
 * @param label owner, purpose and use, {@code bank-one.imk-ac}; lower-case letters, digits, dot and hyphen, at most 64
 * @param version 1 to 255
 */
public record KeyName(String label, int version) implements Comparable<KeyName> {

    /** Checks the shape. */
    public KeyName {
        if (!label.matches("[a-z0-9][a-z0-9.-]{0,63}")) {
            throw new IllegalArgumentException("a key label has 1 to 64 of a-z 0-9 . -");
        }
        if (version < 1 || version > 255) {
            throw new IllegalArgumentException("a key version is 1 to 255");
        }
    }

    /** Version 1 of the label. */
    public static KeyName of(String label) {
        return new KeyName(label, 1);
    }

    @Override
    public int compareTo(KeyName other) {
        int byLabel = label.compareTo(other.label);
        return byLabel != 0 ? byLabel : Integer.compare(version, other.version);
    }

    /** {@code label/version}. */
    @Override
    public String toString() {
        return label + "/" + version;
    }
}
