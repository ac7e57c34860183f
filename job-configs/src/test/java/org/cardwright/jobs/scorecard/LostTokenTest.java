package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R07 with real tokens: one of two is taken away while a batch is prepared, and nobody can see it in what comes out. */
class LostTokenTest {

    private static final Map<String, Integer> TEN_THOUSAND = Map.of("visa-sda", 9_500, "visa-dda", 500);
    private static final int TRY_AGAIN = 75;

    @TempDir
    private Path folder;

    @Tag("R07")
    @Row(
            variant = "PKCS #11",
            claim = "a token lost in the middle of a batch loses nothing",
            wanted =
                    "two SoftHSM tokens, 10,000 cards, 500 of them DDA; one removed among the records: the bytes of the software"
                            + " module, 0 lost, 0 wrong; with both removed exit 75, and the same command ends it when they are back")
    @Test
    void a_batch_goes_on_with_the_token_that_is_left(Evidence evidence) throws Exception {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        Map<String, Integer> orders = evidence.full() ? TEN_THOUSAND : Trial.FEW;
        Map<String, String> undisturbed = Trial.undisturbed(orders).files();
        try (SoftHsmTokens tokens = SoftHsmTokens.in(folder.resolve("hsm"), "perso1", "perso2")) {
            TestBureau bureau = bureau();
            Program program = new Program(folder.resolve("logs"));
            assertThat(program.run(withPin(
                                    bureau,
                                    "keys",
                                    "list",
                                    "--home",
                                    bureau.home().toString()))
                            .exitCode())
                    .isZero();
            String[] prepare = withPin(bureau, bureau.prepare(bureau.export("orders.csv", 1, orders)));

            Program.Running both = RunningBatch.amongRecords(program, bureau, prepare, 1);
            tokens.lose("perso1");
            tokens.lose("perso2");
            evidence.control("both tokens removed", both.await().exitCode() == TRY_AGAIN);
            tokens.restore("perso1");
            tokens.restore("perso2");

            Program.Running one = RunningBatch.amongRecords(program, bureau, prepare, evidence.size(1, 30));
            tokens.lose("perso2");
            Program.Ended ended = one.await();

            assertThat(ended.exitCode()).as(ended.toString()).isZero();
            assertThat(Remains.contents(bureau.out())).isEqualTo(undisturbed);
        }
        evidence.figure(
                "cards with one of two tokens, 0 differing files",
                orders.values().stream().mapToInt(Integer::intValue).sum());
    }

    private TestBureau bureau() throws IOException {
        TestBureau bureau = new TestBureau(folder.resolve("bureau"));
        bureau.set(
                "threads = 2",
                "slices-per-chunk = 1",
                "security-module = pkcs11",
                "pkcs11.library = " + SoftHsmTokens.library(),
                "pkcs11.tokens = perso1, perso2",
                "custody = transit");
        return bureau;
    }

    private static String[] withPin(TestBureau bureau, String... command) throws IOException {
        Path pin = bureau.root().resolve("pin.txt");
        if (!Files.exists(pin)) {
            Files.writeString(pin, SoftHsmTokens.PIN + "\n");
            Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
        }
        String[] all = Arrays.copyOf(command, command.length + 2);
        all[command.length] = "--passphrase-file";
        all[command.length + 1] = pin.toString();
        return all;
    }
}
