package org.cardwright.crypto.hostcommand;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.formats.MalformedFileException;

/** Reads a table and holds it against what the operations need; every refusal names the line. */
final class HostCommandTableParser {

    private static final String GOOD = "OK";
    private static final String ASIDE = "ASIDE";

    private final TableLines lines;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<HostError> errors = new ArrayList<>();
    private final Map<HostOperation, HostCommand> commands = new EnumMap<>(HostOperation.class);
    private final Map<HostOperation, Integer> places = new EnumMap<>(HostOperation.class);
    private final Set<String> codes = new HashSet<>();

    HostCommandTableParser(TableLines lines) {
        this.lines = lines;
    }

    HostCommandTable table() throws MalformedFileException {
        while (lines.hasNext()) {
            List<String> words = lines.next();
            switch (words.get(0)) {
                case "header", "frame", "detail" -> setting(words);
                case "error" -> error(words);
                case "command" -> command(words);
                default -> throw lines.wrong("a line begins with header, frame, detail, error or command");
            }
        }
        HostFraming framing = framing();
        requireErrors();
        for (HostCommand command : commands.values()) {
            requireRoom(command, framing);
        }
        return new HostCommandTable(framing, errors, commands);
    }

    private void setting(List<String> words) throws MalformedFileException {
        requireWords(words.size() == 2, "this line has a word and a number");
        int value = said(() -> FieldLine.number(words.get(1)));
        requireWords(numbers.put(words.get(0), value) == null, "this setting stands twice");
    }

    private HostFraming framing() throws MalformedFileException {
        if (!numbers.containsKey("header") || !numbers.containsKey("frame")) {
            throw lines.wrong("a table says header and frame");
        }
        return said(
                () -> new HostFraming(numbers.get("header"), numbers.get("frame"), numbers.getOrDefault("detail", 0)));
    }

    /** {@code error 15 BAD_INPUT words}, {@code error 13 UNAVAILABLE ASIDE words}, {@code error 00 OK words}. */
    private void error(List<String> words) throws MalformedFileException {
        requireWords(words.size() >= 4 && words.get(1).matches("[!-~]{2}"), "an error has a code, a kind and words");
        requireWords(errors.stream().noneMatch(known -> known.code().equals(words.get(1))), "this code stands twice");
        Optional<Kind> kind = kind(words.get(2));
        boolean elsewhere = words.get(3).equals(ASIDE);
        requireWords(!elsewhere || kind.equals(Optional.of(Kind.UNAVAILABLE)), "ASIDE is for UNAVAILABLE only");
        String meaning = String.join(" ", words.subList(elsewhere ? 4 : 3, words.size()));
        errors.add(new HostError(words.get(1), kind, elsewhere, meaning));
    }

    private Optional<Kind> kind(String name) throws MalformedFileException {
        if (name.equals(GOOD)) {
            return Optional.empty();
        }
        return said(() -> {
            try {
                return Optional.of(Kind.valueOf(name));
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException(
                        "an error is OK, KEY_REFUSED, BAD_INPUT, WRONG_RESULT or UNAVAILABLE", unknown);
            }
        });
    }

    private void requireErrors() throws MalformedFileException {
        boolean hasGood = errors.stream().anyMatch(error -> error.kind().isEmpty());
        requireWords(hasGood, "a table has a code that means OK");
        for (Kind kind : Kind.values()) {
            boolean hasKind =
                    errors.stream().anyMatch(error -> error.kind().equals(Optional.of(kind)) && !error.elsewhere());
            requireWords(hasKind, "a table has a code that means " + kind);
        }
    }

    /** {@code command DERIVE_CARD_KEYS KI}, with another response code than usual {@code KI KX}; then request, answer, end. */
    private void command(List<String> words) throws MalformedFileException {
        int place = lines.number();
        boolean shaped = (words.size() == 3 || words.size() == 4)
                && words.stream().skip(2).allMatch(code -> code.matches("[!-}]{2}"));
        requireWords(shaped, "a command has an operation and one or two codes of two characters");
        HostOperation operation = operation(words.get(1));
        requireWords(places.put(operation, place) == null, "this operation has a command already");
        requireWords(codes.add(words.get(2)), "another command has this code");
        requireWords(lines.next().equals(List.of("request")), "a command goes on with request");
        List<FieldRule> request = fields("answer");
        List<FieldRule> answer = fields("end");
        requireShape(place, "request", operation.request().faults(request));
        requireShape(place, "answer", operation.answer().faults(answer));
        String code = words.get(2);
        String response = words.size() == 4 ? words.get(3) : HostCommand.responseTo(code);
        commands.put(operation, new HostCommand(operation, code, response, request, answer));
    }

    private HostOperation operation(String name) throws MalformedFileException {
        for (HostOperation operation : HostOperation.values()) {
            if (operation.name().equals(name)) {
                return operation;
            }
        }
        throw lines.wrong("there is no operation of that name");
    }

    private List<FieldRule> fields(String end) throws MalformedFileException {
        List<FieldRule> rules = new ArrayList<>();
        List<String> words = lines.next();
        while (!words.equals(List.of(end))) {
            FieldLine line = new FieldLine(words);
            int place = lines.number();
            if (line.isList()) {
                List<FieldRule> entries = fields("end");
                rules.add(said(place, () -> line.list(entries)));
            } else {
                rules.add(said(place, line::rule));
            }
            words = lines.next();
        }
        return rules;
    }

    private void requireShape(int place, String part, List<String> faults) throws MalformedFileException {
        if (!faults.isEmpty()) {
            throw lines.wrong(place, part + ": " + String.join("; ", faults));
        }
    }

    /** One entry of everything must go into a frame at its longest; batches are split by it. */
    private void requireRoom(HostCommand command, HostFraming framing) throws MalformedFileException {
        int place = places.getOrDefault(command.operation(), 0);
        boolean fits = leastBytes(command.request()) <= framing.requestBytes()
                && leastBytes(command.answer()) <= framing.answerBytes();
        if (!fits) {
            throw lines.wrong(place, "a request or an answer can be longer than a frame");
        }
    }

    private static long leastBytes(List<FieldRule> rules) {
        return rules.stream()
                .mapToLong(rule -> rule instanceof ListRule list && list.field() == HostField.ITEMS
                        ? (long) list.size().prefixBytes() + list.entryMostBytes()
                        : rule.mostBytes())
                .sum();
    }

    private void requireWords(boolean met, String required) throws MalformedFileException {
        if (!met) {
            throw lines.wrong(required);
        }
    }

    private <T> T said(Supplier<T> value) throws MalformedFileException {
        return said(lines.number(), value);
    }

    private <T> T said(int place, Supplier<T> value) throws MalformedFileException {
        try {
            return value.get();
        } catch (IllegalArgumentException wrong) {
            throw lines.wrong(place, String.valueOf(wrong.getMessage()));
        }
    }
}
