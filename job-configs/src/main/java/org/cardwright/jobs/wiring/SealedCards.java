package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cardwright.machine.language.CardTexts;
import org.cardwright.machine.language.SealedTexts;
import org.cardwright.perso.file.PersoFileReader;

/**
 * The cards of a sealed batch, as machines want them.
 *
 * @param directory of the batch
 * @param batch its identity
 * @param groups product and plastic to the indexes of its cards, in order
 */
public record SealedCards(Path directory, String batch, Map<String, List<Long>> groups) {

    /** Looks where every card belongs. */
    public static SealedCards in(Path directory) throws IOException {
        Map<String, List<Long>> groups = new TreeMap<>();
        try (PersoFileReader reader = PersoFileReader.open(directory)) {
            for (Optional<PersoFileReader.Card> card = reader.next(); card.isPresent(); card = reader.next()) {
                groups.computeIfAbsent(card.get().entry().group(), none -> new ArrayList<>())
                        .add((long) card.get().entry().index());
            }
            return new SealedCards(directory, reader.manifest().head().batch(), groups);
        }
    }

    /** The texts of some cards by index; the files are read once. */
    Map<Long, CardTexts> texts(Set<Long> wanted) throws IOException {
        Map<Long, CardTexts> texts = new HashMap<>();
        Set<Long> left = new HashSet<>(wanted);
        try (PersoFileReader reader = PersoFileReader.open(directory)) {
            for (Optional<PersoFileReader.Card> card = reader.next();
                    card.isPresent() && !left.isEmpty();
                    card = reader.next()) {
                long index = card.get().entry().index();
                if (left.remove(index)) {
                    texts.put(index, SealedTexts.read(card.get().channels()));
                }
            }
        }
        return texts;
    }

    /** What the issuer calls some cards. */
    public Map<Long, String> orders(Set<Long> wanted) throws IOException {
        Map<Long, String> orders = new HashMap<>();
        try (PersoFileReader reader = PersoFileReader.open(directory)) {
            for (Optional<PersoFileReader.Card> card = reader.next(); card.isPresent(); card = reader.next()) {
                long index = card.get().entry().index();
                if (wanted.contains(index)) {
                    orders.put(index, card.get().entry().order());
                }
            }
        }
        return orders;
    }
}
