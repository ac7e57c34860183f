package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cardwright pins}: what left is said by name, and a printer of PIN mailers gets nothing before its time. */
class PinsCommandTest {

    @TempDir
    private Path directory;

    private EditableHome home;

    private Path prepared() throws IOException {
        home = EditableHome.in(directory);
        home.write(
                "issuers/bank-one.properties",
                home.read("issuers/bank-one.properties") + "\npins.mail-after-days = 3\n");
        home.edit("machines/desktop-1.xml", "visa-dda.visa-premium", "visa-dda.none");
        home.edit("machines/mailer-1.xml", "mc-cda.mc-debit", "visa-dda.visa-premium");
        home.edit("machines/mailer-1.xml", "laser-name", "emboss-4");
        Path export = SmallExport.of("bank-one", "visa-dda", 2).write(directory.resolve("orders.csv"));
        String out = home.out().toString();
        assertThat(run("prepare", export.toString(), "--issuer", "bank-one", "--out", out)
                        .exitCode())
                .isZero();
        try (Stream<Path> batches = Files.list(home.out())) {
            return batches.findFirst().orElseThrow();
        }
    }

    @Test
    void mailers_of_a_batch_wait_for_its_cards_to_be_made_and_to_leave() throws IOException {
        Path batch = prepared();
        String id = batch.getFileName().toString();
        Ran early = run("personalize", batch.toString(), "--machine", "mailer-1", "--wait", "0");
        assertThat(early.exitCode()).isEqualTo(75);
        assertThat(early.err()).contains("nobody has said that cards of batch " + id);
        assertThat(home.root().resolve("queues/mailer-1")).doesNotExist();
        assertThat(run("pins", "list").out()).containsPattern(id.substring(0, 16) + " +bank-one +2 +0 +- +- +-");

        Ran nothing = run("pins", "dispatched", batch.toString());
        assertThat(nothing.exitCode()).as("no card is on a chip").isEqualTo(64);
        assertThat(nothing.err()).contains("2 on no chip");
        String order = SmallExport.of("bank-one", "visa-dda", 2).get(0, "order");
        assertThat(run("personalize", batch.toString(), "--order", order, "--reader", "virtual")
                        .exitCode())
                .isZero();
        Ran noted = run("pins", "dispatched", batch.toString());
        assertThat(noted.exitCode()).as(noted.toString()).isZero();
        assertThat(noted.out())
                .containsPattern("1 cards of batch " + id + "[0-9a-f]* left at [0-9TZ:-]+; their PIN mailers from ")
                .contains("1 stay: on no chip");
        assertThat(run("pins", "dispatched", batch.toString()).err()).contains("1 have left before; 1 on no chip");
        assertThat(run("pins", "list", "--json").out()).contains("\"good\":2,\"left\":1,\"left_at\":\"");
        assertThat(run("audit", "list").out()).contains("CARDS_DISPATCHED");
        Ran still = run("personalize", batch.toString(), "--machine", "mailer-1", "--wait", "0");
        assertThat(still.exitCode()).isEqualTo(75);
        assertThat(still.err()).contains("wait: its cards left at ");
        refused("--left-at is a moment", "withdraw", batch.toString(), "--left-at", "yesterday", "--why", "too early");
        home.edit("machines/desktop-1.xml", "visa-dda.none", "visa-dda.visa-premium");
        refused(
                "group visa-dda.visa-premium is made here, in rooms ",
                "dispatched",
                batch.toString(),
                "--elsewhere",
                "visa-dda.visa-premium",
                "--why",
                "slip 4711");
    }

    private void refused(String because, String... arguments) {
        Ran ran = run(Stream.concat(Stream.of("pins"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(64);
        assertThat(ran.err()).contains(because);
    }

    /** An issuer whose settings are gone hides no batch of the others, and stops no machine but a printer of mailers. */
    @Test
    void an_issuer_without_settings_is_listed() throws IOException {
        prepared();
        Files.delete(home.root().resolve("config/issuers/bank-one.properties"));
        Ran listed = run("pins", "list");
        assertThat(listed.exitCode()).as(listed.toString()).isZero();
        assertThat(listed.out()).contains("bank-one");
    }

    private Ran run(String... arguments) {
        return Ran.command(Stream.concat(
                        Stream.of(arguments), Stream.of("--home", home.root().toString()))
                .toArray(String[]::new));
    }
}
