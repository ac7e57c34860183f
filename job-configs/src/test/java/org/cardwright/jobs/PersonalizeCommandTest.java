package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.perso.file.Manifest;
import org.cardwright.pipeline.ledger.ChipAttempts.Card;
import org.cardwright.pipeline.ledger.ChipAttempts.Chip;
import org.cardwright.pipeline.ledger.ChipAttempts.Place;
import org.cardwright.pipeline.step.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code cardwright personalize}: cards of a batch onto virtual chips, each once. */
@TestMethodOrder(OrderAnnotation.class)
class PersonalizeCommandTest {

    @TempDir
    private static Path folder;

    private static SmallExport orders;
    private static Path batch;

    private static String worker = "";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void prepare() throws IOException {
        TestVault.in(folder.resolve("home"));
        orders = SmallExport.of("bank-one", "visa-dda", 6);
        batch = PreparedBatch.of(
                folder.resolve("home"),
                "bank-one",
                orders.write(folder.resolve("orders.csv")),
                folder.resolve("batches"));
    }

    @Test
    void a_card_goes_onto_one_chip_and_never_onto_another() {
        assertThat(personalize(0, "--reader", "virtual")).as(out + "\n" + err).isZero();
        assertThat(out.toString())
                .contains("> INITIALIZE UPDATE", "> EXTERNAL AUTHENTICATE", "> STORE DATA", "chip FFFFFF999999")
                .endsWith("GOOD in DONE" + System.lineSeparator())
                .doesNotContain(orders.get(0, "pan"));
        assertThat(personalize(0, "--reader", "virtual")).isEqualTo(64);
        assertThat(err.toString()).contains("the card was personalized on chip FFFFFF999999", "attempt 1");
    }

