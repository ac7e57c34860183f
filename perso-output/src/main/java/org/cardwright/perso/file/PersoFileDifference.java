package org.cardwright.perso.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.PersoFileReader.Card;

/**
 * What differs between two batches, card by card, or between two chip files. It names places, never values.
 *
 * <p>Cards are matched by their orders. One batch is kept as hashes, the other is read through; only of a chip record that
 * differs both are looked into.
 */
public final class PersoFileDifference {

    private final Path first;
    private final Path second;
    private final int limit;
    private final List<Difference> differences = new ArrayList<>();

    private PersoFileDifference(Path first, Path second, int limit) {
        this.first = first;
        this.second = second;
        this.limit = limit;
    }

    /**
     * One difference.
     *
     * @param order the issuer's name of the order
     * @param kind what it is
     * @param channel which channel; empty for a whole card
     * @param place inside a chip record, {@code A0000000031010 DGI 0201 5F24}; empty otherwise
     */
    public record Difference(String order, Kind kind, Optional<Channel> channel, String place) {

        /** Order, kind, place. */
        @Override
        public String toString() {
            return order + ": " + kind.words + channel.map(c -> " " + c).orElse("")
                    + (place.isEmpty() ? "" : " " + place);
        }
    }

    /** What a difference is. */
    public enum Kind {
        /** The card, or its channel, is in the first batch only. */
        ONLY_IN_FIRST("only in the first batch"),
        /** The card, or its channel, is in the second batch only. */
        ONLY_IN_SECOND("only in the second batch"),
        /** Both have it, with other content. */
        DIFFERS("differs");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /**
     * Compares two batch directories.
     *
     * @param limit most differences that are listed
     * @throws IOException when a batch cannot be read
     */
    public static List<Difference> between(Path first, Path second, int limit) throws IOException {
        return List.copyOf(new PersoFileDifference(first, second, limit).compare());
    }

    /**
     * Compares two chip files, record by record; the record stands in the place of the order.
     *
     * @param limit most differences that are listed
     * @throws org.cardwright.formats.MalformedFileException when one is no chip file
     * @throws IOException when one cannot be read
     */
    public static List<Difference> betweenChipFiles(Path first, Path second, int limit) throws IOException {
        return ChipFileDifference.between(first, second, limit);
    }

    private record Known(Manifest.RecordEntry entry, List<ByteString> hashes, Set<Channel> channels) {}

    private List<Difference> compare() throws IOException {
        Map<String, Known> known = new HashMap<>();
        try (PersoFileReader reader = PersoFileReader.open(second)) {
            for (Optional<Card> card = reader.next(); card.isPresent(); card = reader.next()) {
                Card c = card.get();
                known.put(
                        c.entry().order(),
                        new Known(
                                c.entry(),
                                MerkleTree.channelHashes(c.channels()),
                                EnumSet.copyOf(c.channels().keySet())));
            }
        }
        try (PersoFileReader reader = PersoFileReader.open(first)) {
            for (Optional<Card> card = reader.next();
                    card.isPresent() && differences.size() < limit;
                    card = reader.next()) {
                compare(
                        card.get(),
                        Optional.ofNullable(known.remove(card.get().entry().order())));
            }
        }
        known.values().stream()
                .map(k -> k.entry().order())
                .sorted()
                .forEach(order -> add(new Difference(order, Kind.ONLY_IN_SECOND, Optional.empty(), "")));
        return differences;
    }

    private void compare(Card card, Optional<Known> other) throws IOException {
        String order = card.entry().order();
        if (other.isEmpty()) {
            add(new Difference(order, Kind.ONLY_IN_FIRST, Optional.empty(), ""));
            return;
        }
        List<ByteString> hashes = MerkleTree.channelHashes(card.channels());
        for (Channel channel : Channel.values()) {
            boolean here = card.channels().containsKey(channel);
            boolean there = other.get().channels().contains(channel);
            if (here != there) {
                Kind kind = here ? Kind.ONLY_IN_FIRST : Kind.ONLY_IN_SECOND;
                add(new Difference(order, kind, Optional.of(channel), ""));
            } else if (!hashes.get(channel.ordinal())
                    .equals(other.get().hashes().get(channel.ordinal()))) {
                addDiffering(card, other.get(), channel);
            }
        }
    }

    private void addDiffering(Card card, Known other, Channel channel) throws IOException {
        String order = card.entry().order();
        List<String> places = List.of("");
        if (channel == Channel.CHIP) {
            ByteString here = card.channels().getOrDefault(Channel.CHIP, ByteString.EMPTY);
            places = ChipDifference.places(here, chipOf(other.entry()));
        }
        for (String place : places) {
            add(new Difference(order, Kind.DIFFERS, Optional.of(channel), place));
        }
    }

    private ByteString chipOf(Manifest.RecordEntry entry) throws IOException {
        try (BatchFileInput input = new BatchFileInput(second.resolve(entry.file()))) {
            input.skip(entry.offset());
            return input.take(entry.length());
        }
    }

    private void add(Difference difference) {
        if (differences.size() < limit) {
            differences.add(difference);
        }
    }
}
