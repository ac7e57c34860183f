package org.cardwright.machine.channel;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.Outcome.Failed;
import org.cardwright.machine.channel.Outcome.Failure;

/**
 * A card that says again what it once said: {@code >} command, then {@code <} answer or {@code !} what was lost, in hexadecimal;
 * {@code #} remark. It is of a test card, for everything in it can be read.
 */
public final class RecordedConversation implements CardChannel {

    private static final int MAX_LINES = 100_000;
    private static final int VALUE_AT = 2;

    private final List<Exchange> exchanges;
    private int next;

    private record Exchange(int line, ByteString command, Outcome outcome) {}

    private RecordedConversation(List<Exchange> exchanges) {
        this.exchanges = exchanges;
    }

    /**
     * Reads a recording.
     *
     * @throws IllegalArgumentException when it is none; it names the line
     */
    public static RecordedConversation of(List<String> lines) {
        if (lines.size() > MAX_LINES) {
            throw new IllegalArgumentException("a recording has at most " + MAX_LINES + " lines");
        }
        List<Exchange> exchanges = new ArrayList<>();
        ByteString command = ByteString.EMPTY;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            boolean isCommand = line.startsWith("> ");
            require(isCommand == command.isEmpty(), i, "a command, then what became of it");
            if (isCommand) {
                command = value(line, i);
            } else {
                exchanges.add(new Exchange(i + 1, command, outcome(line, i)));
                command = ByteString.EMPTY;
            }
        }
        require(command.isEmpty(), lines.size() - 1, "what became of the last command");
        return new RecordedConversation(exchanges);
    }

    private static Outcome outcome(String line, int at) {
        if (line.startsWith("! ")) {
            try {
                return new Failed(Failure.valueOf(line.substring(VALUE_AT)));
            } catch (IllegalArgumentException unknown) {
                require(false, at, "what can be lost");
            }
        }
        require(line.startsWith("< "), at, "an answer");
        return Outcome.of(value(line, at));
    }

    private static ByteString value(String line, int at) {
        try {
            return ByteString.fromHex(line.substring(VALUE_AT));
        } catch (IllegalArgumentException malformed) {
            require(false, at, "hexadecimal digits");
            return ByteString.EMPTY;
        }
    }

    private static void require(boolean met, int at, String expected) {
        if (!met) {
            throw new IllegalArgumentException("line " + (at + 1) + " of the recording: expected " + expected);
        }
    }

    /**
     * What the card answered then.
     *
     * @throws IllegalStateException when this was not the next command then
     */
    @Override
    public Outcome transmit(CommandApdu command) {
        if (next >= exchanges.size()) {
            throw new IllegalStateException("the recorded conversation is over after " + next + " commands");
        }
        Exchange expected = exchanges.get(next);
        if (!expected.command.equals(command.encode())) {
            throw new IllegalStateException("command " + (next + 1) + " is not that of line " + expected.line);
        }
        next++;
        return expected.outcome;
    }

    /** True when everything was said. */
    public boolean isOver() {
        return next == exchanges.size();
    }
}
