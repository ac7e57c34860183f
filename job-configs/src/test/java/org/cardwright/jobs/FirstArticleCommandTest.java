package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People see the first cards of a batch on a sheet before anything of it gets its name. */
class FirstArticleCommandTest {

    private static final Pattern REQUEST = Pattern.compile("cardwright approve (first-article-[0-9a-f]{16}-1)");

    @TempDir
    private Path folder;

    private EditableHome home;
    private Path orders;

    @BeforeEach
    void prepare_a_home_with_two_persons() throws IOException {
        home = EditableHome.in(folder);
        home.edit("cardwright.properties", "policy = test", "policy = test\nfirst-article = 1");
        People.registerTwo(home.root());
        orders = folder.resolve("orders.csv");
        Files.write(orders, SampleData.bytes("exports/four-forms/orders.csv"));
    }

    private Ran run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--home", home.root().toString()));
        return Ran.command(command.toArray(String[]::new));
    }

    private Ran prepare() {
        return run(
                "prepare",
                orders.toString(),
                "--issuer",
                "bank-one",
                "--out",
                home.out().toString());
    }

    @Test
    void the_sheet_shows_every_group_as_ordered_and_masked() throws IOException {
        Ran waits = prepare();
        assertThat(waits.exitCode()).as(waits.err()).isEqualTo(77);
        Matcher named = REQUEST.matcher(waits.err());
        assertThat(named.find()).as(waits.err()).isTrue();
        String batch = named.group(1).substring("first-article-".length(), "first-article-".length() + 16);

        Path text = folder.resolve("sheet.txt");
        Ran looked = run("batch", "proof", batch, "--out", text.toString());
        assertThat(looked.exitCode()).as(looked.out() + looked.err()).isZero();
        assertThat(looked.out()).contains("every value as ordered");
        String sheet = Files.readString(text);
        assertThat(sheet)
                .contains("proof    ", "request  " + named.group(1), ", every value as ordered")
                .contains("visa-sda.", "5A PAN", "track 2", "emboss line", "999999")
                .doesNotContain("NOT EQUAL")
                .doesNotContainPattern("999999[0-9]{3}")
                .doesNotContainPattern("9999 99[0-9]{2} [0-9]{4}");
    }

    @Test
    void two_persons_release_what_is_on_the_paper() throws IOException {
        Matcher named = REQUEST.matcher(prepare().err());
        assertThat(named.find()).isTrue();
        String batch = named.group(1).substring("first-article-".length(), "first-article-".length() + 16);
        Path paper = folder.resolve("sheet.pdf");
        Ran asked = run(
                "batch",
                "proof",
                batch,
                "--out",
                paper.toString(),
                "--reason",
                "seen",
                "--operator-file",
                People.file(folder, "ada"));
        assertThat(asked.exitCode()).as(asked.err()).isZero();
        byte[] pdf = Files.readAllBytes(paper);
        assertThat(new String(pdf, StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-1.4")
                .doesNotContainPattern("(?:39){6}3[0-9]");
        assertThat(prepare().exitCode()).isEqualTo(77);

        Ran approved = run("approve", named.group(1), "--operator-file", People.file(folder, "bob"));
        assertThat(approved.exitCode()).as(approved.err()).isZero();
        assertThat(approved.out()).contains("the command that prepared the batch now releases it");
        Ran done = prepare();
        assertThat(done.exitCode()).as(done.err()).isZero();
        assertThat(run("verify", home.out().resolve(batch).toString()).exitCode())
                .isZero();
    }

    @Test
    void a_person_holds_the_batch() throws IOException {
        Matcher named = REQUEST.matcher(prepare().err());
        assertThat(named.find()).isTrue();
        String batch = named.group(1).substring("first-article-".length(), "first-article-".length() + 16);

        Ran refused = run(
                "batch", "refuse", batch, "--reason", "wrong plastic", "--operator-file", People.file(folder, "ada"));
        assertThat(refused.exitCode()).as(refused.err()).isZero();
        Ran held = prepare();
        assertThat(held.exitCode()).isEqualTo(77);
        assertThat(held.err()).contains("held: ada refused its first cards (wrong plastic)");
        assertThat(home.out().resolve(batch)).doesNotExist();
        assertThat(run("batch", "proof", batch, "--out", folder.resolve("x.pdf").toString())
                        .exitCode())
                .isEqualTo(64);
    }
}
