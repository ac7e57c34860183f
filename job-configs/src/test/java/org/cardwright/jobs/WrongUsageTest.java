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
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What a person gets wrong is answered with one line and the right exit code, never with a trace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongUsageTest {

    private static final String UNKNOWN = "0000";

    @TempDir
    private static Path folder;

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "prepare EXPORT --issuer nobody --out OUT, 64, there is no issuer nobody",
        "prepare EXPORT --issuer bank-one --layout nothing --out OUT, 64, issuer bank-one has no layout nothing",
        "batch show BATCH, 64, no batch or more than one begins with 0000",
        "batch show 9999990000000014, 64, no batch or more than one begins with 999999......0014",
        "approve 4711 --operator-file OPERATOR, 64, there is no such request",
        "operator add --role ADMINISTRATOR --new-operator-file SHORT, 64, a passphrase has at least 12 characters",
        "operator add --role APPROVER --new-operator-file READABLE, 77, READABLE can be read by others; its mode must be 0600",
        "prepare EXPORT --issuer bank-one --out OUT --passphrase-file /dev/zero, 77, the passphrase file is no file",
        "show EXPORT --format dgi --out OUT --keys READABLE, 77, READABLE can be read by others; its mode must be 0600",
        "verify OUT --ca-keys nothing.json, 70, no manifest.json in OUT"
    })
    void is_said_in_one_line(String line, int exitCode, String message) throws IOException {
        Files.createDirectories(folder.resolve("OUT"));
        Files.write(folder.resolve("EXPORT"), SampleData.bytes("exports/four-forms/orders.csv"));
        secret("OPERATOR", "anna\nlong enough for a passphrase\n", "rw-------");
        secret("SHORT", "anna\ntoo short\n", "rw-------");
        secret("READABLE", "anna\nlong enough for a passphrase\n", "rw-r--r--");

        assertThat(run(line)).as(err.toString()).isEqualTo(exitCode);

        assertThat(err.toString().lines().filter(text -> !text.isBlank()))
                .singleElement()
                .asString()
                .isEqualTo("cardwright: " + message);
    }

    @Test
    void a_day_that_is_none_is_said_without_the_names_of_classes() throws IOException {
        assertThat(run("profile explain visa-sda --issuer bank-one --on 2026-13-01"))
                .isEqualTo(64);
        assertThat(err.toString())
                .contains("'2026-13-01' is no day; expected yyyy-mm-dd")
                .doesNotContain("Exception", "java.");
    }

    @ParameterizedTest
    @CsvSource({
        "show NOTHING, 64, there is no file ",
        "show OUT, 64, no regular file",
        "show EXPORT --format dgi --out OUT --keys NOTHING, 64, there is no file ",
        "profile decompile NOTHING, 64, there is no file ",
        "prepare NOTHING --issuer bank-one --out OUT, 64, there is no file ",
        "prepare OUT --issuer bank-one --out OUT, 64, no regular file",
        "prepare EXPORT --issuer bank-one --out EXPORT, 64, batches cannot stand in ",
        "verify OUT/batch --public-key NOTHING, 64, there is no file ",
        "verify OUT/batch --ca-keys EXPORT, 65, EXPORT: JSON: ",
        "verify --proof EXPORT --manifest EXPORT --public-key KEY, 65, EXPORT: JSON: ",
        "verify --proof NOTHING --manifest EXPORT --public-key KEY, 64, there is no file "
    })
    void names_the_file_that_is_not_what_it_should_be(String line, int exitCode, String message) throws IOException {
        Path batch = Files.createDirectories(folder.resolve("OUT/batch"));
        Files.writeString(batch.resolve("manifest.json"), "{}");
        Files.writeString(folder.resolve("KEY"), "ab".repeat(32));
        Files.write(folder.resolve("EXPORT"), SampleData.bytes("exports/four-forms/orders.csv"));

        assertThat(run(line)).as(err.toString()).isEqualTo(exitCode);

        assertThat(err.toString()).contains(message).doesNotContain("Exception", "internal failure");
    }

    @Test
    void a_profile_that_cannot_be_read_is_refused_input_with_file_and_line() throws IOException {
        Path home = TestVault.in(folder.resolve("broken-home"));
        assertThat(run("operator list --home " + home)).isZero();
        Path product = home.resolve("config/products/visa-sda.xml");
        Files.writeString(product, Files.readString(product).replace("<dgis>", "<dgiz>"));

        assertThat(run("operator list --home " + home)).isEqualTo(65);

        assertThat(err.toString()).contains("visa-sda.xml", "line ").doesNotContain("\tat ", "internal failure");
    }

    @Test
    void a_surface_that_cannot_be_read_is_refused_input_as_well() throws IOException {
        Path home = TestVault.in(folder.resolve("blank-home"));
        assertThat(run("operator list --home " + home)).isZero();
        Files.writeString(home.resolve("config/surfaces/broken.xml"), "<surface>");

        assertThat(run("batch list --home " + home)).isEqualTo(65);

        assertThat(err.toString()).startsWith("cardwright: broken.xml").doesNotContain("internal failure");
    }

    private static void secret(String name, String text, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private int run(String line) throws IOException {
        err.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            boolean file = List.of("EXPORT", "OUT", "OUT/batch", "OPERATOR", "SHORT", "READABLE", "KEY", "NOTHING")
                    .contains(word);
            arguments.add(file ? folder.resolve(word).toString() : word.replace("BATCH", UNKNOWN));
        }
        if (!line.contains("--home")) {
            if (Files.notExists(folder.resolve("home"))) {
                TestVault.in(folder.resolve("home"));
            }
            arguments.addAll(List.of("--home", folder.resolve("home").toString()));
        }
        CommandLine command = Cardwright.commandLine();
        command.setOut(new PrintWriter(new StringWriter()));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments.toArray(String[]::new));
    }
}
