package org.cardwright.perso.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.json.JsonObject;
import org.cardwright.perso.json.MalformedJsonException;

/**
 * The certification authority keys that a terminal would have, by RID and index. EMV 4.4 Book 2, 11.2.2 (check sums).
 *
 * @param keys in any order
 */
public record CaPublicKeys(List<CaPublicKey> keys) {

    /** Copies the list. */
    public CaPublicKeys {
        keys = List.copyOf(keys);
    }

    /**
     * From the form of {@code ca-public-keys.json}: an array of rid, index, modulus, exponent, hash.
     *
     * @throws MalformedJsonException when it is anything else or a check sum is wrong
     */
    public static CaPublicKeys read(InputStream json) throws IOException {
        List<CaPublicKey> keys = new ArrayList<>();
        for (JsonObject entry : JsonObject.parseArray(json)) {
            entry.only(Set.of("rid", "index", "modulus", "exponent", "hash"));
            try {
                keys.add(new CaPublicKey(
                        entry.hex("rid"),
                        entry.hex("index").toUnsigned(),
                        entry.hex("modulus"),
                        entry.hex("exponent"),
                        entry.hex("hash")));
            } catch (IllegalArgumentException | IllegalStateException wrong) {
                throw new MalformedJsonException(0, "CA keys with their check sums");
            }
        }
        return new CaPublicKeys(keys);
    }

    /** All keys of that RID and index; several are possible in old lists. */
    List<CaPublicKey> find(ByteString rid, int index) {
        return keys.stream()
                .filter(key -> key.rid().equals(rid) && key.index() == index)
                .toList();
    }

    /** The key of that RID, index and modulus length. */
    public Optional<CaPublicKey> find(ByteString rid, int index, int modulusBytes) {
        return find(rid, index).stream()
                .filter(key -> key.modulus().size() == modulusBytes)
                .findFirst();
    }
}
