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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        assertThat(out.toString())
                .contains("not checked: names, service codes, effective dates, texts and secrets against orders: the")
                .containsOnlyOnce("not checked:")
                .doesNotContain(NO_PRODUCT, "ledger");
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
        change("state = 'HELD'", "A-000003");
        sql("delete from live_order where reference like '%/A-000003'");

        assertThat(verify()).isEqualTo(70);
        assertThat(out.toString())
                .contains("the counts differ")
                .contains("V-118 manifest.json, record 2", "V-118 manifest.json, record 3")
                .doesNotContain("record 4");
    }

    @Test
    void a_manifest_of_another_file_than_the_ledger_took_in_is_found() throws SQLException {
        sql("update batch set issuer = 'bank-two', source_sha256 = '" + "0".repeat(64) + "', layout = 'another'");

        assertThat(verify()).isEqualTo(70);
        assertThat(out.toString())
                .contains("V-118 manifest.json: ")
                .contains("(the issuer differs)", "(the issuer's file differs)", "(the layout differs)")
                .doesNotContain("the counts differ");
    }

    @Test
    void a_home_that_does_not_know_the_batch_says_so() throws IOException {
        Files.delete(home.resolve("database/cardwright.mv.db"));
        assertThat(verify()).isEqualTo(70);
        assertThat(out.toString()).contains("audit.log ends with entry", "which the database does not have");

        Files.delete(home.resolve("audit.log"));
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

    @Test
    void the_same_content_is_already_done_whatever_fonts_surfaces_layouts_and_products_have_become()
            throws IOException {
        changeEveryFile("fonts", ".xml");
        changeEveryFile("surfaces", ".xml");
        changeEveryFile("layouts", ".xml");
        changeEveryFile("products", ".xml");
        Path chip = sealed.resolve("visa-sda.visa-classic/chip.cps");
        byte[] good = Files.readAllBytes(chip);
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 1;

        assertThat(prepareAgain()).as(out.toString()).isZero();
        assertThat(out.toString()).contains("already done as batch " + sealed.getFileName() + "; its seal verifies");
        Files.write(chip, bad);
        assertThat(prepareAgain()).isEqualTo(70);
        assertThat(out.toString()).contains("the output is not intact: V-");
        Files.write(chip, good);
        Path aside = Files.move(sealed, folder.resolve("aside"));
        assertThat(prepareAgain()).isEqualTo(70);
        assertThat(out.toString()).contains("the output directory is missing");
        Files.move(aside, sealed);
    }

    @Test
    void the_same_content_of_an_unfinished_batch_is_refused_when_its_fonts_have_changed()
            throws IOException, SQLException {
        changeEveryFile("fonts", ".xml");
        sql("update batch set state = 'OPEN'");

        assertThat(prepareAgain()).isEqualTo(65);
        assertThat(out.toString()).contains("with another layout, other profiles or keys");
    }

    @Test
    void a_file_that_is_refused_for_its_control_data_leaves_hash_and_rule_in_the_audit() throws IOException {
        String orders = Files.readString(folder.resolve("orders.csv"));
        Map<String, String> wrong = Map.of(
                "R-016", orders.replaceFirst("TRL;20;", "TRL;21;"),
                "R-017", orders.replaceFirst("TRL;20;([0-9]*)", "TRL;20;1"),
                "R-026", orders.replaceFirst("TESTVILLE", "ELSEWHERE"));
        for (Map.Entry<String, String> file : wrong.entrySet()) {
            Path export = Files.writeString(home.resolveSibling("wrong-" + file.getKey() + ".csv"), file.getValue());
            assertThat(file.getValue()).as(file.getKey()).isNotEqualTo(orders);
            assertThat(prepare(export)).isEqualTo(65);
            assertThat(out.toString()).contains(file.getKey());
        }

        String audit = json(0, List.of("audit", "list"));
        for (Map.Entry<String, String> file : wrong.entrySet()) {
            assertThat(audit)
                    .containsPattern("\"event\":\"FILE_REFUSED\",\"success\":false,\"origin\":\"[^\"]+\","
                            + "\"resource\":\"issuer bank-one, file " + JsonAnswer.sha256(file.getValue())
                            + "\",\"reason\":\"[^\"]*" + file.getKey());
        }
        assertThat(audit).doesNotContain(JsonAnswer.sha256(orders));
        assertThat(json(0, List.of("audit", "verify"))).contains("\"outcome\":\"intact\"");
    }

    /** Other programs rely on the names; they are a golden file, without the values. */
    @Test
    void every_command_about_batches_answers_a_program_with_one_json_object() throws IOException, SQLException {
        String id = String.valueOf(sealed.getFileName());
        StringBuilder names = new StringBuilder();
        for (List<String> command : List.of(
                List.of("verify", sealed.toString()),
                List.of("batch", "list"),
                List.of("batch", "show", id),
                List.of("audit", "list"),
                List.of("audit", "verify"))) {
            String json = json(0, command);
            names.append(String.join(" ", command)
                            .replace(sealed.toString(), "DIR")
                            .replace(id, "ID"))
                    .append(": ")
                    .append(JsonAnswer.names(json))
                    .append('\n');
        }
        GoldenText.check("json-summaries.txt", names.toString());

        assertThat(json(0, List.of("batch", "show", id)))
                .contains("\"outcome\":\"shown\",\"exit_code\":0,\"batch\":\"" + id)
                .contains("\"state\":\"CLOSED\",\"counts\":{\"in\":20,\"good\":19,\"rejected\":1")
                .contains("\"closed\":true")
                .doesNotContain("999999");
        change("record_index = 77", "A-000002");
        assertThat(json(70, List.of("verify", sealed.toString())))
                .contains("{\"outcome\":\"not_verified\",\"exit_code\":70,\"records\":19,\"finding_count\":1,")
                .contains("\"rule\":\"V-118\"");
        sql("update audit set reason = 'another' where number = 1");
        assertThat(json(70, List.of("audit", "verify"))).isEqualTo("{\"outcome\":\"altered\",\"exit_code\":70}\n");
    }

    private String json(int exitCode, List<String> command) {
        StringWriter printed = new StringWriter();
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--json", "--home", home.toString()));
        assertThat(run(printed, arguments.toArray(String[]::new))).isEqualTo(exitCode);
        String json = printed.toString();
        JsonAnswer.requireOneObject(json);
        return json;
    }

    /** A comment more: nobody reads it, and every hash is another. */
    private void changeEveryFile(String directory, String end) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("config").resolve(directory))) {
            List<Path> changed =
                    files.filter(file -> file.toString().endsWith(end)).toList();
            assertThat(changed).isNotEmpty();
            for (Path file : changed) {
                Files.writeString(file, "<!-- changed -->\n", StandardOpenOption.APPEND);
            }
        }
    }

    private int prepareAgain() {
        return prepare(folder.resolve("orders.csv"));
    }

    private int prepare(Path export) {
        return run(
                out,
                "prepare",
                export.toString(),
                "--issuer",
                "bank-one",
                "--out",
                folder.resolve("batches").toString(),
                "--home",
                home.toString());
    }

    private void change(String change, String order) throws SQLException {
        sql("update ordered_card set " + change + " where order_reference = '" + order + "'");
    }

    private void sql(String sql) throws SQLException {
        DatabaseSettings settings = DatabaseSettings.embedded(home.resolve("database"));
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
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
