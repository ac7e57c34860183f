package org.cardwright.machine.queue;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.language.CardCommands;
import org.cardwright.machine.language.CardCommands.Command;
import org.cardwright.machine.language.JobCard;

/**
 * A machine that is talked to, card by card. A card is told to the journal before it is said, and said once.
 *
 * <p>When it is unknown what became of a card, or the machine says something unasked, nobody knows of which card its next answer is: the
 * line ends, and the cards that were not begun stay as they are.
 */
final class LineStation implements Station {

    private final MachineDefinition machine;
    private final Delivery.Line delivery;
    private final StationJournal journal;
    private final MachineLine line;
    private final Closeable alone;
    private boolean outOfStep;

    /** A line that nobody else has. */
    private record Own(MachineLine line, Closeable alone) {}

    private LineStation(MachineDefinition machine, Delivery.Line delivery, StationJournal journal, Own own) {
        this.machine = machine;
        this.delivery = delivery;
        this.journal = journal;
        this.alone = own.alone();
        this.line = own.line();
    }

    static LineStation open(MachineDefinition machine, Delivery.Line line, StationJournal journal) throws IOException {
        Files.createDirectories(
                Objects.requireNonNull(line.lock().toAbsolutePath().getParent()));
        Closeable alone = StationLock.take(line.lock(), machine.name());
        try {
            return new LineStation(machine, line, journal, new Own(new MachineLine(machine.name(), line), alone));
        } catch (IOException | RuntimeException unreachable) {
            alone.close();
            throw unreachable;
        }
    }

    @Override
    public Optional<JudgedAnswers> run(MachineJob job, Duration patience) {
        List<CardCommands> commands = new ArrayList<>();
        job.cards().forEach(card -> commands.add(machine.commands(card)));
        requireInStep();
        line.connect();
        if (job.stage() != MachineJob.Stage.HANDED) {
            journal.handed(job.name());
        }
        open(job);
        List<CardAnswer> answers = new ArrayList<>();
        for (int i = 0; !outOfStep && i < job.cards().size(); i++) {
            JobCard card = job.cards().get(i);
            outOfStep = !isReady(card);
            if (!outOfStep) {
                journal.begun(job.name(), card.sequence());
                CardExchange.Told told = exchange(card).tell(commands.get(i));
                journal.answered(job.name(), List.of(told.answer()));
                answers.add(told.answer());
                outOfStep = !told.inStep();
            }
        }
        return Optional.of(ended(job, answers));
    }

    /** A late answer would be that of another card: after the first doubt nothing more is said on this line until it is opened anew. */
    private void requireInStep() {
        if (outOfStep) {
            throw new StationException("machine " + machine.name() + " is out of step: look at its last card");
        }
    }

    /** What stands before all cards costs none when the machine does not take it. */
    private void open(MachineJob job) {
        for (Command command :
                job.cards().isEmpty() ? List.<Command>of() : machine.language().opening(job.name())) {
            if (!exchange(job.cards().get(0)).told(command).isDone()) {
                outOfStep = true;
                throw new StationException("machine " + machine.name() + " does not take what stands before the cards");
            }
        }
    }

    private CardExchange exchange(JobCard card) {
        return new CardExchange(machine, delivery.dialogue(), line, card);
    }

    private static JudgedAnswers ended(MachineJob job, List<CardAnswer> answers) {
        int silent = (int) answers.stream()
                .filter(answer -> answer.error().equals("silent"))
                .count();
        int untouched = job.cards().size() - answers.size();
        return new JudgedAnswers(answers, new JudgedAnswers.Findings(0, 0, 0, silent, untouched));
    }

    /** Whether the machine is ready for a card, and means this one when it says so. */
    private boolean isReady(JobCard card) {
        Delivery.Dialogue dialogue = delivery.dialogue();
        if (!line.isQuiet()) {
            return false;
        }
        if (dialogue.ask().isEmpty()) {
            return true;
        }
        String ask = card.named(new String(dialogue.ask().toByteArray(), StandardCharsets.ISO_8859_1));
        if (!line.say(ByteString.of(ask.getBytes(StandardCharsets.ISO_8859_1)))) {
            return false;
        }
        Optional<Matcher> answer = line.hear().map(dialogue.ready()::matcher).filter(Matcher::matches);
        return answer.isPresent() && Conversation.isAbout(dialogue.ready(), answer.get(), card);
    }

    @Override
    public int tidy(Collection<String> ended) {
        return 0;
    }

    @Override
    public void close() {
        line.close();
        try {
            alone.close();
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }
}
