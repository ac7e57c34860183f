package org.cardwright.jobs.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.cardwright.perso.json.JsonWriter;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.cardwright.pipeline.step.StageTimes.StageTime;
import picocli.CommandLine;

/** Prints how a run ended: for a person, or as one JSON object for a program. */
final class OutcomePrinter {

    private static final double NANOS_PER_SECOND = 1e9;

    private OutcomePrinter() {}

    static void print(BatchOutcome outcome, boolean json, CommandLine command) throws IOException {
        PrintWriter out = command.getOut();
        if (json) {
            out.println(json(outcome));
        } else if (outcome.exitCode() == ExitCode.DONE) {
            text(outcome, out);
        } else {
            command.getErr().println("cardwright: " + outcome.message());
        }
        out.flush();
    }

    private static void text(BatchOutcome outcome, PrintWriter out) {
        BatchCounts counts = outcome.counts();
        out.println(outcome.message());
        if (outcome.batch().isEmpty()) {
            return;
        }
        out.println(counts.in() + " ordered = " + counts.good() + " good + " + counts.rejected() + " rejected + "
                + counts.held() + " held + " + counts.remade() + " remade");
        outcome.directory().ifPresent(directory -> out.println("sealed in " + directory));
        if (!outcome.times().stages().isEmpty()) {
            TextTable table = new TextTable("stage", "cards", "seconds");
            for (StageTime stage : outcome.times().stages()) {
                table.row(stage.stage(), stage.cards(), seconds(stage));
            }
            table.print(out);
        }
    }

    private static String json(BatchOutcome outcome) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonWriter json = JsonWriter.inGivenOrder(bytes).beginObject();
        json.member("outcome", outcome.kind().name().toLowerCase(Locale.ROOT));
        json.member("exit_code", outcome.exitCode());
        json.member("batch", outcome.batch());
        json.member("message", outcome.message());
        BatchCounts counts = outcome.counts();
        json.name("counts").beginObject();
        json.member("in", counts.in()).member("good", counts.good()).member("rejected", counts.rejected());
        json.member("held", counts.held()).member("remade", counts.remade()).endObject();
        if (outcome.directory().isPresent()) {
            json.member("directory", outcome.directory().get().toString());
        }
        if (outcome.request().isPresent()) {
            json.member("request", outcome.request().get());
        }
        json.name("stages").beginArray();
        for (StageTime stage : outcome.times().stages()) {
            json.beginObject().member("stage", stage.stage()).member("cards", stage.cards());
            json.member("nanoseconds", stage.nanos()).endObject();
        }
        json.endArray().endObject();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String seconds(StageTime stage) {
        return String.format(Locale.ROOT, "%.3f", stage.nanos() / NANOS_PER_SECOND);
    }
}
