package org.cardwright.perso.verify;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
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

    private static final String EXPIRES = "expires";
    private static final Set<String> MEMBERS = Set.of("rid", "index", "modulus", "exponent", "hash");
    private static final Set<String> WITH_END = Set.of("rid", "index", "modulus", "exponent", "hash", EXPIRES);

    /** Copies the list. */
    public CaPublicKeys {
        keys = List.copyOf(keys);
    }

    /**
     * From the form of {@code ca-public-keys.json}: an array of rid, index, modulus, exponent, hash, and expires (yyyy-mm-dd)
     * where the last day of a key is known.
     *
     * @throws MalformedJsonException when it is anything else or a check sum is wrong
     */
    public static CaPublicKeys read(InputStream json) throws IOException {
        List<CaPublicKey> keys = new ArrayList<>();
        for (JsonObject entry : JsonObject.parseArray(json)) {
            boolean ends = entry.names().contains(EXPIRES);
            entry.only(ends ? WITH_END : MEMBERS);
            try {
                keys.add(new CaPublicKey(
                        entry.hex("rid"),
                        entry.hex("index").toUnsigned(),
                        entry.hex("modulus"),
                        entry.hex("exponent"),
                        entry.hex("hash"),
                        ends ? Optional.of(LocalDate.parse(entry.string(EXPIRES))) : Optional.empty()));
            } catch (IllegalArgumentException | IllegalStateException | DateTimeParseException wrong) {
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
