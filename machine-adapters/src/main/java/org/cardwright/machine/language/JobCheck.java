package org.cardwright.machine.language;

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
        FileCursor.require(
                read.cards().size() == cards.size(), read.cards().size() + " cards, expected " + cards.size());
        for (int i = 0; i < cards.size(); i++) {
            boolean same = read.cards().get(i).items().equals(ExpectedJob.card(language, cards.get(i)));
            FileCursor.require(same, "card " + cards.get(i).sequence() + " reads otherwise than its sealed record");
        }
    }
}
