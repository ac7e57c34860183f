package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.jobs.sample.TestVault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R07 over the network: one of two payment HSMs goes while a batch is prepared, and nobody can see it in what comes out. */
class LostHsmTest {

    private static final Map<String, Integer> TEN_THOUSAND = Map.of("visa-sda", 9_500, "visa-dda", 500);
    private static final Pattern LISTENING = Pattern.compile("simulated HSM with \\d+ keys on 127\\.0\\.0\\.1:(\\d+)");
    private static final int TRY_AGAIN = 75;

    @TempDir
    private Path folder;

    private Program hsms;

    @Tag("R07")
    @Row(
            variant = "host commands",
            claim = "a payment HSM lost in the middle of a batch loses nothing",
            wanted =
                    "two simulated HSMs in processes of their own, 10,000 cards, 500 of them DDA; one ended among the records: the"
                            + " bytes of the software module, 0 lost, 0 wrong; with both killed exit 75, and the same command ends it"
                            + " when they are back")
    @Test
    void a_batch_goes_on_with_the_hsm_that_is_left(Evidence evidence) throws Exception {
        Map<String, Integer> orders = evidence.full() ? TEN_THOUSAND : Trial.FEW;
        Map<String, String> undisturbed = Trial.undisturbed(orders).files();
        TestVault.in(folder.resolve("hsm"));
        hsms = new Program(folder.resolve("hsm-logs"));
        Program.Running first = hsm(0);
        Program.Running second = hsm(0);
        try {
            int firstPort = port(first);
            int secondPort = port(second);
            TestBureau bureau = bureau(firstPort, secondPort);
            Program program = new Program(folder.resolve("logs"));
            String[] prepare = bureau.prepare(bureau.export("orders.csv", 1, orders));

            Program.Running both = RunningBatch.amongRecords(program, bureau, prepare, 1);
            first.kill();
            second.kill();
            evidence.control("both HSMs killed", both.await().exitCode() == TRY_AGAIN);
            first = hsm(firstPort);
            second = hsm(secondPort);
            port(first);
            port(second);

            Program.Running one = RunningBatch.amongRecords(program, bureau, prepare, evidence.size(1, 30));
            second.process().destroy();
            Program.Ended ended = one.await();

            assertThat(ended.exitCode()).as(ended.toString()).isZero();
            assertThat(Remains.contents(bureau.out())).isEqualTo(undisturbed);
            assertEndedWell(second.await());
        } finally {
            first.kill();
            second.kill();
        }
        evidence.figure(
                "cards with one of two HSMs, 0 differing files",
                orders.values().stream().mapToInt(Integer::intValue).sum());
    }

    private Program.Running hsm(int port) throws IOException {
        return hsms.start("bureau", "hsm", "--home", folder.resolve("hsm").toString(), "--listen", "127.0.0.1:" + port);
    }

    /** Where it listens, once it does. */
    private static int port(Program.Running hsm) throws IOException, InterruptedException {
        Matcher listening = LISTENING.matcher(Files.readString(hsm.out()));
        while (!listening.find()) {
            assertThat(hsm.process().waitFor(20, TimeUnit.MILLISECONDS))
                    .as("the HSM ended before it listened")
                    .isFalse();
            listening = LISTENING.matcher(Files.readString(hsm.out()));
        }
        return Integer.parseInt(listening.group(1));
    }

    private TestBureau bureau(int... ports) throws IOException {
        TestBureau bureau = new TestBureau(folder.resolve("bureau"));
        bureau.set(
                "threads = 2",
                "slices-per-chunk = 1",
                "security-module = host-commands",
                "host-commands.addresses = 127.0.0.1:" + ports[0] + ", 127.0.0.1:" + ports[1]);
        return bureau;
    }

    /** Told to end, it ends with 0, and has said nothing but where it listened. */
    private static void assertEndedWell(Program.Ended hsm) {
        assertThat(hsm.exitCode()).as(hsm.toString()).isZero();
        assertThat(hsm.out().strip()).matches(LISTENING);
        assertThat(hsm.err().strip()).isEqualTo("cardwright: the simulated HSM has ended");
    }
}
