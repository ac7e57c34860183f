package org.cardwright.machine.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.Outcome;

/**
 * Commands for one card, and the answers that prove it right: for readers that have no key. S1-54, F-67, M-05.
 *
 * <p>As text: {@code > } and a command, then {@code < } and each answer that is right, data and status word in hexadecimal; a dot stands for any
 * digit, {@code *} in front for any data.
 *
 * @param exchanges in order
 */
record TestScript(List<Exchange> exchanges) {

    private static final String COMMAND = "> ";
    private static final String ANSWER = "< ";
    private static final String ANY = "*";
    private static final char ANY_DIGIT = '.';

    /** Copies the list. */
    TestScript {
        exchanges = List.copyOf(exchanges);
    }

    /**
     * One command.
     *
     * @param command whole
     * @param answers right ones, at least one
     */
    record Exchange(ByteString command, List<String> answers) {

        /** Copies the list. */
        Exchange {
            answers = List.copyOf(answers);
        }

        boolean takes(String answer) {
            return answers.stream().anyMatch(right -> fits(right, answer));
        }

        private static boolean fits(String right, String answer) {
            if (right.startsWith(ANY)) {
                return answer.endsWith(right.substring(ANY.length()));
            }
            boolean same = right.length() == answer.length();
            for (int i = 0; same && i < right.length(); i++) {
                same = right.charAt(i) == ANY_DIGIT || right.charAt(i) == answer.charAt(i);
            }
            return same;
        }

        /** Nothing of the card. */
        @Override
        public String toString() {
            return "Exchange(" + answers.size() + " answers)";
        }
    }

    /** Number of the first command, from 1, that is not answered right; empty when all are. */
    Optional<Integer> firstWrong(CardChannel card) {
        for (int i = 0; i < exchanges.size(); i++) {
            Exchange exchange = exchanges.get(i);
            if (!exchange.takes(answer(card, exchange.command()))) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }

    private static String answer(CardChannel card, ByteString command) {
        Outcome outcome = card.transmit(CommandApdu.decode(command));
        if (outcome instanceof Outcome.Ok ok) {
            return ok.data().toHex() + "9000";
        }
        return outcome instanceof Outcome.Answered answered ? answered.data().toHex() + answered.status() : "";
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            lines.add(COMMAND + exchange.command().toHex());
            exchange.answers().forEach(answer -> lines.add(ANSWER + answer));
        }
        return lines;
    }

    /**
     * Reads {@link #lines}.
     *
     * @throws IllegalArgumentException when they are no script
     */
    static TestScript of(List<String> lines) {
        List<Exchange> exchanges = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        ByteString command = ByteString.EMPTY;
        for (String line : lines) {
            if (line.startsWith(COMMAND)) {
                add(exchanges, command, answers);
                command = ByteString.fromHex(line.substring(COMMAND.length()));
                answers.clear();
            } else if (line.startsWith(ANSWER) && line.matches("< \\*?[0-9A-F.]{4,1030}")) {
                answers.add(line.substring(ANSWER.length()));
            } else {
                throw new IllegalArgumentException("neither a command nor an answer");
            }
        }
        add(exchanges, command, answers);
        return new TestScript(exchanges);
    }

    private static void add(List<Exchange> exchanges, ByteString command, List<String> answers) {
        if (command.isEmpty() != answers.isEmpty()) {
            throw new IllegalArgumentException("a command has answers, and an answer has a command");
        }
        if (!command.isEmpty()) {
            CommandApdu.decode(command);
            exchanges.add(new Exchange(command, answers));
        }
    }
}
