package org.cardwright.perso.response;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.json.JsonObject;
import org.cardwright.perso.json.JsonReader;
import org.cardwright.perso.json.MalformedJsonException;

/**
 * An answer as it was read back: everything in it was counted anew.
 *
 * @param head the batch
 * @param tally its cards by state
 * @param publicKey 32 bytes that verify the signature
 * @param signature 64 bytes
 */
public record ResponseCheck(ResponseHead head, CardTally tally, ByteString publicKey, ByteString signature) {

    /** In the order of RFC 8785. */
    static final List<AnsweredCard.State> STATES = Stream.of(AnsweredCard.State.values())
            .sorted(Comparator.comparing(Enum::name))
            .toList();

    private static final String CARDS = "cards";
    private static final String SEQUENCE_NUMBER = "sequence_number";
    private static final List<String> LISTS = List.of("rejected", "held", "remade");
    private static final Set<String> MEMBERS = Set.of(
            "batch",
            CARDS,
            "counts",
            "format",
            "held",
            "issuer",
            "production",
            "public_key",
            "rejected",
            "remade",
            ResponseFile.SIGNATURE,
            "source_sha256",
            "state");

    static ResponseCheck read(InputStream stream) throws IOException {
        try (JsonReader in = new JsonReader(stream)) {
            CardTally tally = new CardTally();
            Map<String, Integer> lengths = new HashMap<>();
            JsonObject rest = JsonObject.read(in, lists(in, tally, lengths));
            in.end();
            requireMembers(rest);
            ResponseHead head = head(rest);
            requireCounts(head.counts(), tally, lengths);
            requireProduction(rest.object("production"), tally);
            return new ResponseCheck(
                    head, tally, rest.lowerCaseHex("public_key"), rest.lowerCaseHex(ResponseFile.SIGNATURE));
        }
    }

    /** Any of them may be as long as the batch: they are counted, not kept. */
    private static Map<String, JsonReader.Element> lists(JsonReader in, CardTally tally, Map<String, Integer> lengths) {
        Map<String, JsonReader.Element> readers = new HashMap<>();
        int[] last = {0};
        readers.put(
                CARDS,
                () -> in.array(() -> {
                    JsonObject card = JsonObject.read(in);
                    if (card.count("card") <= last[0]) {
                        throw in.expected("cards in ascending order");
                    }
                    last[0] = card.count("card");
                    tally.add(state(card));
                }));
        for (String list : LISTS) {
            lengths.put(list, 0);
            readers.put(
                    list,
                    () -> in.array(() -> {
                        JsonObject.read(in).string("order");
                        lengths.merge(list, 1, Integer::sum);
                    }));
        }
        return readers;
    }

    private static AnsweredCard.State state(JsonObject card) throws MalformedJsonException {
        String text = card.string("state");
        return STATES.stream()
                .filter(state -> state.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new MalformedJsonException(0, "the state of a card"));
    }

    private static void requireMembers(JsonObject in) throws MalformedJsonException {
        List<String> names = in.names().stream()
                .filter(name -> !name.equals(SEQUENCE_NUMBER))
                .toList();
        if (names.size() != MEMBERS.size() || !MEMBERS.containsAll(names)) {
            throw new MalformedJsonException(0, "the members of an answer");
        }
        if (!in.string("format").equals(ResponseFile.FORMAT)) {
            throw new MalformedJsonException(0, "format " + ResponseFile.FORMAT);
        }
    }

    private static ResponseHead head(JsonObject in) throws MalformedJsonException {
        Optional<String> number =
                in.names().stream().filter(SEQUENCE_NUMBER::equals).findFirst();
        OptionalLong sequenceNumber =
                number.isPresent() ? OptionalLong.of(in.integer(SEQUENCE_NUMBER)) : OptionalLong.empty();
        JsonObject counts = in.object("counts").only(Set.of("in", "good", "rejected", "held", "remade"));
        try {
            return new ResponseHead(
                    in.string("batch"),
                    in.string("issuer"),
                    sequenceNumber,
                    in.lowerCaseHex("source_sha256"),
                    ResponseHead.Ending.valueOf(in.string("state")),
                    new ManifestHead.Counts(
                            counts.count("in"),
                            counts.count("good"),
                            counts.count("rejected"),
                            counts.count("held"),
                            counts.count("remade")));
        } catch (IllegalArgumentException impossible) {
            throw new MalformedJsonException(0, "a state, and counts with in = good + rejected + held + remade");
        }
    }

    private static void requireCounts(ManifestHead.Counts counts, CardTally tally, Map<String, Integer> lengths)
            throws MalformedJsonException {
        require(tally.all() == counts.made(), "as many cards as the counts say");
        requireLength("rejected", counts.rejected(), lengths);
        requireLength("held", counts.held(), lengths);
        requireLength("remade", counts.remade(), lengths);
    }

    private static void requireLength(String list, int wanted, Map<String, Integer> lengths)
            throws MalformedJsonException {
        require(lengths.getOrDefault(list, 0) == wanted, "as many " + list + " orders as the counts say");
    }

    private static void requireProduction(JsonObject production, CardTally tally) throws MalformedJsonException {
        for (AnsweredCard.State state : STATES) {
            require(
                    production.count(state.name().toLowerCase(Locale.ROOT)) == tally.of(state),
                    "as many cards of each state as the production says");
        }
    }

    private static void require(boolean agrees, String what) throws MalformedJsonException {
        if (!agrees) {
            throw new MalformedJsonException(0, what);
        }
    }
}
