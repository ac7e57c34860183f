package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R24: the scorecard can fail. Each bug makes its row red; without bugs the same rows are green. */
class MutationTest {

    private static final long LONGEST_ROW_MINUTES = 10;

    @TempDir
    private Path folder;

    private int runs;

    /** A refactoring that moves what a bug changes must move the bug too. */
    @Test
    void every_bug_still_applies_to_the_source() throws IOException {
        List<Mutant> mutants = Mutants.all();
        for (int i = 0; i < mutants.size(); i++) {
            assertThat(mutants.get(i).sources(folder.resolve("bug-" + i))).isNotEmpty();
        }
        assertThat(mutants).hasSizeGreaterThanOrEqualTo(10);
    }

    @Tag("R24")
    @Tag("full")
    @Row(claim = "the harness can fail", wanted = "every hand-made bug (10 or more) makes the right row red")
    @Test
    void every_bug_makes_its_row_red(Evidence evidence) throws Exception {
        String only = System.getProperty("bugs", "");
        List<Mutant> mutants = Mutants.all().stream()
                .filter(mutant -> mutant.toString().contains(only))
                .toList();
        for (Mutant mutant : mutants) {
            Outcome outcome = run(mutant.row(), Mutant.classPath(mutant.compile(folder.resolve("mutant-" + runs))));
            assertThat(outcome.exitCode()).as(mutant + "\n" + outcome.text()).isEqualTo(RowRunner.RED);
            report(mutant + " -> " + outcome.firstLine());
        }
        TreeSet<String> rows = mutants.stream().map(Mutant::row).collect(Collectors.toCollection(TreeSet::new));
        boolean allGreen = true;
        for (String row : rows) {
            Outcome outcome = run(row, System.getProperty("java.class.path"));
            report(row + " without bugs -> exit " + outcome.exitCode());
            allGreen &= outcome.exitCode() == RowRunner.GREEN;
        }

        evidence.figure("bugs found", mutants.size());
        evidence.figure("rows", rows.size());
        evidence.control("the same rows are green without bugs", allGreen);
    }

    private record Outcome(int exitCode, String text) {

        String firstLine() {
            return text.lines()
                    .filter(line -> line.startsWith("RED"))
                    .findFirst()
                    .orElse("");
        }
    }

    private Outcome run(String row, String classPath) throws IOException, InterruptedException {
        int number = ++runs;
        Path log = folder.resolve("row-" + number + ".log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dcardwright.score=reduced",
                        "-Dscore.report=" + folder.resolve("row-" + number + ".md"),
                        "-cp",
                        classPath,
                        RowRunner.class.getName(),
                        row)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(LONGEST_ROW_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(row + " did not end");
        }
        return new Outcome(process.exitValue(), Files.readString(log));
    }

    private static void report(String line) {
        System.out.println("R24 " + line);
    }
}
