package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cardwright.jobs.wiring.BatchLine;
import org.cardwright.jobs.wiring.ChipLists;
import org.cardwright.jobs.wiring.GroupOfBatch;
import org.cardwright.machine.line.CardTimes;
import org.cardwright.machine.line.ChipLine;
import org.cardwright.machine.line.HeadReport;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.line.LineReport;
import org.cardwright.pipeline.launch.ChipProduction;
import org.cardwright.pipeline.ledger.ChipSheet;

/** The part of {@code personalize} that makes whole groups of a batch on a line. */
final class LineCommand {

    private static final long PATIENCE_SECONDS = 120;

    private final LineOptions options;
    private final JsonOption json;
    private final Printers out;

    /** Where it says what. */
    record Printers(PrintWriter out, PrintWriter err) {}

    LineCommand(LineOptions options, JsonOption json, Printers out) {
        this.options = options;
        this.json = json;
        this.out = out;
    }

    int run(GroupOfBatch group, List<LineHead> heads, BatchLine line, ChipProduction production) throws IOException {
        if (options.lists().isPresent()) {
            ChipLists.requireNew(options.lists().get());
        }
        ChipLine chips = new ChipLine(heads, options.rules(), this::slow);
        BatchLine.Outcome outcome;
        try (Termination termination = Termination.expected(patienceSeconds())) {
            termination.then(chips::stop);
            outcome = line.run(group, chips, production);
        }
        lists(group, production);
        boolean done = outcome.sheet().now().isDone() && outcome.sheet().now().held() == 0;
        int exitCode = done ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
        if (json.asked()) {
            return json.print(done ? "personalized" : "not_personalized", exitCode, members(outcome));
        }
        outcome.line().heads().forEach(head -> out.out().println(words(head)));
        out.out().println(times(outcome.line().times()));
        out.out().println("the line: " + outcome.line().ending());
        out.out().println();
        ControlSheet.text(outcome.sheet()).forEach(out.out()::println);
        return exitCode;
    }

    /** A head may wait for the last card to leave, and for the next to come, before it sees that it is over. */
    private long patienceSeconds() {
        return PATIENCE_SECONDS + 2 * options.rules().patience().toSeconds();
    }

    /** Only says how the cards stand. */
    int sheet(GroupOfBatch group, ChipProduction production) throws IOException {
        ChipSheet sheet = production.sheet(group.group(), options.attempts());
        lists(group, production);
        if (json.asked()) {
            return json.print("sheet", ExitCode.DONE, ControlSheet.members(sheet));
        }
        ControlSheet.text(sheet).forEach(out.out()::println);
        return ExitCode.DONE;
    }

    private void lists(GroupOfBatch group, ChipProduction production) throws IOException {
        if (options.lists().isPresent()) {
            new ChipLists(group).write(options.lists().get(), production, options.attempts());
        }
    }

    /** Says at once what a person must look at. */
    synchronized void tell(String line) {
        out.err().println("notice: " + line);
        out.err().flush();
    }

    private synchronized void slow(String head, long index, Duration time) {
        out.err()
                .println("alarm: record " + index + " took " + time.toMillis() + " ms at head " + head
                        + ", above the budget");
        out.err().flush();
    }

    private static String words(HeadReport head) {
        return head.name() + ": " + head.state() + " " + head.results();
    }

    private static String times(CardTimes times) {
        return "a card took " + times.percentile(50).toMillis() + " ms (p50), "
                + times.percentile(95).toMillis() + " ms (p95), "
                + times.percentile(99).toMillis() + " ms (p99); "
                + times.slow() + " above the budget of " + times.budget().toSeconds() + " s";
    }

    private static Map<String, Object> members(BatchLine.Outcome outcome) {
        Map<String, Object> members = ControlSheet.members(outcome.sheet());
        LineReport line = outcome.line();
        members.put("ending", line.ending());
        members.put("p50_ms", line.times().percentile(50).toMillis());
        members.put("p95_ms", line.times().percentile(95).toMillis());
        members.put("p99_ms", line.times().percentile(99).toMillis());
        members.put("slow", line.times().slow());
        return members;
    }
}
