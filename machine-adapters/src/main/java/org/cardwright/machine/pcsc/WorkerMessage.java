package org.cardwright.machine.pcsc;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.Outcome.Failure;

/**
 * What parent and worker say to each other: one line of ASCII, a word and a value.
 *
 * @param word what it is
 * @param value hexadecimal, a name, or empty
 */
record WorkerMessage(String word, String value) {

    /** Parent: take the card that is in the reader. */
    static final String CONNECT = "connect";

    /** Parent: is a card in the reader? Answered by OK or EMPTY; the card is not touched. */
    static final String LOOK = "look";

    /** Parent: send this command. */
    static final String TRANSMIT = "transmit";

    /** Parent: reset the card and let it go. */
    static final String RELEASE = "release";

    /** Parent: which readers are there? Answered by their names in UTF-8, one in a line. */
    static final String LIST = "list";

    /** Worker: an ATR, an answer, or nothing to say. */
    static final String OK = "ok";

    /** Worker: no card is in the reader. */
    static final String EMPTY = "empty";

    /** Worker: what was lost. */
    static final String FAILED = "failed";

    static final int MAX_CHARACTERS = 4_096;

    static WorkerMessage of(String word, ByteString value) {
        return new WorkerMessage(word, value.toHex());
    }

    static WorkerMessage failed(Failure what) {
        return new WorkerMessage(FAILED, what.name());
    }

    /** Reads a line; nothing when it is too long to be one. */
    static Optional<WorkerMessage> decode(String line) {
        if (line.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        int space = line.indexOf(' ');
        return Optional.of(
                space < 0
                        ? new WorkerMessage(line, "")
                        : new WorkerMessage(line.substring(0, space), line.substring(space + 1)));
    }

    String encode() {
        return value.isEmpty() ? word : word + " " + value;
    }

    /** The value as bytes; nothing when it is none. */
    Optional<ByteString> bytes() {
        try {
            return Optional.of(ByteString.fromHex(value));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** What was lost; a worker that names something else talks nonsense. */
    Failure failure() {
        try {
            return Failure.valueOf(value);
        } catch (IllegalArgumentException unknown) {
            return Failure.PROTOCOL;
        }
    }

    /** The length only: values are commands and answers. */
    @Override
    public String toString() {
        return "WorkerMessage(" + encode().length() + ")";
    }
}
