package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.jobs.sample.TestVault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that come in components or are made of them, custodian by custodian. */
class KeysCeremonyCommandTest {

    private static final String ONE = "0123456789ABCDEF FEDCBA9876543210";
    private static final String ONE_KCV = "08D7B4";
    private static final String TWO = "1111111111111111 2222222222222222";
    private static final String TWO_KCV = "D2B91C";
    private static final String KEK1 =
            " --purpose kek --direction in --owner bank-one --recipient personalizer --algorithm tdes --bits 128";

    @TempDir
    private Path directory;

    private Path out = Path.of("");

    @BeforeEach
    void home() throws IOException {
        TestVault.in(directory.resolve("home"));
        Custodians.register(directory.resolve("home"));
        out = directory.resolve("out");
    }

    private Ran run(String command) {
        return Ran.command(Stream.concat(
                        Stream.of(command.split(" ")),
                        Stream.of("--home", directory.resolve("home").toString()))
                .toArray(String[]::new));
    }

    private String custodian(String who, String... lines) throws IOException {
        return Custodians.file(directory, who, lines);
    }

    private Ran make(String more) throws IOException {
        return run("keys ceremony make bank-one.new-kek" + KEK1 + " --out " + out + custodian("cleo") + custodian("dan")
                + more);
    }

    private Ran enter(String name, String first, String second, String more) throws IOException {
        return run("keys ceremony enter " + name + KEK1 + " --out " + out + first + second + more);
    }

    private static String line(Path sheet, String label) throws IOException {
        return Custodians.read(sheet)
                .lines()
                .filter(line -> line.startsWith(label))
                .findFirst()
                .orElseThrow()
                .substring(label.length())
                .strip();
    }

