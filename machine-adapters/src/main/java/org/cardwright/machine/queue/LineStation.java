package org.cardwright.machine.queue;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import org.cardwright.machine.language.CardCommands.Ends;
import org.cardwright.machine.language.JobCard;

/**
 * A machine that is talked to, card by card. A card is told to the journal before it is said, and said once.
 *
 * <p>What it said of a card is in the journal before anything more is said, and forced together with the beginning of the next card: one
 * force for each card.
 *
 * <p>When it is unknown what became of a card, or the machine says something unasked, nobody knows of which card its next answer is: the
 * line ends, and the cards that were not begun stay as they are.
 */
final class LineStation implements Station {

    private static final int MOST_ANSWERS = 64;

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
        QueueFolder.makeOwn(Objects.requireNonNull(line.lock().toAbsolutePath().getParent()));
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
        List<Command> opening = job.cards().isEmpty() ? List.of() : opening(job, commands);
        requireInStep();
        line.connect();
        if (job.stage() != MachineJob.Stage.HANDED) {
            journal.handed(job.name());
        }
        open(job, opening);
        List<CardAnswer> answers = new ArrayList<>();
        for (int i = 0; !outOfStep && i < job.cards().size(); i++) {
            JobCard card = job.cards().get(i);
            outOfStep = !isReady(card);
            if (!outOfStep) {
                journal.begun(job.name(), card.sequence());
                CardExchange.Told told = exchange(card).tell(commands.get(i));
                journal.heard(job.name(), told.answer());
                answers.add(told.answer());
                outOfStep = !told.inStep();
            }
        }
        if (!answers.isEmpty()) {
            journal.settled();
        }
        return Optional.of(ended(job, answers));
    }

    /** A late answer would be that of another card: after the first doubt nothing more is said on this line until it is opened anew. */
    private void requireInStep() {
        if (outOfStep) {
            throw new StationException("machine " + machine.name() + " is out of step: look at its last card");
        }
    }

    /** What is said before the first card and answered; what has no answer of its own goes with that card. */
    private List<Command> opening(MachineJob job, List<CardCommands> commands) {
        List<Command> opening = new ArrayList<>();
        for (Command command : machine.language().opening(job.name())) {
            machine.encoded(command.text());
            if (command.ends() != Ends.AT_ONCE) {
                opening.add(command);
            } else if (delivery.dialogue().headAnswered()) {
                opening.add(new Command(command.text(), command.name(), Ends.DONE));
            } else {
                commands.set(0, commands.get(0).behind(command.text()));
            }
        }
        return opening;
    }

    /** What stands before all cards costs none when the machine does not take it. */
    private void open(MachineJob job, List<Command> opening) {
        for (Command command : opening) {
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
        for (int heard = 0; heard < MOST_ANSWERS; heard++) {
            Optional<String> answer = line.hear();
            if (answer.isEmpty() || !dialogue.isWait(answer.get())) {
                Optional<Matcher> ready = answer.map(dialogue.ready()::matcher).filter(Matcher::matches);
                return ready.isPresent() && Conversation.isAbout(dialogue.ready(), ready.get(), card);
            }
        }
        return false;
    }

    @Override
    public int tidy(Collection<String> ended) {
        return 0;
    }

    @Override
    public void close() {
        try (alone) {
            line.close();
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }
}
