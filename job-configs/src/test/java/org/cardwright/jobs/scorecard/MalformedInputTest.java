package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cardwright.jobs.ManyCommands;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R10: malformed input through the real command line: refused or rejected, with place and reason, without content. */
class MalformedInputTest {

    /** What the program may hold at a time, all of it: two commands run at once. */
    private static final String MEMORY = "-Xmx128m";

    private static final long MOST_MILLIS = 1_000;

    /** Hashing comes first and takes its time with a gigabyte. */
    private static final long MILLIS_PER_MEGABYTE = 10;

    /** What the launcher leaves to the JVM: a gigabyte is hashed several times as fast by code that was compiled well. */
    private static final int ALL_LEVELS = 4;

    private static final int QUICK_START = 1;

    /** In every build the machine may be busy with other things. */
    private static final int PATIENCE = 15;

    private static final int WIDTH = 4 << 20;
    private static final int NINTH_FIXED_ORDER_AT = 9 * 400;

    @TempDir
    private Path folder;

    /** The good files, first of all the cases: they also warm the program up, whose start is not what is measured. */
    private final List<MalformedCase> goodTwins = new ArrayList<>();

    private final List<MalformedCase> cases = new ArrayList<>();
    private Path template = Path.of("");

    @Tag("R10")
    @Row(
            claim = "malformed input is refused, with place, without content",
            wanted =
                    "36 kinds and more x 3 formats and JSON: 65 or rejected with record number and reason, 0 exceptions,"
                            + " 0 content quoted, 64 MB and 1 s each (10 ms more for a megabyte that is hashed)")
    @Test
    void every_kind_of_bad_file_is_refused_or_rejected(Evidence evidence) throws Exception {
        template = Northbank.in(folder.resolve("template")).home();
        ManyCommands.run(folder.resolve("first"), "batch", "list", "--home", template.toString());
        for (String form : Northbank.FORMS.keySet()) {
            goodTwins.add(add("good " + form, form, Northbank.good(form)));
        }
        for (String form : Northbank.FORMS.keySet()) {
            if (evidence.full() || !form.equals("json")) {
                prepare(form, evidence.size(64, 1024));
            }
        }
        MalformedCase good = goodTwins.get(0);
        Program.Ended ended = runAll(evidence);

        List<String> faults = new ArrayList<>();
        for (MalformedCase each : bad()) {
            faults.addAll(each.faults());
            faults.addAll(each.quotes());
        }
        evidence.figure("files", bad().size());
        evidence.figure(
                "refused", bad().stream().filter(c -> c.exitCode() == 65).count());
        evidence.figure(
                "with rejected records",
                bad().stream().filter(c -> c.exitCode() == 0).count());
        evidence.figure("ms for the slowest but the huge ones", slowest());
        evidence.figure("faults", faults.size());
        evidence.control("a file without a fault", !good.faults().isEmpty());
        Files.writeString(good.said("err"), "cannot parse NB-2511-000009;105;;N;9999990000010096;01;WU/LI");
        evidence.control("a quoted record", !good.quotes().isEmpty());
        assertThat(faults).as(ended.toString()).isEmpty();
        assertThat(MalformedCase.quotes(ended.err())).isEmpty();
        withinTheirTime(evidence);
    }

    private void prepare(String form, int megabytes) throws IOException {
        List<Path> files = Northbank.corrupt(form);
        assertThat(files).as(form).hasSizeGreaterThanOrEqualTo(36);
        for (Path file : files) {
            add(form + "/" + file.getFileName(), form, file);
        }
        add(form + "/huge", form, huge(form, megabytes));
    }

    private MalformedCase add(String name, String form, Path file) {
        int number = cases.size() + 1;
        Northbank home = new Northbank(folder.resolve("home-" + number));
        Directories.copy(template, home.home());
        Path out = folder.resolve("out-" + number);
        MalformedCase added = new MalformedCase(
                name, home.prepare(file, form, out), home.home(), out, folder.resolve("said/" + number));
        cases.add(added);
        return added;
    }

    /** The good file up to the name of the ninth order, which never ends; the file system stores only its beginning. */
    private Path huge(String form, int megabytes) throws IOException {
        byte[] good = Files.readAllBytes(Northbank.good(form));
        int name = new String(good, StandardCharsets.ISO_8859_1).indexOf("WU/LI");
        Path path = folder.resolve("huge." + form);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(good, 0, form.equals("fixed") ? NINTH_FIXED_ORDER_AT : name);
            byte[] filling = new byte[WIDTH];
            Arrays.fill(filling, (byte) 'A');
            file.write(filling);
            file.setLength((long) megabytes << 20);
        }
        return path;
    }

    private Program.Ended runAll(Evidence evidence) throws IOException, InterruptedException {
        Path said = Files.createDirectories(folder.resolve("said"));
        Path commands = folder.resolve("commands");
        Files.write(
                commands,
                cases.stream().map(c -> String.join("\t", c.command())).toList());
        String compiler = "-XX:TieredStopAtLevel=" + (evidence.full() ? ALL_LEVELS : QUICK_START);
        Program program = new Program(folder.resolve("logs"), MEMORY, compiler).through(ManyCommands.class);
        String attempts = evidence.full() ? "1" : "2";
        Program.Ended ended =
                program.run(commands.toString(), said.toString(), Integer.toString(goodTwins.size()), attempts);
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        for (String line : ended.out().lines().toList()) {
            String[] words = line.split(" ", -1);
            cases.get(Integer.parseInt(words[0]) - 1).ended(Integer.parseInt(words[1]), Long.parseLong(words[2]));
        }
        return ended;
    }

    private List<MalformedCase> bad() {
        return cases.subList(goodTwins.size(), cases.size());
    }

    private long slowest() {
        return bad().stream()
                .filter(c -> !c.name().endsWith("huge"))
                .mapToLong(MalformedCase::millis)
                .max()
                .orElse(0);
    }

    private void withinTheirTime(Evidence evidence) throws IOException {
        int patience = evidence.full() ? 1 : PATIENCE;
        for (MalformedCase each : bad()) {
            long megabytes = Files.size(Path.of(each.command().get(1))) >> 20;
            assertThat(each.millis())
                    .as("milliseconds for %s", each.name())
                    .isLessThanOrEqualTo(patience * (MOST_MILLIS + megabytes * MILLIS_PER_MEGABYTE));
        }
    }
}
