package org.cardwright.perso.dgi;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.SampleData;

/** The published file {@code cps-profiles.txt}: {@code section.key} to value. */
final class CpsProfilesFile {

    private static final Map<String, String> VALUES = read();

    private CpsProfilesFile() {}

    static String text(String key) {
        String value = VALUES.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key + " in cps-profiles.txt");
        }
        return value;
    }

    static ByteString hex(String key) {
        return ByteString.fromHex(text(key));
    }

    private static Map<String, String> read() {
        Map<String, String> values = new HashMap<>();
        String file = new String(SampleData.vectors("cps-profiles.txt"), StandardCharsets.US_ASCII);
        String section = "";
        for (String line : file.lines().toList()) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
            } else if (line.contains(" = ")) {
                String[] parts = line.split(" = ", 2);
                values.put(section + "." + parts[0], parts[1]);
            }
        }
        return values;
    }
}
