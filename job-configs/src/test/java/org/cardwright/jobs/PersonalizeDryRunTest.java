package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code cardwright personalize DIR --dry-run}: which keys and which cards, before anything happens. */
@TestMethodOrder(OrderAnnotation.class)
class PersonalizeDryRunTest {

    private static final int CARDS = 3;
    private static final String[] LOT = {"--key", "card-maker.kmc", "--method", "cps11"};

    /** Of the published test keys. */
    private static final String KMC = "card-maker.kmc/1 +TDES.* E184B5 +TDES_ZEROS";

    @TempDir
    private static Path folder;

    private static EditableHome home;
    private static SmallExport orders;
    private static Path batch;

    @BeforeAll
    static void prepare() throws IOException {
        home = EditableHome.in(folder);
        orders = SmallExport.of("bank-one", "visa-dda", CARDS);
        batch = PreparedBatch.of(
                home.root(), "bank-one", orders.write(folder.resolve("orders.csv")), folder.resolve("batches"));
    }

    /** There is no such reader here, and often no service that has one. */
    @Test
    @Order(1)
    void names_every_key_by_its_check_value_and_leaves_no_trace() throws Exception {
        List<String> before = database();
        String audit = Files.readString(folder.resolve("home/audit.log"));
        Ran ran = dryRun(
                LOT,
                "--reader",
                "far away",
                "--production-key",
                "card-maker.kmc",
                "--production-method",
                "visa2",
                "--production-version",
                "20");
        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.out())
                .contains("no card is touched, nothing is written down", "visa-dda.visa-premium", "far away")
                .containsPattern("protocol +SCP02\n")
                .containsPattern("options +15\n")
                .containsPattern("leaves with +keys of version 20\n")
                .containsPattern("to be made +3\n")
                .containsPattern("\nKMC +" + KMC + " +FF +CPS11\n")
                .containsPattern("\nproduction KMC +" + KMC + " +20 +VISA2\n")
                .containsPattern("\nKEK2 +\\S+/1 .* FF[0-9A-F]{16}\n")
                .containsPattern("\nIMK_AC +bank-one.imk-ac/1 ")
                .doesNotContain(orders.get(0, "pan"), "no card can be made");
        assertThat(database()).isEqualTo(before);
        assertThat(Files.readString(folder.resolve("home/audit.log"))).isEqualTo(audit);
    }

    @Test
    @Order(2)
    void says_the_same_of_one_card_as_an_object() {
        Ran ran = dryRun(new String[] {"--json"}, "--order", orders.get(1, "order"), "--reader", "virtual");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("{\"outcome\":\"dry_run\",\"exit_code\":0,")
                .contains("\"card\":2,\"to_be_made\":1,\"heads\":[\"virtual\"]", "\"misfits\":[]")
                .contains("\"kcv\":\"E184B5\",\"key_version\":\"FF\",\"method\":\"CPS11\"")
                .doesNotContain("IMK_AC");
    }

    @Test
    @Order(3)
    void refuses_keys_as_the_run_would() {
        Ran other = dryRun(new String[] {"--key", "bank-one.cvk", "--method", "cps11"}, "--reader", "far away");
        assertThat(other.exitCode()).isEqualTo(77);
        assertThat(other.err()).contains("bank-one.cvk/1 is for CVK");
        Ran aes = dryRun(new String[] {"--key", "card-maker.kmc-aes", "--method", "kdf3"}, "--reader", "far away");
        assertThat(aes.exitCode()).isEqualTo(77);
        assertThat(aes.err()).contains("card-maker.kmc-aes/1 is AES", "the channel needs TDES");
        Ran none = dryRun(new String[] {"--key", "no-such-key", "--method", "cps11"}, "--reader", "far away");
        assertThat(none.exitCode()).isEqualTo(64);
        assertThat(dryRun(LOT, "--reader", "far away", "--station", "00").exitCode())
                .isEqualTo(64);
        assertThat(dryRun(LOT, "--reader", "far away", "--scripts", "nowhere").exitCode())
                .isEqualTo(64);
        Ran sheet = dryRun(LOT, "--reader", "far away", "--sheet");
        assertThat(sheet.exitCode()).isEqualTo(64);
        assertThat(sheet.err()).contains("--dry-run stands without --sheet");
        assertThat(dryRun(LOT).exitCode()).isEqualTo(64);
        assertThat(run("personalize", batch.toString(), "--machine", "embosser-1", "--dry-run")
                        .exitCode())
                .isEqualTo(64);
    }

    @Test
    @Order(4)
    void names_the_records_of_which_no_card_can_be_made() throws IOException {
        String recipe = "recipes/vsdc-dda-16k.xml";
        String before = home.edit(recipe, "aids=\"A000000003", "aids=\"A000000009");
        Ran ran = dryRun(LOT, "--reader", "far away");
        home.write(recipe, before);
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(70);
        assertThat(ran.out())
                .contains(
                        "no card can be made of record 1: application A0000000031010: chip vsdc-dda-16k has no applet"
                                + " for it",
                        "of record 3: ");
    }

    @Test
    @Order(5)
    void what_is_made_is_not_to_be_made() {
        String order = orders.get(0, "order");
        assertThat(run("personalize", batch.toString(), "--order", order, "--reader", "virtual")
                        .exitCode())
                .isZero();
        assertThat(dryRun(LOT, "--reader", "far away").out())
                .containsPattern("good +1\n")
                .containsPattern("to be made +2\n");
        Ran made = dryRun(LOT, "--reader", "far away", "--order", order);
        assertThat(made.exitCode()).isEqualTo(64);
        assertThat(made.err()).contains("the card was personalized on chip ");
    }

    /** Otherwise the first card would be made and then not be tested. */
    @Test
    @Order(6)
    void tries_the_keys_that_test_the_cards() {
        assertThat(run("keys", "state", "bank-one.imk-smi", "suspended", "--reason", "inquiry")
                        .exitCode())
                .isZero();
        Ran ran = dryRun(LOT, "--reader", "far away");
        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.err()).contains("bank-one.imk-smi/1");
    }

    /** Every row of every table. */
    private static List<String> database() throws SQLException, IOException {
        DatabaseSettings settings = DatabaseSettings.embedded(
                HomeDirectory.open(folder.resolve("home")).database());
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), "");
                Statement statement = connection.createStatement();
                ResultSet script = statement.executeQuery("SCRIPT NOSETTINGS")) {
            while (script.next()) {
                lines.add(script.getString(1));
            }
        }
        assertThat(lines).anyMatch(line -> line.contains("AUDIT"));
        return lines;
    }

    private static Ran dryRun(String[] lot, String... options) {
        return run(Stream.of(new String[] {"personalize", batch.toString(), "--dry-run"}, lot, options)
                .flatMap(Stream::of)
                .toArray(String[]::new));
    }

    private static Ran run(String... arguments) {
        return Ran.command(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--home", folder.resolve("home").toString()))
                .toArray(String[]::new));
    }
}
