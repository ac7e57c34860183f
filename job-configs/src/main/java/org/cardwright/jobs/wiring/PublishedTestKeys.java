package org.cardwright.jobs.wiring;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.perso.json.JsonReader;
import org.cardwright.sample.SampleData;

/** The keys of {@code keys-test-only}, which everybody can read: for what stands in for issuers and card makers. */
public final class PublishedTestKeys {

    private static final String KEYS = "keys-test-only/symmetric-keys.json";
    private static final int MAX_KEY_BYTES = 32;

    private PublishedTestKeys() {}

    /**
     * A key, closed by the caller.
     *
     * @throws IllegalStateException when there is none of that name
     */
    public static SecretBytes key(String name) {
        Map<String, byte[]> keys = new HashMap<>();
        try (JsonReader in = new JsonReader(new ByteArrayInputStream(SampleData.bytes(KEYS)))) {
            in.array(() -> {
                String[] label = {""};
                byte[][] hex = {new byte[0]};
                in.object(member -> {
                    switch (member) {
                        case "name" -> label[0] = in.string();
                        case "hex" -> hex[0] = in.hex(MAX_KEY_BYTES);
                        default -> in.string();
                    }
                });
                keys.put(label[0], hex[0]);
            });
            in.end();
        } catch (IOException damaged) {
            throw new IllegalStateException("the published test keys cannot be read", damaged);
        }
        byte[] key = keys.remove(name);
        keys.values().forEach(other -> Arrays.fill(other, (byte) 0));
        if (key == null) {
            throw new IllegalStateException(name + " is no published test key");
        }
        return SecretBytes.adopt(key);
    }
}
