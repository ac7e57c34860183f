package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R22: neither locale, time zone, chunk size nor the number of threads changes a byte. */
class SameBytesTest {

    /**
     * Surroundings of one run.
     *
     * @param locale language and country of the JVM
     * @param zone its time zone
     * @param threads cards prepared at the same time
     * @param slices slices between two commits
     */
    private record Surroundings(String locale, String zone, int threads, int slices) {

        String[] jvmOptions() {
            String[] parts = locale.split("-", -1);
            return new String[] {"-Duser.language=" + parts[0], "-Duser.country=" + parts[1], "-Duser.timezone=" + zone
            };
        }
    }

    @TempDir
    private Path folder;

    @Tag("R22")
    @Row(
            claim = "same input, same bytes",
            wanted = "3 runs, 2 locales, 2 time zones, 2 chunk sizes, 1-4 threads: identical")
    @Test
    void the_same_export_gives_the_same_bytes_everywhere(Evidence evidence) throws Exception {
        List<Surroundings> all = surroundings(evidence.full());
        Map<String, Integer> orders =
                Map.of("visa-sda", evidence.size(60, 600), "visa-dda", evidence.size(20, 100), "mc-cda", 10);
        List<Map<String, ByteString>> outputs = new ArrayList<>();
        for (Surroundings surroundings : all) {
            outputs.add(outputs(surroundings, outputs.size(), orders));
        }

        for (Map<String, ByteString> output : outputs) {
            assertThat(output.keySet()).isEqualTo(outputs.get(0).keySet()).hasSizeGreaterThan(5);
            assertThat(output).isEqualTo(outputs.get(0));
        }

        evidence.figure("runs", outputs.size());
        evidence.figure("differing files", 0);
        evidence.control("one byte of one file changed", differsAfterAChange());
    }

    private static List<Surroundings> surroundings(boolean full) {
        List<Surroundings> all = new ArrayList<>(
                List.of(new Surroundings("en-US", "UTC", 1, 1), new Surroundings("tr-TR", "Pacific/Auckland", 4, 32)));
        if (full) {
            for (int threads = 1; threads <= 4; threads++) {
                all.add(new Surroundings("en-US", "Pacific/Auckland", threads, 32));
                all.add(new Surroundings("tr-TR", "UTC", threads, 1));
            }
        }
        return all;
    }

    private Map<String, ByteString> outputs(Surroundings run, int number, Map<String, Integer> orders)
            throws Exception {
        TestBureau bureau = new TestBureau(folder.resolve("run-" + number)).withQuickVault();
        bureau.set("threads = " + run.threads(), "slices-per-chunk = " + run.slices());
        Path export = bureau.export("orders.csv", 1, orders);
        Program program = new Program(bureau.root().resolve("logs"), run.jvmOptions());
        Program.Ended ended = program.run(bureau.prepare(export));
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        return bureau.outputs();
    }

    private boolean differsAfterAChange() throws Exception {
        TestBureau bureau = new TestBureau(folder.resolve("run-0"));
        Map<String, ByteString> before = bureau.outputs();
        Path file = bureau.out().resolve(before.keySet().iterator().next());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        return !bureau.outputs().equals(before);
    }
}
