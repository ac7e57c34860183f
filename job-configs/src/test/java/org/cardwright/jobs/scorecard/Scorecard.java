package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each row its {@link Evidence} and writes what it reached to {@code target/scorecard.md}. */
final class Scorecard implements ParameterResolver, BeforeTestExecutionCallback, AfterTestExecutionCallback {

    private static final Namespace OURS = Namespace.create(Scorecard.class);
    private static final Path REPORT = Path.of(System.getProperty("score.report", "target/scorecard.md"));
    private static final Clock CLOCK = Clock.systemUTC();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Evidence.class;
    }

    @Override
    public Evidence resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return evidence(test);
    }

    @Override
    public void beforeTestExecution(ExtensionContext test) {
        test.getStore(OURS).put("started", System.nanoTime());
    }

    @Override
    public void afterTestExecution(ExtensionContext test) throws IOException {
        Long started = test.getStore(OURS).get("started", Long.class);
        long seconds = started == null ? 0 : Math.round((System.nanoTime() - started) / 1e9);
        Evidence evidence = evidence(test);
        boolean passed = test.getExecutionException().isEmpty();
        ScoreLine line = line(test, evidence, seconds, passed && evidence.isWhole());
        ScoreBook.put(REPORT, line);
        String book = System.getProperty("score.book", "");
        if (evidence.full() && !book.isEmpty()) {
            ScoreBook.put(Path.of(book), line);
        }
        if (passed && !evidence.isWhole()) {
            throw new AssertionError(evidence.row() + " has no figures or no positive control");
        }
    }

    private static ScoreLine line(ExtensionContext test, Evidence evidence, long seconds, boolean green) {
        Row row = test.getRequiredTestMethod().getAnnotation(Row.class);
        String number = row.variant().isEmpty() ? evidence.row() : evidence.row() + " " + row.variant();
        String reached = (green ? "" : "RED: ") + evidence.reached();
        String run = (evidence.full() ? "full" : "reduced") + ", " + seconds + " s, "
                + Runtime.getRuntime().availableProcessors() + " processors, Java "
                + Runtime.version().feature();
        return new ScoreLine(
                number,
                row.claim(),
                row.wanted(),
                reached,
                evidence.controls() + " found",
                Long.toString(evidence.seed()),
                run,
                LocalDate.now(CLOCK) + " " + ScoreBook.commit());
    }

    private static Evidence evidence(ExtensionContext test) {
        return test.getStore(OURS).computeIfAbsent("evidence", key -> new Evidence(number(test)), Evidence.class);
    }

    private static String number(ExtensionContext test) {
        return test.getTags().stream()
                .filter(tag -> tag.matches("R[0-9]{2}"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a row without its tag: " + test.getDisplayName()));
    }
}
