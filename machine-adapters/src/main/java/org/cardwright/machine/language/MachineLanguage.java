package org.cardwright.machine.language;

import java.nio.charset.Charset;
import java.util.List;

/**
 * A language of machines. What is written is text; the definition of the machine says in which character set it goes out.
 *
 * <p>Every refusal is a {@link MachineTextException}.
 */
public sealed interface MachineLanguage
        permits CpxLanguage,
                XpsLanguage,
                OpenCardLanguage,
                LaserLanguage,
                MailerLanguage,
                FixedLanguage,
                DelimitedLanguage {

    /** What stands before the first card. */
    String head(String job);

    /** One card. */
    String card(JobCard card);

    /** What stands behind the last card. */
    String foot();

    /** The texts that it writes. */
    List<PlacedText> texts();

    /** What is said over a line before the first card; what only has to be there ({@code AT_ONCE}) may go with it. */
    default List<CardCommands.Command> opening(String job) {
        String head = head(job);
        return head.isEmpty() ? List.of() : List.of(new CardCommands.Command(head, "", CardCommands.Ends.AT_ONCE));
    }

    /** One card over a line; all of it together is {@link #card}, but for what is said of a card that could not be made. */
    default CardCommands commands(JobCard card) {
        return CardCommands.whole(card(card));
    }

    /**
     * Looks whether the machine has all characters of a card.
     *
     * @throws MachineTextException when it has not; it names card and text
     */
    default void requireIn(Charset charset, JobCard card) {
        texts().forEach(text -> text.requireIn(charset, card));
    }

    /** All of a job. */
    default String job(String job, List<JobCard> cards) {
        StringBuilder all = new StringBuilder(head(job));
        cards.forEach(card -> all.append(card(card)));
        return all.append(foot()).toString();
    }
}
