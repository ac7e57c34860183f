package org.cardwright.formats.emv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the text form of a {@link CvmList}: {@code amount-x N}, {@code amount-y N}, and per rule
 * {@code method condition next|fail}. Blank lines and lines that begin with {@code #} say nothing.
 */
final class CvmListCompiler {

    private static final int MAX_LINES = 1_000;
    private static final int MAX_AMOUNT_DIGITS = 10;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Set<String> AMOUNTS = Set.of("amount-x", "amount-y");

    private final Map<String, Long> amounts = new HashMap<>();
    private final List<CvmRule> rules = new ArrayList<>();

    CvmList compile(String text) {
        List<String> lines = text.lines().limit(MAX_LINES + 1L).toList();
        if (lines.size() > MAX_LINES) {
            throw new IllegalArgumentException("a CVM list has at most " + MAX_LINES + " lines");
        }
        for (String line : lines) {
            String words = line.strip();
            if (!words.isEmpty() && !words.startsWith("#")) {
                statement(BLANKS.split(words));
            }
        }
        return new CvmList(amounts.getOrDefault("amount-x", 0L), amounts.getOrDefault("amount-y", 0L), rules);
    }

    private void statement(String[] words) {
        if (AMOUNTS.contains(words[0])) {
            amount(words);
        } else {
            rule(words);
        }
    }

    private void amount(String[] words) {
        if (words.length != 2 || !isAmount(words[1])) {
            throw new IllegalArgumentException(words[0] + ": expected a number in the minor unit of the currency");
        }
        if (amounts.put(words[0], Long.parseLong(words[1])) != null) {
            throw new IllegalArgumentException(words[0] + " stands twice");
        }
    }

    private void rule(String[] words) {
        int number = rules.size() + 1;
        if (words.length != 3) {
            throw new IllegalArgumentException("rule " + number + ": expected method, condition, next or fail");
        }
        if (!words[2].equals("next") && !words[2].equals("fail")) {
            throw new IllegalArgumentException("rule " + number + ": the third word is next or fail");
        }
        try {
            rules.add(CvmRule.of(words[0], words[1], words[2].equals("next")));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("rule " + number + ": " + unknown.getMessage(), unknown);
        }
    }

    private static boolean isAmount(String text) {
        return text.length() <= MAX_AMOUNT_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
