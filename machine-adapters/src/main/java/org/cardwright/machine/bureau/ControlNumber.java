package org.cardwright.machine.bureau;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What machines read from a plastic and in the file of a job to know which card it is: {@code 0000017-1}. It says nothing of the cardholder.
 *
 * @param card index of its record in the batch, from 1
 * @param attempt of the card, from 1
 */
public record ControlNumber(long card, int attempt) implements Comparable<ControlNumber> {

    private static final Pattern FORM = Pattern.compile("([0-9]{7,12})-([0-9]{1,2})");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static ControlNumber parse(String text) {
        Matcher number = FORM.matcher(text);
        if (!number.matches()) {
            throw new IllegalArgumentException("a control number is seven digits, a hyphen and an attempt");
        }
        return new ControlNumber(Long.parseLong(number.group(1)), Integer.parseInt(number.group(2)));
    }

    @Override
    public int compareTo(ControlNumber other) {
        int byCard = Long.compare(card, other.card);
        return byCard != 0 ? byCard : Integer.compare(attempt, other.attempt);
    }

    /** As it stands in files and on plastics. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%07d-%d", card, attempt);
    }
}
