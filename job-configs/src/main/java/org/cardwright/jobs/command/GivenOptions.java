package org.cardwright.jobs.command;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** The options that somebody gave for a method, taken one by one; what is left over was for another method. */
final class GivenOptions {

    private final String method;
    private final Map<String, Object> values;
    private final Set<String> taken = new HashSet<>();

    GivenOptions(String method, Map<String, Object> values) {
        this.method = method;
        this.values = values;
    }

    boolean has(String option) {
        return values.containsKey(option);
    }

    void taken(String option) {
        taken.add(option);
    }

    ByteString bytes(String option) {
        try {
            return ByteString.fromHex(text(option));
        } catch (WrongUsageException missing) {
            throw missing;
        } catch (IllegalArgumentException malformed) {
            throw new WrongUsageException(option + ": " + malformed.getMessage());
        }
    }

    int number(String option) {
        return Integer.parseInt(text(option));
    }

    KeyDiversification method(String option) {
        return KeyDiversification.ofLabel(text(option))
                .orElseThrow(() -> new WrongUsageException(option + ": there is no such method"));
    }

    private String text(String option) {
        Object value = values.get(option);
        if (value == null) {
            throw new WrongUsageException(method + " needs " + option);
        }
        taken(option);
        return value.toString();
    }

    void requireAllTaken() {
        Set<String> left = new TreeSet<>(values.keySet());
        left.removeAll(taken);
        if (!left.isEmpty()) {
            throw new WrongUsageException(method + " takes no " + String.join(", ", left));
        }
    }
}
