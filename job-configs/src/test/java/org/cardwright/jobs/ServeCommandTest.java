package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issuers drop their files, and {@code serve --once} makes their batches. */
class ServeCommandTest {

    private static final String LAYOUTS = "layouts =";

    @TempDir
    private Path folder;

    private EditableHome home;
    private Path dropped;

    @BeforeEach
    void prepare_a_home_with_a_folder() throws IOException {
        home = EditableHome.in(folder);
        dropped = folder("drop");
        agree("bank-one", "drop.folder = " + dropped + "\ndrop.quiet-seconds = 1\n");
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectory(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    }

    private void agree(String issuer, String lines) throws IOException {
        home.edit("issuers/" + issuer + ".properties", LAYOUTS, lines + LAYOUTS);
    }

    private void drop(String name, int number, String city) throws IOException {
        SmallExport.of("bank-one", "visa-sda", 3 * number).with(0, "city", city).write(dropped.resolve(name), number);
        Files.createFile(dropped.resolve(name + ".done"));
    }

    private Ran serve(String... arguments) {
        String[] command = new String[arguments.length + 6];
        System.arraycopy(
                new String[] {
                    "serve",
                    "--once",
                    "--out",
                    home.out().toString(),
                    "--home",
                    home.root().toString()
                },
                0,
                command,
                0,
                6);
        System.arraycopy(arguments, 0, command, 6, arguments.length);
        return Ran.command(command);
    }

    @Test
    void files_become_batches_in_the_order_of_their_numbers() throws Exception {
        drop("b-first.csv", 1, "HERE");
        assertThat(serve().exitCode()).isZero();
        drop("a-third.csv", 3, "THERE");
        drop("z-second.csv", 2, "ELSEWHERE");
        drop("broken.csv", 4, "NOWHERE");
        Files.writeString(dropped.resolve("broken.csv"), "HDR;bank-one;4;2026-11-20\n");

        Ran served = serve();

        assertThat(served.exitCode()).as(served.out() + served.err()).isEqualTo(65);
        String said = served.out();
        assertThat(said.indexOf("z-second.csv: SEALED"))
                .as(said)
                .isPositive()
                .isLessThan(said.indexOf("a-third.csv: SEALED"));
        assertThat(said).contains("broken.csv: REFUSED, ");

        Ran listed = Ran.command("drops", "--home", home.root().toString());
        assertThat(listed.out()).contains("b-first.csv", "sealed", "broken.csv", "refused");
        Ran json = Ran.command(
                "drops", "--json", "--issuer", "bank-two", "--home", home.root().toString());
        JsonAnswer.requireOneObject(json.out());
        assertThat(json.out()).contains("\"drops\":[]");
        assertThat(Ran.command("audit", "list", "--home", home.root().toString())
                        .out())
                .contains("DROP_TAKEN", "DROP_SEALED", "DROP_REFUSED");
        assertThat(dropped.resolve("a-third.csv")).doesNotExist();
    }

    @Test
    void an_issuer_that_waits_for_people_holds_back_its_own_files_only() throws Exception {
        home.edit("cardwright.properties", "policy = test", "policy = test\nprofiles = released");
        drop("first.csv", 1, "HERE");
        drop("second.csv", 2, "THERE");
        Ran served = serve();
        assertThat(served.exitCode()).as(served.out()).isEqualTo(77);
        assertThat(served.out()).contains("first.csv: WAITING, ").doesNotContain("second.csv: WAITING");

        home.edit("cardwright.properties", "profiles = released", "profiles = any");
        Ran again = serve();
        assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
        assertThat(again.out()).contains("first.csv: SEALED", "second.csv: SEALED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop.quiet-seconds = 1 | 65 | bank-two.properties: drop.folder is missing",
                "drop.folder = DROP/inner | 64 | drop.folder of bank-one and of bank-two must be apart",
                "drop.folder = x${}drop.complete = maybe | 65 | drop.complete is none of marker, checksum, rename"
            })
    void what_is_agreed_wrongly_is_said(String lines, int exitCode, String why) throws IOException {
        agree("bank-two", lines.replace("DROP", dropped.toString()).replace("${}", "\n") + "\n");
        Ran served = serve();
        assertThat(served.exitCode()).isEqualTo(exitCode);
        assertThat(served.err()).contains(why);
    }

    @Test
    void a_home_without_folders_has_nothing_to_watch() throws IOException {
        String issuer = home.read("issuers/bank-one.properties");
        home.write("issuers/bank-one.properties", issuer.replaceAll("(?m)^drop.*\n", ""));
        Ran served = serve();
        assertThat(served.exitCode()).isEqualTo(64);
        assertThat(served.err()).contains("no issuer has a drop.folder");
    }
}
