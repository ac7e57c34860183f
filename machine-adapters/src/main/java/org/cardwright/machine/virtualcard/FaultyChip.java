package org.cardwright.machine.virtualcard;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.Chip;

/** A chip that goes wrong once, at a command that somebody chose: what a line must live with. */
public final class FaultyChip implements Chip {

    private static final int STATUS_BYTES = 2;
    private static final int MEMORY_FAILURE = 0x6581;

    private final Chip chip;
    private final int at;
    private final Fault fault;
    private int commands;

    /** What goes wrong. */
    public enum Fault {
        /** The card is pulled before it gets the command. */
        PULLED_BEFORE,
        /** It does the command, and its answer is lost. */
        ANSWER_LOST,
        /** It cannot write: 6581. */
        MEMORY_FAILURE,
        /** One bit of the data of its answer is wrong. */
        BIT_FLIPPED
    }

    /**
     * Around another chip.
     *
     * @param at number of the command, from 1
     */
    public FaultyChip(Chip chip, int at, Fault fault) {
        this.chip = chip;
        this.at = at;
        this.fault = fault;
    }

    @Override
    public ByteString process(ByteString command) {
        commands++;
        if (commands != at) {
            return chip.process(command);
        }
        return switch (fault) {
            case PULLED_BEFORE -> ByteString.EMPTY;
            case MEMORY_FAILURE -> ByteString.ofUnsigned(MEMORY_FAILURE, STATUS_BYTES);
            case ANSWER_LOST -> {
                chip.process(command);
                yield ByteString.EMPTY;
            }
            case BIT_FLIPPED -> flipped(chip.process(command));
        };
    }

    /** In the first byte of the data; a bare status word is left alone. */
    private static ByteString flipped(ByteString answer) {
        byte[] bytes = answer.toByteArray();
        if (bytes.length > STATUS_BYTES) {
            bytes[0] ^= 1;
        }
        return ByteString.of(bytes);
    }

    /** How many commands came so far. */
    public int commands() {
        return commands;
    }
}
