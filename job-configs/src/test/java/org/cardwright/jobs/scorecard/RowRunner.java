package org.cardwright.jobs.scorecard;

import java.io.PrintStream;
import java.util.List;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs one row in a process of its own: exit 0 green, 1 red, 2 nothing ran. */
final class RowRunner {

    static final int GREEN = 0;
    static final int RED = 1;
    static final int NOTHING = 2;

    private RowRunner() {}

    /** The only argument is the number of the row. */
    public static void main(String[] arguments) {
        TestExecutionSummary summary = run(arguments[0]);
        PrintStream out = System.out;
        List<TestExecutionSummary.Failure> failures = summary.getFailures();
        for (TestExecutionSummary.Failure failure : failures) {
            out.println("RED " + failure.getTestIdentifier().getDisplayName() + ": " + failure.getException());
        }
        boolean ran = summary.getTestsSucceededCount() + failures.size() > 0;
        System.exit(!ran ? NOTHING : failures.isEmpty() ? GREEN : RED);
    }

    private static TestExecutionSummary run(String row) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectPackage(RowRunner.class.getPackageName()))
                .filters(TagFilter.includeTags(row), TagFilter.excludeTags("full"))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }
}
