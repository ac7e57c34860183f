package org.cardwright.machine.channel;

import org.cardwright.formats.bytes.ByteString;

/** How the transmission of one command ended. */
public sealed interface Outcome {

    /**
     * The card did it: status word 9000.
     *
     * @param data of the answer, often empty
     */
    record Ok(ByteString data) implements Outcome {}

    /**
     * The card answered with another status word: a warning, a refusal, or 61xx and 6Cxx where nobody resolves them.
     *
     * @param data of the answer, mostly empty
     * @param status any word but 9000
     */
    record Answered(ByteString data, StatusWord status) implements Outcome {}

    /**
     * There is no answer. Whether the card executed the command is unknown.
     *
     * @param what was lost
     */
    record Failed(Failure what) implements Outcome {}

    /** What is to be done about it depends on what was lost. */
    enum Failure {
        /** Pulled, reset by somebody else, or mute: the card's state is unknown. */
        CARD_LOST,
        /** The reader is gone; the card may still be in it. */
        READER_LOST,
        /** The service behind the readers is gone; nothing works until it is started again. */
        SERVICE_LOST,
        /** No answer before the deadline. */
        TIMEOUT,
        /** An answer that is none, or a command that this way cannot carry. */
        PROTOCOL
    }

    /** An answer as it came over a line: data and status word; fewer than two bytes is a lost card. */
    static Outcome of(ByteString answer) {
        if (answer.size() < StatusWord.BYTES) {
            return new Failed(Failure.CARD_LOST);
        }
        int dataBytes = answer.size() - StatusWord.BYTES;
        ByteString data = answer.slice(0, dataBytes);
        StatusWord status = new StatusWord(answer.slice(dataBytes).toUnsigned());
        return status.isOk() ? new Ok(data) : new Answered(data, status);
    }
}
