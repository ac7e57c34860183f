package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.response.ResponseCheck;
import org.cardwright.perso.response.ResponseFile;
import org.cardwright.perso.response.ResponseHead;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Restart and abandonment through the command line, in a home whose restarts follow the rule of production. */
class TwoPersonActsTest {

    private static final Pattern APPROVE = Pattern.compile("cardwright approve ([a-z0-9-]+)");

    @TempDir
    private static Path shared;

    private static Path reference;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();

    private String export = "";

    @BeforeAll
    static void run_undisturbed() throws IOException {
        Path export = orders().write(shared.resolve("orders.csv"));
        StringWriter out = new StringWriter();
        TestVault.in(shared.resolve("home"));
        assertThat(execute(out, prepare(export.toString(), shared)))
                .as(out.toString())
                .isZero();
        reference = only(shared.resolve("batches"));
    }

    /** Twenty orders of a product without card keys of its own to make; one of them is bad. */
    private static SmallExport orders() {
        SmallExport orders = SmallExport.of("bank-one", "visa-sda", 20);
        for (int i = 0; i < 20; i++) {
            orders.with(i, "order", String.format(Locale.ROOT, "A-%06d", i + 1));
        }
        return orders;
    }

    /** The release finds a file where its directory belongs: everything is prepared, nothing is written. */
    @BeforeEach
    void interrupt_a_batch() throws IOException {
        export = shared.resolve("orders.csv").toString();
        TestVault.in(directory.resolve("home"));
        Files.writeString(directory.resolve("home/config/cardwright.properties"), """
                policy = test
                key.test-seed = bureau.test-seed
                restart = two-persons
                passphrase.memory-kib = 1024
                passphrase.iterations = 1
                """);
        People.registerTwo(directory.resolve("home"));
        Files.createDirectory(directory.resolve("batches"));
        Files.createFile(obstacle());
        assertThat(execute(out, prepare(export, directory))).as(out.toString()).isEqualTo(70);
        Files.delete(obstacle());
    }

    @Test
    void an_interrupted_batch_goes_on_when_a_second_person_approves_and_ends_in_the_same_bytes() throws IOException {
        assertThat(execute(out, prepare(export, directory))).isEqualTo(77);
        String named = request();
        assertThat(run("approve", named, "--operator-file", person("bob")))
                .as("nobody has asked")
                .isNotZero();
        assertThat(run("batch", "restart", id(), "--reason", "power cut", "--operator-file", person("bob")))
                .as("an approver only")
                .isEqualTo(77);

        assertThat(run("batch", "restart", id(), "--reason", "power cut", "--operator-file", person("ada")))
                .isZero();
        assertThat(request()).isEqualTo(named);
        assertThat(execute(out, prepare(export, directory)))
                .as("not approved yet")
                .isEqualTo(77);
        assertThat(run("approve", named, "--operator-file", person("ada")))
                .as("the person who asked")
                .isEqualTo(77);
        assertThat(directory.resolve("batches")).isEmptyDirectory();

        assertThat(run("approve", named, "--operator-file", person("bob")))
                .as(out.toString())
                .isZero();
        assertThat(files(only(directory.resolve("batches")))).isEqualTo(files(reference));
        assertThat(run("verify", only(directory.resolve("batches")).toString())).isZero();
        assertThat(run("batch", "show", id())).isZero();
        assertThat(out.toString()).contains("RESTART_REQUESTED", "RESTART_APPROVED", "BATCH_RESUMED", "power cut");
        assertThat(run("approve", named, "--operator-file", person("bob")))
                .as("used up")
                .isNotZero();
    }

    @Test
    void a_batch_is_abandoned_by_two_persons_and_every_order_is_named() throws IOException {
        assertThat(run(
                        "batch",
                        "abandon",
                        id(),
                        "--reason",
                        "the issuer withdrew it",
                        "--operator-file",
                        person("ada")))
                .isZero();
        String named = request();
        assertThat(run("approve", named, "--operator-file", person("ada"))).isEqualTo(77);
        assertThat(run("batch", "list")).isZero();
        assertThat(out.toString()).contains("OPEN").doesNotContain("ABANDONED");
        String early = directory.resolve("early").toString();
        assertThat(run("batch", "response", id(), "--out", early)).isEqualTo(64);
        assertThat(out.toString()).contains("has not ended");

        assertThat(run("approve", named, "--operator-file", person("bob")))
                .as(out.toString())
                .isZero();
        assertThat(out.toString()).contains("20 ordered = 0 good + 1 rejected + 19 held + 0 remade");

        assertThat(run("batch", "show", id())).isZero();
        for (int order = 1; order <= 20; order++) {
            assertThat(out.toString()).contains("A-0000" + (order < 10 ? "0" : "") + order);
        }
        assertThat(out.toString()).contains("ABANDONED", "BATCH_ABANDONED", "the issuer withdrew it");
        assertAnswered();
        assertThat(execute(out, prepare(export, directory))).isEqualTo(65);
        for (String place : new String[] {"batches", "home/inbox", "home/work"}) {
            assertThat(directory.resolve(place)).isEmptyDirectory();
        }
    }

    /** The issuer hears of every order of the abandoned batch too. */
    private void assertAnswered() throws IOException {
        Path answer = directory.resolve("answer");
        assertThat(run("batch", "response", id(), "--out", answer.toString()))
                .as(out.toString())
                .isZero();
        ResponseCheck check = ResponseFile.read(answer.resolve(ResponseFile.NAME));
        assertThat(check.head().ending()).isEqualTo(ResponseHead.Ending.ABANDONED);
        assertThat(check.head().counts()).isEqualTo(new ManifestHead.Counts(20, 0, 1, 19, 0));
        assertThat(Files.readString(answer.resolve(ResponseFile.NAME))).contains("A-000001", "A-000020");
    }

    private Path obstacle() {
        return directory.resolve("batches").resolve("." + id() + ".part");
    }

    private static String id() {
        return reference.getFileName().toString();
    }

    private String request() {
        Matcher found = APPROVE.matcher(out.toString());
        assertThat(found.find()).as(out.toString()).isTrue();
        return found.group(1);
    }

    private String person(String name) throws IOException {
        return People.file(directory, name);
    }

    private int run(String... arguments) {
        String[] all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--home", directory.resolve("home").toString()))
                .toArray(String[]::new);
        return execute(out, all);
    }

    private static String[] prepare(String export, Path root) {
        return new String[] {
            "prepare",
            export,
            "--issuer",
            "bank-one",
            "--out",
            root.resolve("batches").toString(),
            "--home",
            root.resolve("home").toString()
        };
    }

    private static int execute(StringWriter out, String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine command = Cardwright.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(out));
        return command.execute(arguments);
    }

    private static Path only(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.reduce((one, two) -> {
                        throw new AssertionError("more than one batch");
                    })
                    .orElseThrow();
        }
    }

    private static Map<String, ByteString> files(Path batch) throws IOException {
        Map<String, ByteString> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(batch)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(batch.relativize(file).toString(), ByteString.of(Files.readAllBytes(file)));
            }
        }
        assertThat(files).hasSizeGreaterThan(5);
        return files;
    }
}
