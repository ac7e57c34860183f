package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A closed batch has lost its orders with its data key; products, segments and places of its cards are still known. */
class VerifyAfterClosingTest {

    private static final String NO_PRODUCT = "no product for group";

    @TempDir
    private static Path folder;

    private static Path sealed;

    private final StringWriter out = new StringWriter();

    private Path home;

    @BeforeAll
    static void prepare_once() throws IOException {
        Path export = Files.write(folder.resolve("orders.csv"), SampleData.bytes("exports/four-forms/orders.csv"));
        TestVault.in(folder.resolve("first"));
        assertThat(run(
                        new StringWriter(),
                        "prepare",
                        export.toString(),
                        "--issuer",
                        "bank-one",
                        "--out",
                        folder.resolve("batches").toString(),
                        "--home",
                        folder.resolve("first").toString()))
                .isZero();
        try (Stream<Path> batches = Files.list(folder.resolve("batches"))) {
            sealed = batches.findFirst().orElseThrow();
        }
    }

    @BeforeEach
    void copy_the_home(@TempDir Path copy) throws IOException {
        home = copy.resolve("home");
        try (Stream<Path> walk = Files.walk(folder.resolve("first"))) {
            for (Path path : walk.toList()) {
                Files.copy(path, home.resolve(folder.resolve("first").relativize(path)));
            }
        }
    }

    @Test
    void every_card_is_held_against_its_product_and_segment() {
        assertThat(verify()).as(out.toString()).isZero();
        assertThat(out.toString()).contains("orders are not known").doesNotContain(NO_PRODUCT, "ledger");
    }

    @Test
    void a_gold_card_that_the_ledger_knows_without_segment_is_found() throws SQLException {
        change("product = 'visa-sda/1'", "A-000002");

        assertThat(verify()).isEqualTo(70);
        assertThat(out.toString()).contains("V-213").contains("record 2").doesNotContain("V-118");
    }

    @Test
    void a_card_at_another_place_and_a_card_that_the_ledger_does_not_have_are_found() throws SQLException {
        change("record_index = 77", "A-000002");
        change("state = 'HELD', live_reference = null", "A-000003");

        assertThat(verify()).isEqualTo(70);
        assertThat(out.toString())
                .contains("the counts differ")
                .contains("V-118 manifest.json, record 2")
                .contains("V-118 manifest.json, record 3")
                .doesNotContain("record 4");
    }

    @Test
    void a_home_that_does_not_know_the_batch_says_so() throws IOException {
        Files.delete(home.resolve("database/cardwright.mv.db"));

        assertThat(verify()).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains("the ledger of this home does not know the batch")
                .contains(NO_PRODUCT);
    }

    @Test
    void a_ledger_that_does_not_answer_is_no_reason_to_verify_nothing() throws IOException {
        Files.writeString(
                home.resolve("config/cardwright.properties"),
                "\ndatabase=jdbc:postgresql://localhost:1/none\n",
                StandardOpenOption.APPEND);

        assertThat(verify()).as(out.toString()).isZero();
        assertThat(out.toString()).contains("the ledger does not answer").contains("19 cards, 0 findings");
    }

    @Test
    void a_product_that_was_changed_since_says_nothing_about_the_cards_it_made() throws IOException {
        Path risk = home.resolve("config/risk/visa-credit.xml");
        Files.writeString(risk, Files.readString(risk).replace("tries=\"3\"", "tries=\"4\""));

        assertThat(verify()).as(out.toString()).isZero();
        assertThat(out.toString()).contains(NO_PRODUCT);
    }

    private void change(String change, String order) throws SQLException {
        DatabaseSettings settings = DatabaseSettings.embedded(home.resolve("database"));
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
            String sql = "update card_order set " + change + " where order_reference = '" + order + "'";
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private int verify() {
        return run(out, "verify", sealed.toString(), "--home", home.toString());
    }

    private static int run(StringWriter out, String... arguments) {
        CommandLine command = Cardwright.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(out));
        return command.execute(arguments);
    }
}