    @Test
    void says_the_same_as_one_json_object() {
        assertThat(personalize(1, "--reader", "virtual", "--json"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("\"outcome\":\"personalized\"", "\"result\":\"GOOD\"", "\"started\":true");
    }

    @Test
    void a_card_never_leaves_with_a_master_key_or_with_half_of_what_makes_its_keys() {
        assertThat(personalize(0, "--reader", "virtual", "--production-key", "card-maker.kmc"))
                .isEqualTo(64);
        assertThat(personalize(
                        0, "--reader", "virtual", "--production-key", "card-maker.kmc", "--production-method", "none"))
                .isEqualTo(64);
        assertThat(err.toString())
                .contains("--production-key and --production-method", "no card leaves with a master key");
    }

    /** The card is left as it was, and its record still has its first chip before it, with other keys than that came with. */
    @Test
    void a_chip_of_other_keys_is_left_alone() {
        assertThat(personalize(2, "--reader", "virtual", "--key", "card-maker.kmc", "--method", "visa2"))
                .isEqualTo(70);
        assertThat(out.toString())
                .contains("FOREIGN in SECURING", "nothing was written on the chip")
                .doesNotContain("EXTERNAL AUTHENTICATE");
        String[] leaving = {"--reader", "virtual", "--production-key", "card-maker.kmc", "--production-method", "visa2"
        };
        assertThat(personalize(2, leaving)).as(out + "\n" + err).isZero();
        // P1 of PUT KEY has seven bits, and the blank chip has version FF
        assertThat(out.toString()).contains("> PUT KEY 84D80081").endsWith("GOOD in DONE" + System.lineSeparator());
    }

    /** Behind the tests in which nobody is registered. */
    private static void registerPeople() throws IOException {
        if (worker.isEmpty()) {
            People.registerTwo(folder.resolve("home"));
            worker = People.file(folder, "ada");
        }
    }

    /** A run died between the first command that writes and the end. */
    @Test
    @Order(Integer.MAX_VALUE)
    void a_chip_that_never_ended_is_given_up_by_two_persons() throws IOException {
        String chip = "FFFFFF99999901020304";
        registerPeople();
        Path home = folder.resolve("home");
        Manifest manifest = Manifest.read(batch.resolve(Manifest.NAME));
        try (OpenedHome opened =
                OpenedHome.open(HomeDirectory.open(home), OpenedHome.publishedTestPassphrase(), Progress.NONE)) {
            opened.pipeline()
                    .chipProduction()
                    .attempts()
                    .start(new Card(manifest.head().batch(), 5), new Chip(chip, "", 0xFF), Place.desk("475000000007"));
        }
        // the fifth of these sample orders is one that screening rejects
        assertThat(personalize(5, "--reader", "virtual")).isEqualTo(64);
        assertThat(err.toString()).contains("began and nobody knows its end");

        String id = manifest.head().batch();
        String ada = People.file(folder, "ada");
        String[] scrap = {"batch", "scrap", id, chip, "--reason", "power cut", "--operator-file", ada};
        assertThat(run(scrap)).as(err.toString()).isZero();
        String request = "scrap-chip-" + id.substring(0, 16) + "-1";
        assertThat(out.toString()).contains("cardwright approve " + request);
        assertThat(run("approve", request, "--operator-file", ada)).isEqualTo(77);
        assertThat(run("approve", request, "--operator-file", People.file(folder, "bob")))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("card 5 may be put on another chip");
        assertThat(personalize(5, "--reader", "virtual")).as(out + "\n" + err).isZero();
        assertThat(run(scrap)).as("it has an end").isEqualTo(64);
    }

    /** Every key that works on a chip, and who works, before the first is used. */
    @Test
    @Order(Integer.MAX_VALUE)
    void people_and_keys_of_every_attempt_stand_in_the_audit() throws IOException {
        registerPeople();
        String order = orders.get(3, "order");
        String[] alone = {"personalize", batch.toString(), "--order", order, "--reader", "virtual"};
        assertThat(run(alone)).as("somebody is registered").isEqualTo(65);
        String bob = People.file(folder, "bob");
        assertThat(run(
                        "personalize",
                        batch.toString(),
                        "--order",
                        order,
                        "--reader",
                        "virtual",
                        "--operator-file",
                        bob))
                .isEqualTo(77);
        assertThat(err.toString()).contains("Operator: nothing typed", "operator bob lacks role OPERATOR");
        assertThat(personalize(3, "--reader", "virtual", "--key", "card-maker.kmc", "--method", "visa2"))
                .as("a chip of other keys")
                .isEqualTo(70);
        assertThat(personalize(3, "--reader", "virtual")).as(err.toString()).isZero();
        out.getBuffer().setLength(0);
        assertThat(run("audit", "list")).isZero();
        String about = "card " + record(order) + " at desk";
        List<String> attempts = out.toString()
                .lines()
                .filter(line -> line.contains(" ada ") && line.contains("CHIP_KEYS_USED") && line.contains(about))
                .toList();
        assertThat(attempts)
                .hasSize(2)
                .allMatch(
                        line -> line.matches(
                                ".*: keys KMC card-maker\\.kmc/1 KCV [0-9A-F]{6,} \\(version FF, (VISA2|CPS11)\\); KEK2 .*/1 KCV .*TKID.*"));
    }

    private static int record(String order) throws IOException {
        int[] index = {0};
        Manifest.read(
                batch.resolve(Manifest.NAME),
                entry -> index[0] = entry.order().equals(order) ? entry.index() : index[0]);
        return index[0];
    }

    @Test
    void what_cannot_be_done_is_said_in_one_line() {
        assertThat(personalize(3, "--reader", "no such reader", "--key", "card-maker.kmc", "--method", "cps11"))
                .isEqualTo(64);
        assertThat(personalize(3, "--reader", "virtual", "--key", "card-maker.kmc"))
                .isEqualTo(64);
        assertThat(personalize(3, "--reader", "virtual", "--key", "card-maker.kmc", "--method", "md5"))
                .isEqualTo(64);
        assertThat(personalize(3, "--reader", "virtual", "--station", "00")).isEqualTo(64);
        assertThat(personalize(3, "--reader", "virtual", "--key", "bank-one.cvk", "--method", "cps11"))
                .isEqualTo(77);
        assertThat(err.toString())
                .contains("--key and --method", "--method is none, cps11, visa2 or kdf3", "12 hexadecimal digits")
                .contains("reader")
                .contains("bank-one.cvk/1 is for CVK")
                .doesNotContain("Exception", "\tat ");
    }

    private int personalize(int card, String... options) {
        List<String> line =
                new ArrayList<>(List.of("personalize", batch.toString(), "--order", orders.get(card, "order")));
        line.addAll(List.of(options));
        if (!worker.isEmpty()) {
            line.addAll(List.of("--operator-file", worker));
        }
        return run(line.toArray(String[]::new));
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
