package org.cardwright.jobs.scorecard.answers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.cardwright.sample.PublishedVector;

/**
 * One published example and how the product computes it.
 *
 * @param name of the vector or the section of the standard
 * @param inputs named inputs: hexadecimal, digits, or text where the name ends in {@code _ascii}
 * @param outputs what must come out, in the same forms
 * @param calculation the product's way from inputs to outputs
 * @param unheard for an input, the places that need not change the answer, because the standard does not look at them
 */
public record KnownAnswer(
        String name,
        Map<String, String> inputs,
        Map<String, String> outputs,
        Calculation calculation,
        Map<String, IntPredicate> unheard) {

    /** From named inputs to named outputs through the product's public API. */
    @FunctionalInterface
    public interface Calculation extends Function<Given, Map<String, String>> {}

    /** All outputs of a published vector. */
    static KnownAnswer of(String vector, Calculation calculation) {
        PublishedVector found = PublishedVector.named(vector);
        return new KnownAnswer(
                vector, new TreeMap<>(found.inputs()), new TreeMap<>(found.outputs()), calculation, Map.of());
    }

    /** An example of a standard; inputs and outputs alternate name and value. */
    static KnownAnswer of(String name, Map<String, String> inputs, Map<String, String> outputs, Calculation how) {
        return new KnownAnswer(name, new TreeMap<>(inputs), new TreeMap<>(outputs), how, Map.of());
    }

    /** The same with inputs that the vector takes from another one. */
    KnownAnswer with(String vector, String... names) {
        Map<String, String> more = new TreeMap<>(inputs);
        for (String input : names) {
            more.put(input, PublishedVector.named(vector).input(input));
        }
        return new KnownAnswer(name, more, outputs, calculation, unheard);
    }

    /** The same with one more input. */
    KnownAnswer withInput(String input, String value) {
        Map<String, String> more = new TreeMap<>(inputs);
        more.put(input, value);
        return new KnownAnswer(name, more, outputs, calculation, unheard);
    }

    /** The same without outputs that nobody outside the product can see. */
    KnownAnswer withoutOutputs(String... hidden) {
        Map<String, String> fewer = new TreeMap<>(outputs);
        for (String output : hidden) {
            fewer.remove(output);
        }
        return new KnownAnswer(name, inputs, fewer, calculation, unheard);
    }

    /** The same without inputs that the calculation does not use, such as words about others. */
    KnownAnswer withoutInputs(String... unused) {
        Map<String, String> fewer = new TreeMap<>(inputs);
        for (String input : unused) {
            fewer.remove(input);
        }
        return new KnownAnswer(name, fewer, outputs, calculation, unheard);
    }

    /** The same where the standard does not look at some places of an input. */
    KnownAnswer unheard(String input, IntPredicate places) {
        Map<String, IntPredicate> more = new LinkedHashMap<>(unheard);
        more.merge(input, places, IntPredicate::or);
        return new KnownAnswer(name, inputs, outputs, calculation, more);
    }

    /** The same where a wrong place of the input may go unnoticed, such as a table of which four entries are used. */
    KnownAnswer partly(String input) {
        return unheard(input, place -> true);
    }

    /** Option A looks at the rightmost 16 of PAN and sequence number only. EMV 4.4 Book 2, A1.4.1. */
    KnownAnswer optionA() {
        int first = inputs.getOrDefault("pan", "").length() + 2 - 16;
        return unheard("pan", place -> place < first);
    }

    /** True when the answer must change with that place of the input. */
    boolean hears(String input, int place) {
        return !unheard.getOrDefault(input, none -> false).test(place);
    }

    @Override
    public String toString() {
        return name;
    }
}
