package org.cardwright.perso;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.SampleData;

/** The two complete profiles of {@code cps-profiles.txt}, read by key. */
public final class WorkedProfile {

    private static final Map<String, Map<String, String>> SECTIONS = load();

    private final Map<String, String> values;

    private WorkedProfile(Map<String, String> values) {
        this.values = values;
    }

    /**
     * One data grouping of a profile.
     *
     * @param id four hexadecimal digits
     * @param dataClass CLEAR, KEY or PIN
     * @param clear value before encryption, padding included
     * @param inRecord value as it stands in the record
     */
    public record Row(String id, String dataClass, ByteString clear, ByteString inRecord) {}

    /** Section {@code keys}, {@code visa} or {@code mc}. */
    public static WorkedProfile of(String section) {
        Map<String, String> values = SECTIONS.get(section);
        if (values == null) {
            throw new IllegalArgumentException("no section " + section);
        }
        return new WorkedProfile(values);
    }

    /** {@code rec_visa.bin} or {@code rec_mc.bin}. */
    public static ByteString record(String name) {
        return ByteString.of(SampleData.vectors(name));
    }

    /** A value as text. */
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no value " + key);
        }
        return value;
    }

    /** A value as bytes. */
    public ByteString hex(String key) {
        return ByteString.fromHex(text(key));
    }

    /** All data groupings in record order. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; values.containsKey(key(i, "id")); i++) {
            ByteString clear = hex(key(i, "clear"));
            String dataClass = text(key(i, "class"));
            rows.add(new Row(
                    text(key(i, "id")),
                    dataClass,
                    clear,
                    dataClass.equals("CLEAR") ? clear : hex(key(i, "encrypted"))));
        }
        return rows;
    }

    private static String key(int row, String name) {
        return "dgi." + (row < 10 ? "0" : "") + row + "." + name;
    }

    private static Map<String, Map<String, String>> load() {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> current = new LinkedHashMap<>();
        String text = new String(SampleData.vectors("cps-profiles.txt"), StandardCharsets.US_ASCII);
        for (String line : text.lines().toList()) {
            if (line.startsWith("[")) {
                current = new LinkedHashMap<>();
                sections.put(line.substring(1, line.indexOf(']')), current);
            } else if (line.contains(" = ")) {
                int at = line.indexOf(" = ");
                current.put(line.substring(0, at), line.substring(at + 3));
            }
        }
        return sections;
    }
}
