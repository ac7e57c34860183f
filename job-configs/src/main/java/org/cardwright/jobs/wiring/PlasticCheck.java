package org.cardwright.jobs.wiring;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.cardwright.machine.language.CardTexts;

/** Compares what machines have put on plastics with the sealed records of their cards, whatever stood in the files of the machines. */
public final class PlasticCheck implements Closeable {

    private final MachineTexts sealed;
    private Map<Long, CardTexts> cards = Map.of();

    /** Over the cards of a batch. */
    public PlasticCheck(MachineCards cards) {
        this.sealed = cards.texts();
    }

    /**
     * Reads the records of some cards; those before are forgotten.
     *
     * @throws AlteredCardException when one is not as it was sealed
     * @throws org.cardwright.pipeline.ledger.WrongUsageException when the batch has no such card
     */
    public void bring(Collection<Long> indexes) {
        cards = sealed.of(indexes);
    }

    /**
     * What is not as its record says.
     *
     * @param lines that stand on it, in any order
     * @param tracks of its stripe, in order
     * @return {@code lines} or {@code stripe}; {@code card} when no such card was brought; empty when all is well
     */
    public String differs(long card, List<String> lines, List<String> tracks) {
        CardTexts texts = cards.get(card);
        if (texts == null) {
            return "card";
        }
        if (!filled(texts, "track-").equals(stripped(tracks))) {
            return "stripe";
        }
        List<String> ordered = new java.util.ArrayList<>(filled(texts, "emboss-"));
        ordered.addAll(filled(texts, "laser-"));
        return sorted(ordered).equals(sorted(stripped(lines))) ? "" : "lines";
    }

    private static List<String> filled(CardTexts texts, String places) {
        return stripped(texts.places().stream()
                .filter(place -> place.startsWith(places))
                .sorted()
                .map(texts::at)
                .toList());
    }

    private static List<String> stripped(List<String> texts) {
        return texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    private static List<String> sorted(List<String> texts) {
        return texts.stream().sorted().toList();
    }

    @Override
    public void close() throws IOException {
        cards = Map.of();
        sealed.close();
    }
}
