package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.jobs.sample.TestVault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code cardwright terminal}: a card of a batch that was made on the same command line. */
class TerminalCommandTest {

    @TempDir
    private static Path folder;

    private static SmallExport orders;
    private static Path batch;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void prepare() throws IOException {
        TestVault.in(folder.resolve("home"));
        orders = SmallExport.of("bank-one", "visa-dda", 2);
        TerminalCommandTest test = new TerminalCommandTest();
        int exitCode = test.run(
                "prepare",
                orders.write(folder.resolve("orders.csv")).toString(),
                "--issuer",
                "bank-one",
                "--out",
                folder.resolve("batches").toString());
        assertThat(exitCode).as(test.err.toString()).isZero();
        try (Stream<Path> batches = Files.list(folder.resolve("batches"))) {
            batch = batches.toList().get(0);
        }
    }

    @Test
    void a_card_of_a_sealed_batch_is_accepted_by_terminal_and_issuer() {
        assertThat(run("terminal", batch.toString(), "--order", orders.get(0, "order")))
                .as(out + "\n" + err)
                .isZero();
        assertThat(out.toString())
                .contains("> SELECT 00A40400", "> GENERATE AC", "offline data authentication DDA")
                .contains("issuer: 00", "APPROVED_ONLINE")
                .endsWith("accepted" + System.lineSeparator())
                .doesNotContain(orders.get(0, "pan"));
    }

    @Test
    void says_the_same_as_one_json_object() throws IOException {
        assertThat(run("terminal", batch.toString(), "--order", orders.get(1, "order"), "--json"))
                .isZero();
        assertThat(out.toString())
                .contains("\"outcome\":\"accepted\"", "\"ending\":\"APPROVED_ONLINE\"", "\"authentication\":\"DDA\"");
    }

    @Test
    void a_card_out_of_its_time_is_refused_with_exit_70() {
        assertThat(run("terminal", batch.toString(), "--order", orders.get(0, "order"), "--on", "2099-01-01"))
                .isEqualTo(70);
        assertThat(out.toString()).contains("TVR: expired-application", "refused [");
    }

    @Test
    void a_wrong_pin_is_refused_and_an_open_pin_file_is_not_read() throws IOException {
        Path pin = Files.writeString(folder.resolve("pin"), "0000\n");
        Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run("terminal", batch.toString(), "--order", orders.get(0, "order"), "--pin-file", pin.toString()))
                .isEqualTo(77);
        Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
        assertThat(run("terminal", batch.toString(), "--order", orders.get(0, "order"), "--pin-file", pin.toString()))
                .isEqualTo(70);
        assertThat(out.toString()).contains("pin-try-limit-exceeded").doesNotContain("240000FF");
    }

    @Test
    void what_cannot_be_done_is_said_in_one_line() throws IOException {
        assertThat(run("terminal", batch.toString(), "--order", "nobody")).isEqualTo(64);
        assertThat(run("terminal", folder.toString(), "--order", "A")).isEqualTo(64);
        Path keys = Files.writeString(folder.resolve("keys"), "{}");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        assertThat(run("terminal", batch.toString(), "--order", orders.get(0, "order"), "--keys", keys.toString()))
                .isEqualTo(70);
        assertThat(err.toString())
                .contains("the order is not in this batch", "there is no file ")
                .contains("the card cannot be personalized: application A0000000031010, command ")
                .doesNotContain("Exception", "\tat ");
    }

    private int run(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--home", folder.resolve("home").toString()));
        CommandLine command = Cardwright.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(line.toArray(String[]::new));
    }
}
