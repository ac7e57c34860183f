package org.cardwright.machine.language;

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

    /** All of a job. */
    default String job(String job, List<JobCard> cards) {
        StringBuilder all = new StringBuilder(head(job));
        cards.forEach(card -> all.append(card(card)));
        return all.append(foot()).toString();
    }
}
