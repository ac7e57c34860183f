package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.jobs.sample.TestVault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code cardwright personalize DIR --reader virtual --heads N}: a whole batch, each card once, and a sheet that balances. */
@TestMethodOrder(OrderAnnotation.class)
class PersonalizeBatchTest {

    private static final int CARDS = 3;

    @TempDir
    private static Path folder;

    private static SmallExport orders;
    private static Path batch;

    @BeforeAll
    static void prepare() throws IOException {
        TestVault.in(folder.resolve("home"));
        orders = SmallExport.of("bank-one", "visa-dda", CARDS);
        batch = PreparedBatch.of(
                folder.resolve("home"),
                "bank-one",
                orders.write(folder.resolve("orders.csv")),
                folder.resolve("batches"));
    }

    @Test
    @Order(1)
    void a_card_that_was_made_at_a_desk_is_not_made_again() {
        assertThat(personalize("--order", orders.get(2, "order"), "--reader", "virtual")
                        .exitCode())
                .isZero();
        Ran sheet = personalize("--sheet");
        assertThat(sheet.out()).contains("now  cards 3  good 1  held 0  withdrawn 0  open 2", "at desks  1");
    }

    @Test
    @Order(1)
    void cards_that_wait_are_named() throws IOException {
        Path lists = folder.resolve("before");
        assertThat(personalize("--sheet", "--lists", lists.toString()).exitCode())
                .isZero();
        assertThat(Files.readAllLines(lists.resolve("waiting.csv")))
                .hasSizeBetween(CARDS, CARDS + 1)
                .contains("1," + orders.get(0, "order") + ",OPEN,")
                .allMatch(line -> !line.contains(orders.get(0, "pan")));
    }

    @Test
    @Order(2)
    void test_scripts_are_sealed_and_hold_no_card_number() throws IOException {
        Path scripts = folder.resolve("scripts.txt");
        assertThat(personalize("--write-scripts", scripts.toString()).out()).contains("test scripts of 3 cards");
        assertThat(personalize("--write-scripts", scripts.toString()).exitCode())
                .isEqualTo(64);
        String text = Files.readString(scripts);
        assertThat(text).contains("card 3\n> 00A40400").doesNotContain(orders.get(0, "pan"));
        Path altered = Files.writeString(folder.resolve("altered.txt"), text.replace("card 3\n", "card 4\n"));
        Ran refused = personalize("--reader", "virtual", "--scripts", altered.toString());
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(65);
    }

