package org.cardwright.machine.language;

import java.util.Locale;

/**
 * A text that must stand in another one of the same card: what is embossed, in what is encoded. Machine formats B11.
 *
 * @param text place of the text
 * @param in place of the text that holds it
 * @param ignoring characters that are passed over in both
 */
public record ContainedText(String text, String in, String ignoring) {

    /**
     * Looks at a card.
     *
     * @throws MachineTextException when the card has none, or another one
     */
    public void require(JobCard card) {
        String wanted = without(card.at(text));
        if (wanted.isEmpty() || !without(card.at(in)).contains(wanted)) {
            throw new MachineTextException(card, text, "it does not stand in " + in);
        }
    }

    private String without(String given) {
        StringBuilder kept = new StringBuilder();
        given.chars().filter(c -> ignoring.indexOf(c) < 0).forEach(c -> kept.append((char) c));
        return kept.toString().toUpperCase(Locale.ROOT);
    }
}
