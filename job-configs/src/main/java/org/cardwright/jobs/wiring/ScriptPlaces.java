package org.cardwright.jobs.wiring;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/** Where the script of each card stands in its file, and what it was when the seal of the file was checked. */
final class ScriptPlaces {

    private final Map<Long, Place> places = new HashMap<>();
    private final MessageDigest hash = ScriptFile.sha256();
    private long card;
    private long from;

    /**
     * The script of a card.
     *
     * @param from first byte of its first line
     * @param hash SHA-256 over its lines, each with a line feed
     */
    record Place(long from, ByteString hash) {}

    /**
     * Takes the next line of the file.
     *
     * @param behind where the line after it begins
     * @throws NumberFormatException when a card has no number
     */
    void add(String line, long behind) {
        boolean begins = line.startsWith(ScriptFile.CARD);
        if (begins || line.startsWith(ScriptFile.END)) {
            finish();
        }
        if (begins) {
            card = Long.parseLong(line.substring(ScriptFile.CARD.length()));
            from = behind;
        } else if (card > 0) {
            hash.update(bytes(line));
        }
    }

    private void finish() {
        if (card > 0) {
            places.put(card, new Place(from, ByteString.of(hash.digest())));
        }
        card = 0;
    }

    static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    Optional<Place> find(long index) {
        return Optional.ofNullable(places.get(index));
    }
}
