package org.cardwright.jobs.scorecard.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.module.SecurityModuleException;

/** Asks for one answer as published and with every input altered. */
public final class AnswerCheck {

    /** Every altered input of one answer must change or end it this often, or it proves too little. */
    public static final int FEWEST_INVALID = 3;

    private static final int[] CHANGES = {2, 4};

    private final int placesOfAnInput;

    /**
     * A check of every input.
     *
     * @param placesOfAnInput how many places of each input are altered, evenly spread, first and last among them
     */
    public AnswerCheck(int placesOfAnInput) {
        this.placesOfAnInput = placesOfAnInput;
    }

    /**
     * What was found about one answer.
     *
     * @param valid 1 when the published answer came out
     * @param invalid altered inputs that were refused or gave another answer
     * @param faults in words; empty when all is right
     */
    public record Found(int valid, int invalid, List<String> faults) {}

    /** Computes the answer, and again with each input altered. */
    public Found check(KnownAnswer answer) {
        List<String> faults = new ArrayList<>(differences(answer, answer.inputs()));
        int valid = faults.isEmpty() ? 1 : 0;
        int invalid = 0;
        for (String input : answer.inputs().keySet()) {
            for (int place : places(answer.inputs().get(input).length())) {
                boolean noticed = noticed(answer, input, place);
                invalid += noticed ? 1 : 0;
                if (!noticed && answer.hears(input, place)) {
                    faults.add(answer + ": another " + input + " at " + place + " gives the same answer");
                }
            }
        }
        if (invalid < FEWEST_INVALID) {
            faults.add(answer + ": only " + invalid + " wrong inputs were noticed");
        }
        return new Found(valid, invalid, faults);
    }

    private int[] places(int length) {
        int count = Math.min(length, placesOfAnInput);
        return IntStream.range(0, count)
                .map(i -> count == 1 ? 0 : i * (length - 1) / (count - 1))
                .distinct()
                .toArray();
    }

    /** A second change when the first goes unnoticed, because an answer of three digits may come out again by chance. */
    private static boolean noticed(KnownAnswer answer, String input, int place) {
        for (int change : CHANGES) {
            Map<String, String> altered = new TreeMap<>(answer.inputs());
            altered.put(input, altered(input, answer.inputs().get(input), place, change));
            if (!differences(answer, altered).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static String altered(String input, String value, int place, int change) {
        char old = value.charAt(place);
        boolean digits = value.chars().allMatch(Character::isDigit) && !input.endsWith("_ascii");
        char other = input.endsWith("_ascii") ? (char) (old ^ change) : hexadecimal(old, change, digits);
        return value.substring(0, place) + other + value.substring(place + 1);
    }

    /** Bit 0 of a nibble stays: in a DES key it may be parity, which no cipher looks at. */
    private static char hexadecimal(char old, int change, boolean digits) {
        int nibble = Character.digit(old, 16);
        int other = digits ? (nibble + change) % 10 : nibble ^ change;
        return Character.toUpperCase(Character.forDigit(other, 16));
    }

    private static List<String> differences(KnownAnswer answer, Map<String, String> inputs) {
        Map<String, String> computed;
        try {
            computed = answer.calculation().apply(new Given(inputs));
        } catch (IllegalArgumentException | KeyRefusedException | SecurityModuleException refused) {
            return List.of(answer + ": refused: " + refused.getMessage());
        }
        List<String> differences = new ArrayList<>();
        for (String output : new TreeSet<>(answer.outputs().keySet())) {
            String got = Objects.requireNonNullElse(computed.get(output), "nothing");
            if (!got.equalsIgnoreCase(answer.outputs().get(output))) {
                differences.add(answer + ": another " + output + " than published");
            }
        }
        return differences;
    }
}
