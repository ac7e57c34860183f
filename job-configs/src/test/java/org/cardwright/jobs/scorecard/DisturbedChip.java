package org.cardwright.jobs.scorecard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.Chip;

/** A chip one of whose answers is disturbed, at a command that somebody chose; it counts what comes behind that, and all that writes. */
final class DisturbedChip implements Chip {

    private static final int STATUS_BYTES = 2;
    private static final int SECURED = 0x84;
    private static final int PROPRIETARY = 0x80;
    private static final int INITIALIZE_UPDATE = 0x50;

    /** A byte of the card cryptogram in both protocols. GlobalPlatform Card Specification 2.3.1, Table E-9; Amendment D 1.2, Table 7-3. */
    private static final int CRYPTOGRAM_AT = 21;

    /** STORE DATA, DELETE, INSTALL, LOAD, PUT KEY, SET STATUS. GlobalPlatform Card Specification 2.3.1, Table 11-1. */
    private static final Set<Integer> WRITING = Set.of(0xE2, 0xE4, 0xE6, 0xE8, 0xD8, 0xF0);

    private final Chip chip;
    private final Where where;
    private final boolean hidden;
    private final List<Command> commands = new ArrayList<>();
    private boolean underTest;
    private boolean disturbed;
    private boolean mustEnd;
    private boolean pulled;
    private int behind;

    /** What becomes of the answer. */
    enum Disturbance {
        /** The chip does the command, and its answer is lost. */
        LOST_RESPONSE("lost answers"),
        /** The last bit before the status word is wrong: of the R-MAC where the channel has one; of INITIALIZE UPDATE one of the cryptogram. */
        WRONG_RMAC("wrong R-MACs or data"),
        /** It does nothing, and says wrong data. */
        STATUS_6A80("times 6A80"),
        /** It does the command, and says that it could not. */
        STATUS_6F00("times 6F00"),
        /** It does nothing, and says that it did: nobody can hear that at once where answers have no MAC. */
        STATUS_9000("times 9000 for nothing"),
        /** It is pulled before the command, and not put in again. */
        PULLED("cards pulled");

        final String words;

        Disturbance(String words) {
            this.words = words;
        }
    }

    /**
     * Where a chip is disturbed.
     *
     * @param command number of the command, from 1; 0 for nowhere
     */
    record Where(int command, Disturbance kind) {

        static final Where NOWHERE = new Where(0, Disturbance.PULLED);
    }

    /**
     * One that came.
     *
     * @param writes true for one that changes the chip
     * @param inSession true in a secure channel of the personalization, and for INITIALIZE UPDATE
     * @param answered true when data came back
     */
    record Command(boolean writes, boolean inSession, boolean answered) {}

    /**
     * Around a chip.
     *
     * @param hidden true when nobody hears of the disturbance: what a line would hear that looks at no status word and no R-MAC
     */
    DisturbedChip(Chip chip, Where where, boolean hidden) {
        this.chip = chip;
        this.where = where;
        this.hidden = hidden;
    }

    @Override
    public ByteString process(ByteString command) {
        behind += disturbed ? 1 : 0;
        boolean here = commands.size() + 1 == where.command();
        pulled |= here && where.kind() == Disturbance.PULLED;
        int kind = command.unsignedAt(0);
        int instruction = command.unsignedAt(1);
        boolean session = !underTest && ((kind & SECURED) == SECURED || instruction == INITIALIZE_UPDATE);
        boolean writes = !underTest && (kind & PROPRIETARY) != 0 && WRITING.contains(instruction);
        ByteString answer = pulled || ignores(here) ? ByteString.EMPTY : chip.process(command);
        commands.add(new Command(writes, session, answer.size() > STATUS_BYTES));
        return here ? disturbed(answer, instruction == INITIALIZE_UPDATE) : answer;
    }

    private boolean ignores(boolean here) {
        boolean nothing = where.kind() == Disturbance.STATUS_6A80 || where.kind() == Disturbance.STATUS_9000;
        return here && !hidden && nothing;
    }

    private ByteString disturbed(ByteString answer, boolean begins) {
        Command command = commands.get(commands.size() - 1);
        boolean flips = where.kind() == Disturbance.WRONG_RMAC;
        // a bare status word has no bit to change
        disturbed = !flips || command.answered();
        boolean begun = !underTest && commands.stream().anyMatch(Command::inSession);
        boolean heard = where.kind() != Disturbance.STATUS_9000;
        mustEnd = disturbed && heard && (flips ? command.inSession() : begun);
        return hidden
                ? answer
                : switch (where.kind()) {
                    case LOST_RESPONSE, PULLED -> ByteString.EMPTY;
                    case STATUS_6A80 -> ByteString.fromHex("6A80");
                    case STATUS_6F00 -> ByteString.fromHex("6F00");
                    case STATUS_9000 -> ByteString.fromHex("9000");
                    case WRONG_RMAC -> flipped(answer, begins);
                };
    }

    private static ByteString flipped(ByteString answer, boolean begins) {
        byte[] bytes = answer.toByteArray();
        if (bytes.length > STATUS_BYTES) {
            // the counter behind the cryptogram of SCP03 is noted, and nothing depends on it
            bytes[begins && bytes.length > CRYPTOGRAM_AT ? CRYPTOGRAM_AT : bytes.length - STATUS_BYTES - 1] ^= 1;
        }
        return ByteString.of(bytes);
    }

    /** What comes now is its test. */
    void test() {
        underTest = true;
    }

    /** Where it was to be disturbed. */
    Where where() {
        return where;
    }

    /** Every command that came. */
    List<Command> commands() {
        return commands;
    }

    /** How many of them changed the chip, or were to. */
    int written() {
        return (int) commands.stream().filter(Command::writes).count();
    }

    /** True when an answer was changed. */
    boolean isDisturbed() {
        return disturbed;
    }

    /**
     * True when the personalization went on all the same, although it had begun to open a channel: each such command is sent once, and the
     * first that fails ends it. A wrong bit counts where the channel proves answers, or the host must prove the card.
     */
    boolean wentOn() {
        return mustEnd && behind > 0;
    }
}
