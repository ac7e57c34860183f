package org.cardwright.machine.language;

import java.util.List;
import org.cardwright.machine.language.MachineFileReader.ReadCard;

/** Whether a machine that reads a file finds on every card exactly what the sealed records say. */
public final class JobCheck {

    private JobCheck() {}

    /**
     * Compares card by card.
     *
     * @throws MachineFileException when it is not so; it names the place of the card in the job
     */
    public static void require(MachineLanguage language, List<JobCard> cards, String content) {
        List<ReadCard> read = MachineFileReader.read(language, content);
        MachineFileReader.require(read.size() == cards.size(), read.size() + " cards, expected " + cards.size());
        for (int i = 0; i < cards.size(); i++) {
            JobCard card = cards.get(i);
            boolean same = read.get(i).texts().equals(texts(language, card))
                    && read.get(i).tracks().equals(tracks(language, card));
            MachineFileReader.require(same, "card " + card.sequence() + " reads otherwise than its sealed record");
        }
    }

    /** Escapes and entities of empty texts are left out. */
    private static List<String> texts(MachineLanguage language, JobCard card) {
        boolean leavesOut = language instanceof XpsLanguage || language instanceof LaserLanguage;
        return language.texts().stream()
                .filter(text -> !leavesOut || !text.bare(card).isEmpty())
                .map(text -> language instanceof CpxLanguage cpx ? cpx.indented(text, card) : text.of(card))
                .toList();
    }

    private static List<String> tracks(MachineLanguage language, JobCard card) {
        String digits = "";
        if (language instanceof CpxLanguage cpx) {
            digits = cpx.tracks();
        } else if (language instanceof XpsLanguage xps) {
            digits = xps.tracks();
        } else if (language instanceof OpenCardLanguage open) {
            digits = open.tracks();
        }
        return digits.chars()
                .mapToObj(digit -> (digit == '3' ? "_" : "") + card.at("track-" + (char) digit))
                .toList();
    }
}