    /** The digits of a component and its check value, as a custodian types them. */
    private static String[] component(Path sheet) throws IOException {
        List<String> digits = Custodians.read(sheet)
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("([0-9A-F]{4} ?){4}"))
                .toList();
        return new String[] {String.join(" ", digits), line(sheet, "Check value (TDES_ZEROS)")};
    }

    @Test
    void a_key_that_is_made_here_can_be_entered_elsewhere_from_its_sheets() throws IOException {
        Ran made = make("");
        assertThat(made.err()).isEmpty();
        assertThat(made.exitCode()).isZero();
        Path held = Custodians.only(out);
        Path first = held.resolve("component-1-cleo.pdf");
        Path second = held.resolve("component-2-dan.pdf");
        for (String file :
                List.of("component-1-cleo.pdf", "component-2-dan.pdf", "transcript.jsonl", "transcript.pdf")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(held.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
        String kcv = line(first, "Check value of key");
        assertThat(made.out()).contains("check value " + kcv);
        assertThat(line(second, "Check value of key")).isEqualTo(kcv);
        assertThat(Custodians.read(first)).contains("KEY COMPONENT 1 of 2", "bank-one.new-kek/1", "cleo");

        out = directory.resolve("entered");
        Ran entered = enter(
                "bank-one.again",
                custodian("eve", component(first)),
                custodian("fay", component(second)),
                " --kcv tdes-zeros:" + kcv + " --json");
        assertThat(entered.out())
                .startsWith("{\"outcome\":\"held\",\"exit_code\":0,\"ceremony\":\"ceremony-")
                .contains("\"rehearsal\":false", "\"key\":\"bank-one.again/1\"", "\"kcv\":\"" + kcv + "\"");
        String transcript = Files.readString(Custodians.only(out).resolve("transcript.jsonl"));
        assertThat(transcript)
                .contains("eve", "fay", "entered component 1, check value", kcv)
                .doesNotContain(component(first)[0].replace(" ", ""))
                .doesNotContain(component(first)[0]);
        assertThat(run("keys list").out()).contains("bank-one.again/1", "bank-one.new-kek/1");
        assertThat(run("audit list").out())
                .contains("CEREMONY_BEGUN", "KEY_MADE", "KEY_IMPORTED", "CEREMONY_ENDED")
                .containsPattern("cleo .*CEREMONY_STEP .*present");
        assertThat(run("audit verify").exitCode()).isZero();
    }

    @Test
    void a_transcript_is_verified_and_any_change_of_it_found() throws IOException {
        assertThat(make("").exitCode()).isZero();
        Path transcript = Custodians.only(out).resolve("transcript.jsonl");
        Ran right = run("keys ceremony verify " + transcript);
        assertThat(right.exitCode()).isZero();
        assertThat(right.out()).contains("as they were signed");
        String text = Files.readString(transcript);
        for (String wrong : List.of(
                text.replace("cleo", "gus"),
                text.replaceFirst("\\{\"step\":2[^\n]*\n", ""),
                text.replace("\"mode\":\"real\"", "\"mode\":\"rehearsal\""))) {
            assertThat(wrong).isNotEqualTo(text);
            Files.writeString(transcript, wrong);
            assertThat(run("keys ceremony verify " + transcript).exitCode()).isEqualTo(70);
        }
        Files.writeString(transcript, "nothing\n");
        assertThat(run("keys ceremony verify " + transcript).exitCode()).isEqualTo(65);
    }

    @Test
    void what_is_practised_is_marked_and_leaves_no_key() throws IOException {
        assertThat(make(" --rehearsal").exitCode()).isZero();
        Path held = Custodians.only(out);
        assertThat(Custodians.read(held.resolve("component-1-cleo.pdf"))).contains("REHEARSAL - KEY COMPONENT");
        assertThat(Custodians.read(held.resolve("transcript.pdf"))).contains("REHEARSAL - TRANSCRIPT");
        assertThat(run("keys ceremony verify " + held.resolve("transcript.jsonl"))
                        .out())
                .contains("a rehearsal");
        assertThat(run("keys list").out()).doesNotContain("bank-one.new-kek");
        assertThat(run("audit list").out()).contains("REHEARSAL, ").doesNotContain("KEY_MADE");
    }

    @Test
    void nobody_takes_two_parts_and_only_custodians_take_one() throws IOException {
        String cleo = custodian("cleo", ONE, ONE_KCV);
        Ran twice = enter("bank-one.x", cleo, custodian("cleo", TWO, TWO_KCV), " --kcv tdes-zeros:000000");
        assertThat(twice.exitCode()).isEqualTo(77);
        assertThat(twice.err()).contains("custodian cleo is present already");
        Ran none = enter("bank-one.x", cleo, custodian("hal", TWO, TWO_KCV), " --kcv tdes-zeros:000000");
        assertThat(none.exitCode()).isEqualTo(77);
        assertThat(none.err()).contains("operator hal lacks role KEY_CUSTODIAN");
        assertThat(run("keys list").out()).doesNotContain("bank-one.x");
        assertThat(run("audit list").out())
                .contains("given up", "OPERATOR_REFUSED")
                .doesNotContain("KEY_IMPORTED");
    }

    @Test
    void a_wrong_component_or_a_wrong_whole_is_refused() throws IOException {
        Ran part = enter(
                "bank-one.x",
                custodian("cleo", ONE, "08D7B5"),
                custodian("dan", TWO, TWO_KCV),
                " --kcv tdes-zeros:000000");
        assertThat(part.exitCode()).isEqualTo(77);
        assertThat(part.err()).contains("component 1 has another check value than its form");
        Ran text =
                enter("bank-one.x", custodian("cleo", "01XY", ONE_KCV), custodian("dan"), " --kcv tdes-zeros:000000");
        assertThat(text.err()).contains("hexadecimal digits").doesNotContain("01XY");
        Ran missing = enter("bank-one.x", custodian("cleo", ONE), custodian("dan"), " --kcv tdes-zeros:000000");
        assertThat(missing.exitCode()).isEqualTo(65);
        assertThat(missing.err()).contains("has no line for: Check value");
        assertThat(run("keys list").out()).doesNotContain("bank-one.x");
    }

    @Test
    void wrong_usage_is_said_before_anybody_sits_down() throws IOException {
        for (String wrong : List.of(
                "keys ceremony make a" + KEK1.replace("128", "64") + " --out " + out,
                "keys ceremony make a" + KEK1 + " --components 4 --out " + out,
                "keys ceremony make a" + KEK1 + " --out " + out + custodian("cleo"),
                "keys ceremony make a" + KEK1.replace("tdes", "rsa") + " --out " + out,
                "keys ceremony make bank-one.kek1-k0" + KEK1 + " --out " + out + custodian("cleo") + custodian("dan"),
                "keys ceremony share-vault 1/5 --out " + out,
                "keys ceremony share-vault five --out " + out,
                "keys ceremony share-vault --out " + out + custodian("cleo"),
                "keys ceremony verify " + out.resolve("nothing"))) {
            assertThat(run(wrong).exitCode()).as(wrong).isEqualTo(64);
        }
        assertThat(out).doesNotExist();
        assertThat(run("audit list").out()).doesNotContain("CEREMONY");
    }

    @Test
    void two_persons_permit_a_ceremony_before_anybody_sits_down() throws IOException {
        Path strict = directory.resolve("strict");
        EditableHome home = EditableHome.in(strict);
        home.edit(
                "cardwright.properties",
                "policy = test\n",
                "policy = test\nkeys = two-persons\npassphrase.memory-kib = 1024\n");
        People.registerTwo(home.root());
        Custodians.register(home.root());
        String[] make = ("keys ceremony make bank-one.new-kek" + KEK1 + " --out " + out + custodian("cleo")
                        + custodian("dan") + " --reason yearly --operator-file " + People.file(directory, "ada")
                        + " --home " + home.root())
                .split(" ");
        Ran asked = Ran.command(make);
        assertThat(asked.exitCode()).isZero();
        assertThat(asked.out()).contains("request make-key-");
        assertThat(out).doesNotExist();
        String request = asked.out().substring(8, asked.out().indexOf(':'));
        Ran approved = Ran.command(
                "approve",
                request,
                "--operator-file",
                People.file(directory, "bob"),
                "--home",
                home.root().toString());
        assertThat(approved.exitCode()).isZero();
        assertThat(Ran.command(make).out()).contains("key bank-one.new-kek/1");
        assertThat(Files.readString(Custodians.only(out).resolve("transcript.jsonl")))
                .contains("\"who\":\"ada\",\"did\":\"began: make key");
    }

    @Test
    void sheets_are_printed_as_mailers_instead_of_written() throws IOException {
        Path paper = directory.resolve("paper");
        Ran practised = make(" --rehearsal --printer " + paper);
        assertThat(practised.exitCode()).as(practised.toString()).isZero();
        Path held = Custodians.only(out);
        try (Stream<Path> files = Files.list(held)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("transcript.jsonl", "transcript.pdf");
        }
        assertThat(Files.readString(held.resolve("transcript.jsonl")))
                .contains("got component 2 of 2, check value ", ", as a blind mailer printed on " + paper);
        String printed = Files.readString(paper);
        assertThat(printed)
                .containsPattern("REHEARSAL - KEY COMPONENT 1 of 2 +\r\n")
                .containsPattern("Custodian +dan +\r\n")
                .containsPattern("\r\n {9}[0-9A-F]{4} [0-9A-F]{4} [0-9A-F]{4} [0-9A-F]{4} +\r\n");

        for (String other : List.of(paper.toString(), "/dev/null")) {
            Ran refused = make(" --printer " + other);
            assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(77);
            assertThat(refused.err()).contains(other + " is no printer on a cable of this machine");
        }
        assertThat(Files.readString(paper)).isEqualTo(printed);
        assertThat(make(" --form " + paper).exitCode())
                .as("a form for no printer")
                .isEqualTo(64);
        assertThat(make(" --rehearsal --printer " + paper + " --form " + held.resolve("transcript.jsonl"))
                        .exitCode())
                .as("no form")
                .isEqualTo(65);
    }
}
