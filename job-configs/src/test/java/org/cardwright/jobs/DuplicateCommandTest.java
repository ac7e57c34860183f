package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.ManifestHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F-14, C-12 through the command line: two persons let one card be made once more, and its sealed batch says so. */
class DuplicateCommandTest {

    private static final Pattern APPROVE = Pattern.compile("cardwright approve ([a-z0-9-]+)");

    @TempDir
    private Path directory;

    private EditableHome home;

    @Test
    void a_signed_duplicate_is_sealed_counted_and_shown_as_remade() throws IOException {
        home = EditableHome.in(directory);
        home.edit("cardwright.properties", "policy = test\n", "policy = test\npassphrase.memory-kib = 1024\n");
        Path orders = orders().write(directory.resolve("orders.csv"));
        assertThat(run(
                                "prepare",
                                orders.toString(),
                                "--issuer",
                                "bank-one",
                                "--out",
                                home.out().toString())
                        .exitCode())
                .isZero();
        String first = only(home.out()).getFileName().toString();
        People.registerTwo(home.root());

        assertThat(run("batch", "duplicate", first, "A-000003", "--operator-file", person("ada"))
                        .exitCode())
                .as("without a reason")
                .isEqualTo(64);
        String request = request(run(
                "batch", "duplicate", first, "A-000003", "--reason", "broken chip", "--operator-file", person("ada")));
        assertThat(run("approve", request, "--operator-file", person("ada")).exitCode())
                .as("the person who asked")
                .isEqualTo(77);
        Ran approved = run("approve", request, "--operator-file", person("bob"));
        assertThat(approved.exitCode()).as(approved.toString()).isZero();
        assertThat(approved.out()).contains("the card of order A-000003 may be ordered once more");

        Path out = directory.resolve("again");
        Ran again = run("prepare", reordered().toString(), "--issuer", "bank-one", "--out", out.toString());
        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(again.out()).contains("5 ordered = 0 good + 4 rejected + 0 held + 1 remade");

        assertSealedAsRemade(only(out), first, request);
        assertThat(run("approve", request, "--operator-file", person("bob")).exitCode())
                .as("used up")
                .isNotZero();
    }

    private void assertSealedAsRemade(Path batch, String first, String request) throws IOException {
        Manifest manifest = Manifest.read(batch.resolve(Manifest.NAME));
        assertThat(manifest.cards()).isEqualTo(1);
        assertThat(manifest.head().counts()).isEqualTo(new ManifestHead.Counts(5, 0, 4, 0, 1));
        Ran verified = run("verify", batch.toString());
        assertThat(verified.exitCode()).as(verified.toString()).isZero();
        assertThat(run("batch", "show", batch.getFileName().toString()).out())
                .contains("remade by request", "D-000003", request);
        assertThat(run("batch", "show", first).out())
                .contains("DUPLICATE_REQUESTED", "DUPLICATE_APPROVED", "CARD_DUPLICATED", "broken chip", "D-000003");
    }

    private static SmallExport orders() {
        SmallExport orders = SmallExport.of("bank-one", "visa-sda", 5);
        for (int i = 0; i < 5; i++) {
            orders.with(i, "order", "A-00000" + (i + 1));
        }
        return orders;
    }

    /** The same cards, ordered anew under the next sequence number. */
    private Path reordered() throws IOException {
        String orders = Files.readString(directory.resolve("orders.csv"));
        return Files.writeString(
                directory.resolve("reordered.csv"),
                orders.replaceFirst("HDR;bank-one;1;", "HDR;bank-one;2;").replace("\nA-", "\nD-"));
    }

    private static String request(Ran asked) {
        Matcher found = APPROVE.matcher(asked.out());
        assertThat(found.find()).as(asked.toString()).isTrue();
        return found.group(1);
    }

    private String person(String name) throws IOException {
        return People.file(directory, name);
    }

    private Ran run(String... arguments) {
        return Ran.command(Stream.concat(
                        Stream.of(arguments), Stream.of("--home", home.root().toString()))
                .toArray(String[]::new));
    }

    private static Path only(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.findFirst().orElseThrow();
        }
    }
}