    @Test
    @Order(3)
    void every_card_that_waits_goes_onto_one_chip() throws IOException {
        Path lists = folder.resolve("lists");
        Path scripts = folder.resolve("scripts.txt");
        Ran ran = personalize(
                "--reader",
                "virtual",
                "--heads",
                "2",
                "--first",
                "2",
                "--samples",
                "1",
                "--lists",
                lists.toString(),
                "--scripts",
                scripts.toString());
        assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out())
                .contains("the line: done", "initial 3  carried over 1  handed on 2  left 0")
                .contains("now  cards 3  good 3  held 0  withdrawn 0  open 0", "difference  0", "(p95)")
                .doesNotContain(orders.get(0, "pan"));
        List<String> made = Files.readAllLines(lists.resolve("made.csv"));
        List<String> remake = Files.readAllLines(lists.resolve("remake.csv"));
        assertThat(made).hasSize(CARDS + 1);
        assertThat(made.stream().skip(1).map(row -> row.split(",", -1)[1]).toList())
                .containsExactlyElementsOf(Stream.iterate(0, i -> i < CARDS, i -> i + 1)
                        .map(i -> orders.get(i, "order"))
                        .toList());
        // the sample is complete, and dead by name
        assertThat(remake).hasSize(2).last().asString().contains(",SAMPLE,", "FFFFFF999999");
        assertThat(Files.readAllLines(lists.resolve("waiting.csv"))).containsExactly("record,order,state,reason");
        String sample = remake.get(1).split(",", -1)[5];
        assertThat(ran.out())
                .contains("samples  1  destroyed before two persons  0", "to be destroyed: chip " + sample);
        assertThat(made + "" + remake).doesNotContain(orders.get(0, "pan"));
        assertThat(personalize("--sheet", "--lists", lists.toString()).exitCode())
                .isEqualTo(64);
    }

    @Test
    @Order(4)
    void what_is_done_is_done() {
        Ran again = personalize("--reader", "virtual", "--json");
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("\"outcome\":\"personalized\"", "\"good\":3", "\"difference\":0", "\"run\":2");
        assertThat(run("batch", "show", batch.getFileName().toString()).out())
                .contains("CHIP_RUN_BEGUN", "CHIP_RUN_ENDED");
        String audit = run("audit", "list").out();
        assertThat(audit.lines().filter(line -> line.contains("CHIP_KEYS_USED")))
                .hasSize(4)
                .allMatch(line -> line.contains("KCV ") && !line.contains("unknown"))
                .anyMatch(line -> line.contains("card 3 at desk 000000000000: keys KMC card-maker.kmc/1"))
                .anyMatch(line -> line.contains("test scripts of group visa-dda.visa-premium: keys IMK_AC ")
                        && !line.contains("IMK_SMI"))
                .anyMatch(line ->
                        line.contains("run 1 of group visa-dda.visa-premium: keys KMC ") && !line.contains("IMK_AC "))
                .anyMatch(line -> line.contains("run 2 of group visa-dda.visa-premium: keys KMC ")
                        && line.contains("; CVK bank-one.cvk/1 KCV ")
                        && line.contains("; IMK_AC bank-one.imk-ac/1 KCV ")
                        && line.contains("; IMK_SMI bank-one.imk-smi/1 KCV "));
    }

    @Test
    @Order(6)
    void two_persons_say_that_the_sample_is_destroyed() throws IOException {
        People.registerTwo(folder.resolve("home"));
        String sample =
                Files.readAllLines(folder.resolve("lists/remake.csv")).get(1).split(",", -1)[5];
        String id = batch.getFileName().toString();
        String ada = People.file(folder, "ada");
        Ran asked = run("batch", "scrap", id, sample, "--reason", "shredded", "--operator-file", ada);
        assertThat(asked.exitCode()).as(asked.err()).isZero();
        Ran approved = run("approve", "scrap-chip-" + id + "-1", "--operator-file", People.file(folder, "bob"));
        assertThat(approved.out()).as(approved.err()).containsPattern("the sample of card [123] is destroyed");
        assertThat(personalize("--sheet").out())
                .contains("samples  1  destroyed before two persons  1", "difference  0")
                .doesNotContain("to be destroyed");
    }

    @Test
    @Order(5)
    void what_cannot_be_done_is_said_in_one_line() {
        List<String> said = new ArrayList<>();
        for (String[] options : List.of(
                new String[] {"--reader", "virtual", "--heads", "0"},
                new String[] {"--reader", "virtual", "--attempts", "10"},
                new String[] {"--reader", "virtual", "--reader", "other"},
                new String[] {"--reader", "virtual", "--group", "none"},
                new String[] {"--order", "A-1", "--reader", "virtual", "--reader", "other"},
                new String[] {"--key", "card-maker.kmc", "--method", "cps11"},
                new String[] {"--reader", "gone", "--key", "card-maker.kmc", "--method", "cps11"})) {
            Ran ran = personalize(options);
            assertThat(ran.exitCode()).as(String.join(" ", options)).isEqualTo(64);
            said.add(ran.err());
        }
        assertThat(String.join("", said))
                .contains("--heads is 1 to 64", "--attempts is 1 to 9", "virtual heads stand alone")
                .contains("the batch has chips in: ", "name one --reader", "name each reader once")
                .doesNotContain("Exception", "\tat ");
    }

    private static Ran personalize(String... options) {
        return run(Stream.concat(Stream.of("personalize", batch.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private static Ran run(String... arguments) {
        return Ran.command(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--home", folder.resolve("home").toString()))
                .toArray(String[]::new));
    }
}
