package org.cardwright.jobs.home;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/** A properties file in which an unknown, missing or malformed setting is refused by name. */
final class StrictProperties {

    private static final long MAX_BYTES = 64 * 1024;

    private final String file;
    private final Properties values;
    private final Set<String> unread;

    private StrictProperties(String file, Properties values) {
        this.file = file;
        this.values = values;
        this.unread = new HashSet<>(values.stringPropertyNames());
    }

    static StrictProperties load(Path path) throws IOException {
        String file = String.valueOf(path.getFileName());
        if (Files.size(path) > MAX_BYTES) {
            throw new ConfigurationException(file + ": more than " + MAX_BYTES + " bytes");
        }
        Properties values = new Properties();
        try (Reader in = Files.newBufferedReader(path)) {
            values.load(in);
        } catch (CharacterCodingException | IllegalArgumentException malformed) {
            // Not UTF-8, or a backslash-u without its four digits; neither message is ours to show.
            throw new ConfigurationException(file + ": not a properties file in UTF-8");
        }
        return new StrictProperties(file, values);
    }

    String text(String key, String standard) {
        unread.remove(key);
        return values.getProperty(key, standard).strip();
    }

    /** Is there a setting whose name begins so? */
    boolean hasAny(String prefix) {
        return values.stringPropertyNames().stream().anyMatch(name -> name.startsWith(prefix));
    }

    String required(String key) {
        String value = text(key, "");
        if (value.isEmpty()) {
            throw new ConfigurationException(file + ": " + key + " is missing");
        }
        return value;
    }

    int number(String key, int standard, int least, int most) {
        String value = text(key, Integer.toString(standard));
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new ConfigurationException(file + ": " + key + " is not a number from " + least + " to " + most);
        }
        return Integer.parseInt(value);
    }

    <E extends Enum<E>> E choice(String key, E standard) {
        String value = text(key, standard.name().replace('_', '-'));
        StringJoiner values = new StringJoiner(", ");
        for (E constant : standard.getDeclaringClass().getEnumConstants()) {
            String name = constant.name().replace('_', '-').toLowerCase(Locale.ROOT);
            if (name.equals(value.toLowerCase(Locale.ROOT))) {
                return constant;
            }
            values.add(name);
        }
        throw new ConfigurationException(file + ": " + key + " is none of " + values);
    }

    /** Refuses what nobody asked for: a misspelt or removed setting must not be ignored. */
    void close() {
        if (!unread.isEmpty()) {
            throw new ConfigurationException(file + ": unknown settings " + new TreeSet<>(unread));
        }
    }
}
