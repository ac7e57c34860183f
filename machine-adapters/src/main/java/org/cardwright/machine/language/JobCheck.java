package org.cardwright.machine.language;

import java.util.ArrayList;
import java.util.List;

/** Whether a machine that reads a file finds exactly what the sealed records say, where the definition wants it. */
public final class JobCheck {

    private JobCheck() {}

    /**
     * Compares what stands before the cards, then card by card, every text with its font and place.
     *
     * @throws MachineFileException when it is not so; it names the place of the card in the job, and never what stands there
     */
    public static void require(MachineLanguage language, String job, List<JobCard> cards, String content) {
        ReadJob read = MachineFileReader.read(language, content);
        FileCursor.require(
                read.head().equals(ExpectedJob.head(language, job)),
                "what stands before the first card reads otherwise than the definition");
        List<List<ReadJob.Item>> expected = new ArrayList<>();
        cards.forEach(card -> expected.add(ExpectedJob.card(language, card)));
        expected.addAll(ExpectedJob.behind(language, cards.size()));
        FileCursor.require(
                read.cards().size() == expected.size(), read.cards().size() + " cards, expected " + expected.size());
        for (int i = 0; i < expected.size(); i++) {
            FileCursor.require(
                    read.cards().get(i).items().equals(expected.get(i)),
                    "card " + (i < cards.size() ? cards.get(i).sequence() : i + 1)
                            + " reads otherwise than its sealed record");
        }
    }
}
