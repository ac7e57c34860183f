package org.cardwright.formats.emv;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.SampleData;

/** One section of {@code vectors/cps-profiles.txt}. */
final class CpsProfiles {

    private final Map<String, String> values = new LinkedHashMap<>();

    CpsProfiles(String section) {
        String text = new String(SampleData.vectors("cps-profiles.txt"), StandardCharsets.US_ASCII);
        boolean inside = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith("[")) {
                inside = line.equals("[" + section + "]");
            } else if (inside && line.contains(" = ")) {
                int equals = line.indexOf(" = ");
                values.put(line.substring(0, equals), line.substring(equals + 3));
            }
        }
    }

    String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key);
        }
        return value;
    }

    ByteString bytes(String key) {
        return ByteString.fromHex(text(key));
    }

    /** Clear value of every data grouping by its identifier. */
    Map<String, ByteString> clearDgis() {
        Map<String, ByteString> dgis = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.endsWith(".id")) {
                dgis.put(value, bytes(key.replace(".id", ".clear")));
            }
        });
        return dgis;
    }

    /** The records among them: data groupings 0101 to 1EFF. */
    Map<RecordAddress, ByteString> records() {
        Map<RecordAddress, ByteString> records = new LinkedHashMap<>();
        clearDgis().forEach((dgi, value) -> {
            int id = Integer.parseInt(dgi, 16);
            if (id <= 0x1EFF) {
                records.put(new RecordAddress(id >> 8, id & 0xFF), value);
            }
        });
        return records;
    }
}
