package org.cardwright.jobs.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.cardwright.machine.chip.AnswerToReset;
import org.cardwright.machine.line.Feeder;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.pcsc.ReaderHead;
import org.cardwright.machine.pcsc.ReaderLineHead;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Option;

/** Which readers the chips are in. */
final class ReaderOptions {

    /** Chips in software. */
    static final String VIRTUAL = "virtual";

    @Option(
            names = "--reader",
            paramLabel = "NAME",
            description =
                    "Name of a PC/SC reader, one for each head, or 'virtual' for chips in software with published test keys.")
    private List<String> readers = new ArrayList<>();

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            description = "How long a command may take. Default: ${DEFAULT-VALUE}.")
    private int deadlineSeconds = 10;

    boolean isNone() {
        return readers.isEmpty();
    }

    boolean isVirtual() {
        return readers.contains(VIRTUAL);
    }

    /** As they were named. */
    List<String> names() {
        return List.copyOf(readers);
    }

    Duration deadline() {
        return Duration.ofSeconds(deadlineSeconds);
    }

    /** Makes sure that one card has one chip. */
    void requireOne() {
        if (readers.size() != 1) {
            throw new WrongUsageException("one card goes onto one chip: name one --reader");
        }
    }

    /** Makes sure that heads stand alone where they are virtual, and are named once each where they are not. */
    void requireHeads() {
        if (isVirtual() && readers.size() != 1) {
            throw new WrongUsageException("virtual heads stand alone: --reader virtual --heads N");
        }
        if (readers.isEmpty() || Set.copyOf(readers).size() != readers.size()) {
            throw new WrongUsageException("a line has heads: name each reader once with --reader");
        }
    }

    /** The only reader, which is there. */
    String one() {
        requireOne();
        requireThere();
        return readers.get(0);
    }

    /**
     * The readers as heads, each fed by a person.
     *
     * @param lot what the cards of the lot answer to their reset
     * @param told hears where each card belongs that may be taken out
     */
    List<LineHead> heads(AnswerToReset lot, Consumer<String> told) {
        requireHeads();
        requireThere();
        return readers.stream().map(reader -> head(reader, lot, told)).toList();
    }

    private LineHead head(String reader, AnswerToReset lot, Consumer<String> told) {
        Feeder hand = Feeder.byHand(bin -> told.accept("head " + reader + ": take the card out: " + bin));
        return new ReaderLineHead(reader, ReaderHead.of(reader, deadline(), Map.of()), hand, lot);
    }

    private void requireThere() {
        List<String> there = ReaderHead.readers(deadline(), Map.of());
        if (!there.containsAll(readers)) {
            throw new WrongUsageException(
                    there.isEmpty()
                            ? "there is no PC/SC service with a reader here"
                            : "there is no such reader, but: " + String.join(", ", there));
        }
    }
}
