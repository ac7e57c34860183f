package org.cardwright.jobs.sample;

import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.cardwright.sample.SampleData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published test keys in clear, for what the other side of an interface would do. */
public final class TestKeys {

    private static final Map<String, JsonNode> KEYS = StreamSupport.stream(
                    new JsonMapper()
                            .readTree(SampleData.bytes("keys-test-only/symmetric-keys.json"))
                            .spliterator(),
                    false)
            .collect(Collectors.toMap(key -> key.get("name").asString(), key -> key));

    private TestKeys() {}

    /** The clear bytes of the key. */
    public static byte[] hex(String name) {
        return HexFormat.of().parseHex(key(name).get("hex").asString());
    }

    /** Names of all keys. */
    public static Set<String> names() {
        return KEYS.keySet();
    }

    /** True for an AES key. */
    static boolean isAes(String name) {
        return key(name).get("algorithm").asString().equals("AES");
    }

    private static JsonNode key(String name) {
        return Objects.requireNonNull(KEYS.get(name), name);
    }
}
