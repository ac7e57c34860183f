package org.cardwright.crypto.hostcommand;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one line of a table that says how a field is written; {@link IllegalArgumentException} says what is wrong. */
final class FieldLine {

    private static final LengthForm BINARY = new LengthForm(2, true);
    private static final LengthForm DIGITS = new LengthForm(4, false);
    private static final LengthForm COUNT = new LengthForm(3, false);
    private static final String FORM = "length=";

    private final List<String> words;

    FieldLine(List<String> words) {
        this.words = words;
    }

    /** True for lines that begin entries which end with {@code end}. */
    boolean isList() {
        return words.get(0).equals("list") || words.get(0).equals("one");
    }

    /** A list with the rules of its entries. */
    FieldRule list(List<FieldRule> entries) {
        HostField field = field(HostField.Type.LIST);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("the entries of a list have fields");
        }
        if (words.get(0).equals("one")) {
            requireWords(2);
            return new ListRule(field, new FieldSize(1, 1, Optional.empty()), entries);
        }
        return new ListRule(field, size(COUNT), entries);
    }

    /** Any other field. */
    FieldRule rule() {
        return switch (words.get(0)) {
            case "bytes" -> new FieldRule.Bytes(field(HostField.Type.BYTES), size(BINARY));
            case "hex" -> new FieldRule.Hex(field(HostField.Type.BYTES), size(DIGITS));
            case "text" -> new FieldRule.Text(field(HostField.Type.TEXT), size(DIGITS));
            case "number" -> number();
            case "key" -> key();
            case "choice" -> choice();
            case "const" -> constant();
            default ->
                throw new IllegalArgumentException(
                        "a field is bytes, hex, text, number, key, choice, const, list or one");
        };
    }

    private FieldRule number() {
        requireWords(3);
        int digits = number(words.get(2));
        if (digits < 1 || digits > 9) {
            throw new IllegalArgumentException("a number has 1 to 9 digits");
        }
        return new FieldRule.Digits(field(HostField.Type.NUMBER), digits);
    }

    private FieldRule key() {
        requireWords(2);
        return new FieldRule.Key(field(HostField.Type.KEY));
    }

    private FieldRule constant() {
        requireWords(2);
        if (!words.get(1).matches("[!-~]{1,64}")) {
            throw new IllegalArgumentException("a constant has 1 to 64 printable characters");
        }
        return new FieldRule.Constant(words.get(1));
    }

    private FieldRule choice() {
        HostField field = field(HostField.Type.CHOICE);
        Map<String, String> codes = new LinkedHashMap<>();
        for (String word : words.subList(2, words.size())) {
            String[] parts = word.split("=", -1);
            if (parts.length != 2 || !field.meanings().contains(parts[1])) {
                throw new IllegalArgumentException("a choice is CODE=MEANING with a meaning of " + field.label());
            }
            if (codes.containsValue(parts[0]) || codes.putIfAbsent(parts[1], parts[0]) != null) {
                throw new IllegalArgumentException("codes and meanings of a choice are different");
            }
        }
        if (codes.values().stream().mapToInt(String::length).distinct().count() != 1 || codes.containsValue("")) {
            throw new IllegalArgumentException("the codes of a choice have one length, 1 at least");
        }
        return new ChoiceRule(field, codes);
    }

    private HostField field(HostField.Type type) {
        String name = words.size() < 2 ? "" : words.get(1);
        HostField field =
                HostField.named(name).orElseThrow(() -> new IllegalArgumentException("there is no field of that name"));
        if (field.type() != type) {
            throw new IllegalArgumentException(field.label() + " is " + field.type() + ", not " + type);
        }
        return field;
    }

    /** {@code 8} for one length, or {@code 0..64} with an optional form of the length. */
    private FieldSize size(LengthForm usual) {
        List<String> rest = new ArrayList<>(words.subList(2, words.size()));
        LengthForm form = usual;
        if (rest.size() == 2 && rest.get(1).startsWith(FORM)) {
            form = LengthForm.of(rest.remove(1).substring(FORM.length()));
        }
        if (rest.size() != 1) {
            throw new IllegalArgumentException("a size is written as 8 or as 0..64, then perhaps length=2b");
        }
        String[] bounds = rest.get(0).split("\\.\\.", -1);
        if (bounds.length == 1) {
            int only = number(bounds[0]);
            return new FieldSize(only, only, Optional.empty());
        }
        return new FieldSize(number(bounds[0]), number(bounds[1]), Optional.of(form));
    }

    private void requireWords(int count) {
        if (words.size() != count) {
            throw new IllegalArgumentException("a field of this kind has " + count + " words");
        }
    }

    static int number(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException("a number in a table has 1 to 6 digits");
        }
        return Integer.parseInt(text);
    }
}
