package org.cardwright.machine.queue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.queue.CardAnswer.Outcome;

/** A journal in memory that dies where a test wants it: what it wrote before stays, as after a kill. */
final class RecordedJournal implements StationJournal {

    /** The end of the process. */
    static final class Killed extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());
    private final Map<Integer, CardAnswer> answers = Collections.synchronizedMap(new TreeMap<>());
    private String deadBefore = "";
    private String deadAfter = "";

    RecordedJournal diesBefore(String step) {
        deadBefore = step;
        return this;
    }

    RecordedJournal diesAfter(String step) {
        deadAfter = step;
        return this;
    }

    /** As after a restart. */
    RecordedJournal lives() {
        deadBefore = "";
        deadAfter = "";
        return this;
    }

    List<String> steps() {
        return List.copyOf(steps);
    }

    Map<Integer, Outcome> outcomes() {
        Map<Integer, Outcome> outcomes = new TreeMap<>();
        answers.forEach((sequence, answer) -> outcomes.put(sequence, answer.outcome()));
        return outcomes;
    }

    Map<Integer, CardAnswer> answers() {
        return Map.copyOf(answers);
    }

    /** How far the steps bring a job. */
    MachineJob.Stage stage() {
        if (steps.contains("handed")) {
            return MachineJob.Stage.HANDED;
        }
        return steps.contains("complete") ? MachineJob.Stage.COMPLETE : MachineJob.Stage.PLANNED;
    }

    private void step(String step, Runnable durable) {
        if (step.equals(deadBefore)) {
            throw new Killed();
        }
        durable.run();
        steps.add(step);
        if (step.equals(deadAfter)) {
            throw new Killed();
        }
    }

    @Override
    public void complete(String job, ByteString sha256) {
        step("complete", () -> {});
    }

    @Override
    public void handed(String job) {
        step("handed", () -> {});
    }

    @Override
    public void begun(String job, int sequence) {
        step("begun " + sequence, () -> {});
    }

    @Override
    public void answered(String job, List<CardAnswer> said) {
        step("answered", () -> said.forEach(answer -> answers.put(answer.sequence(), answer)));
    }

    @Override
    public void heard(String job, CardAnswer answer) {
        step("heard " + answer.sequence(), () -> answers.put(answer.sequence(), answer));
    }

    @Override
    public void settled() {
        step("settled", () -> {});
    }
}
