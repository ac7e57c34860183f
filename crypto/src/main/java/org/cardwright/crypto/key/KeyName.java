package org.cardwright.crypto.key;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one version of one key in the key store; never the key itself.
 *
 * @param label owner, purpose and use, {@code bank-one.imk-ac}; lower-case letters, digits, dot and hyphen, at most 64
 * @param version 1 to 255
 */
public record KeyName(String label, int version) implements Comparable<KeyName> {

    private static final int MAX_LABEL = 64;
    private static final int MAX_VERSION = 255;
    private static final Pattern NAME = Pattern.compile("([a-z0-9][a-z0-9.-]{0,63})/([1-9][0-9]{0,2})");

    /** Checks the shape. */
    public KeyName {
        if (!isLabel(label)) {
            throw new IllegalArgumentException("a key label has 1 to 64 of a-z 0-9 . -");
        }
        if (version < 1 || version > MAX_VERSION) {
            throw new IllegalArgumentException("a key version is 1 to 255");
        }
    }

    private static boolean isLabel(String text) {
        if (text.isEmpty() || text.length() > MAX_LABEL || text.charAt(0) == '.' || text.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean known = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
            if (!known) {
                return false;
            }
        }
        return true;
    }

    /** Version 1 of the label. */
    public static KeyName of(String label) {
        return new KeyName(label, 1);
    }

    /** The name that {@link #toString} writes; empty when the text is none. */
    public static Optional<KeyName> parse(String text) {
        Matcher name = NAME.matcher(text);
        if (!name.matches() || Integer.parseInt(name.group(2)) > MAX_VERSION) {
            return Optional.empty();
        }
        return Optional.of(new KeyName(name.group(1), Integer.parseInt(name.group(2))));
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
