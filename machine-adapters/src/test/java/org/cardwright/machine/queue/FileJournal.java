package org.cardwright.machine.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.language.JobCard;

/** A journal in a file, forced line by line; it refuses every step that was done before. A process can be made to stand still at a step. */
final class FileJournal implements StationJournal {

    private final Path file;
    private final String stillAt;

    FileJournal(Path file, String stillAt) {
        this.file = file;
        this.stillAt = stillAt;
    }

    List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Cards by what became of them. */
    Map<Integer, String> outcomes() throws IOException {
        Map<Integer, String> outcomes = new TreeMap<>();
        for (String line : lines()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("answered")) {
                outcomes.put(Integer.valueOf(words[1]), words[2]);
            }
        }
        return outcomes;
    }

    /** The job as it stands now; what was begun and has no answer is unknown from now on, as the ledger has it. */
    MachineJob job(String name, List<JobCard> cards) throws IOException {
        List<String> lines = lines();
        for (JobCard card : cards) {
            boolean answered = outcomes().containsKey(card.sequence());
            if (lines.contains("begun " + card.sequence()) && !answered) {
                append("answered " + card.sequence() + " UNKNOWN");
            }
        }
        List<JobCard> left = new ArrayList<>(cards);
        left.removeIf(card -> lines.contains("begun " + card.sequence()));
        MachineJob.Stage stage = MachineJob.Stage.PLANNED;
        if (lines.contains("complete")) {
            stage = MachineJob.Stage.COMPLETE;
        }
        if (lines.contains("handed")) {
            stage = MachineJob.Stage.HANDED;
        }
        return new MachineJob(name, stage, left);
    }

    private void step(String line, List<String> durable) {
        standStill("before " + line);
        try {
            for (String one : durable) {
                if (lines().stream().anyMatch(one::equals)) {
                    throw new IllegalStateException("journaled twice: " + one);
                }
                append(one);
            }
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
        standStill("after " + line);
    }

    private void append(String line) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }

    private void standStill(String moment) {
        if (!moment.equals(stillAt)) {
            return;
        }
        System.out.println("still " + moment);
        System.out.flush();
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public void complete(String job, ByteString sha256) {
        step("complete", List.of("complete"));
    }

    @Override
    public void handed(String job) {
        step("handed", List.of("handed"));
    }

    @Override
    public void begun(String job, int sequence) {
        step("begun " + sequence, List.of("begun " + sequence));
    }

    @Override
    public void answered(String job, List<CardAnswer> answers) {
        step(
                "answered",
                answers.stream()
                        .map(answer -> "answered " + answer.sequence() + " " + answer.outcome())
                        .toList());
    }

    @Override
    public void heard(String job, CardAnswer answer) {
        answered(job, List.of(answer));
    }

    @Override
    public void settled() {
        // every line is forced
    }
}
