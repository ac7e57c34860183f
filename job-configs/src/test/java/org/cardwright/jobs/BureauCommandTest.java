package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.jobs.sample.TestVault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cardwright bureau}: a small bureau in which much goes wrong, and every card is accounted for. */
class BureauCommandTest {

    private static final int CARDS = 40;

    @TempDir
    private Path folder;

    private Ran bureau(String... options) throws IOException {
        return bureauIn(folder, options);
    }

    private static Ran bureauIn(Path place, String... options) throws IOException {
        Path home = place.resolve("home");
        if (Files.notExists(home)) {
            TestVault.in(home);
        }
        return Ran.command(Stream.concat(
                        Stream.of(
                                "bureau",
                                "--home",
                                home.toString(),
                                "--out",
                                place.resolve("bureau").toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    @Test
    void every_card_is_accounted_for_and_the_ledger_says_the_same() throws IOException {
        String[] options = {"--cards", "" + CARDS, "--faults", "10%", "--seed", "3", "--machines", "chips=4", "--json"};
        Ran ran = bureau(options);
        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.out())
                .contains("\"outcome\":\"balanced\"", "\"differences\":[]", "\"slowest_station\"")
                .doesNotContain("99999911");
        int good = number(ran.out(), "good");
        int rejected = number(ran.out(), "rejected");
        int held = number(ran.out(), "held");
        assertThat(good + rejected + held).isEqualTo(CARDS);
        assertThat(good).isGreaterThan(CARDS / 2).isLessThan(CARDS);
        // something was made again, or the faults of the plan did not happen
        assertThat(ran.out()).containsPattern("\"room\":\"chips\"[^}]*\"remade\":[1-9]");
        sheetSays(ran.out());
        noCardDataIsLeftAtMachines();
        keysStandInTheAudit();
        // heads end in any order, and nothing but real time tells
        Ran again = bureauIn(Files.createDirectory(folder.resolve("again")), options);
        assertThat(simulated(again.out())).isEqualTo(simulated(ran.out()));
    }

    private static String simulated(String json) {
        return json.replaceAll("\"software\":\\{[^}]*\\}", "");
    }

    private void keysStandInTheAudit() {
        Ran audit =
                Ran.command("audit", "list", "--home", folder.resolve("home").toString());
        assertThat(audit.out().lines().filter(line -> line.contains("CHIP_KEYS_USED")))
                .isNotEmpty()
                .allMatch(line -> line.contains("KCV ") && !line.contains("unknown"))
                .anyMatch(line -> line.contains("KMC "))
                .anyMatch(line -> line.contains("KEK2 "))
                .anyMatch(line -> line.contains("IMK_AC "));
    }

    private static int number(String json, String end) {
        String members = json.substring(json.indexOf("\"ended\":{"));
        return Integer.parseInt(members.replaceAll("(?s)\\A.*?\"" + end + "\":([0-9]+).*", "$1"));
    }

    /** Another command counts the chips again, from the rows. */
    private void sheetSays(String json) throws IOException {
        int chips = Integer.parseInt(
                json.replaceAll("(?s)\\A.*\"rooms\":.*?\"room\":\"chips\",\"in\":[0-9]+,\"good\":([0-9]+).*", "$1"));
        Ran sheet = Ran.command(
                "personalize",
                batch().toString(),
                "--sheet",
                "--home",
                folder.resolve("home").toString());
        assertThat(sheet.out()).contains("cards " + CARDS + "  good " + chips + " ", "difference  0");
    }

    private Path batch() throws IOException {
        try (Stream<Path> batches = Files.list(folder.resolve("bureau/batches"))) {
            return batches.findFirst().orElseThrow();
        }
    }

    private void noCardDataIsLeftAtMachines() throws IOException {
        try (Stream<Path> walk = Files.walk(folder.resolve("bureau/queues"))) {
            List<Path> files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toList();
            assertThat(files).isNotEmpty();
            for (Path file : files) {
                assertThat(file.getParent().getParent().getFileName()).hasToString(".read");
                assertThat(Files.readString(file)).doesNotContain("99999911", "9999 9911");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--cards 0, --cards is 1 to 10000",
        "--cards 10001, --cards is 1 to 10000",
        "--faults 101%, --faults is 0% to 100%",
        "--faults much, --faults is 0% to 100%",
        "--seconds chips=0-5, --seconds is STATION",
        "--seconds ovens=1-5, there is no station ovens",
        "--machines chips=0, a station has 1 to 1000 machines",
        "--attempts 10, --attempts is 1 to 9",
        "--rate 0, --rate is at least 1"
    })
    void what_cannot_be_played_is_said_in_one_line(String options, String said) throws IOException {
        Ran ran = bureau(options.split(" ", -1));
        assertThat(ran.exitCode()).isEqualTo(64);
        assertThat(ran.err()).contains(said).doesNotContain("Exception", "\tat ");
        assertThat(folder.resolve("bureau")).doesNotExist();
    }

    @Test
    void a_product_that_nobody_orders_is_told() throws IOException {
        Ran ran = bureau("--product", "no-such", "--cards", "1");
        assertThat(ran.exitCode()).isEqualTo(64);
        assertThat(ran.err()).contains("issuer bank-one has no product no-such");
    }
}
