package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.machine.terminal.TerminalKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import picocli.CommandLine;

/** {@code cardwright terminal}: a card of a batch that was made on the same command line. */
class TerminalCommandTest {

    @TempDir
    private static Path folder;

    private static SmallExport orders;
    private static Path batch;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void prepare() throws IOException {
        TestVault.in(folder.resolve("home"));
        orders = SmallExport.of("bank-one", "visa-dda", 2);
        batch = PreparedBatch.of(
                folder.resolve("home"),
                "bank-one",
                orders.write(folder.resolve("orders.csv")),
                folder.resolve("batches"));
    }

    @Test
    void a_card_of_a_sealed_batch_is_accepted_by_terminal_and_issuer() {
        assertThat(run("terminal", batch.toString(), "--order", orders.get(0, "order")))
                .as(out + "\n" + err)
                .isZero();
        assertThat(out.toString())
                .contains("> SELECT 00A40400", "> GENERATE AC", "offline data authentication DDA")
                .contains("issuer: 00", "APPROVED_ONLINE")
                .endsWith("accepted" + System.lineSeparator())
                .doesNotContain(orders.get(0, "pan"));
    }

    @Test
    void says_the_same_as_one_json_object() throws IOException {
        assertThat(run("terminal", batch.toString(), "--order", orders.get(1, "order"), "--json"))
                .isZero();
        assertThat(out.toString())
                .contains("\"outcome\":\"accepted\"", "\"ending\":\"APPROVED_ONLINE\"", "\"authentication\":\"DDA\"");
    }

    @Test
    void a_card_out_of_its_time_is_refused_with_exit_70() {
        assertThat(run("terminal", batch.toString(), "--order", orders.get(0, "order"), "--on", "2099-01-01"))
                .isEqualTo(70);
        assertThat(out.toString()).contains("TVR: expired-application", "refused [");
    }

    @Test
    void a_wrong_pin_is_refused_and_an_open_pin_file_is_not_read() throws IOException {
        Path pin = Files.writeString(folder.resolve("pin"), "0000\n");
        Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run("terminal", batch.toString(), "--order", orders.get(0, "order"), "--pin-file", pin.toString()))
                .isEqualTo(77);
        Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
        assertThat(run("terminal", batch.toString(), "--order", orders.get(0, "order"), "--pin-file", pin.toString()))
                .isEqualTo(70);
        assertThat(out.toString()).contains("pin-try-limit-exceeded").doesNotContain("240000FF");
    }

    @Test
    void what_cannot_be_done_is_said_in_one_line() throws IOException {
        assertThat(run("terminal", batch.toString(), "--order", "nobody")).isEqualTo(64);
        assertThat(run("terminal", folder.toString(), "--order", "A")).isEqualTo(64);
        Path keys = Files.writeString(folder.resolve("keys"), "{}");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        assertThat(run("terminal", batch.toString(), "--order", orders.get(0, "order"), "--keys", keys.toString()))
                .isEqualTo(70);
        assertThat(err.toString())
                .contains("the order is not in this batch", "there is no file ")
                .contains("the card cannot be personalized: application A0000000031010, command ")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void a_report_is_one_page_of_its_own_without_a_card_number() throws Exception {
        Path html = folder.resolve("report.html");
        Path text = folder.resolve("report.txt");
        String order = orders.get(0, "order");
        String[] line = {
            "terminal", batch.toString(), "--order", order, "--html", html.toString(), "--transcript", text.toString()
        };
        assertThat(run(line)).as(err.toString()).isZero();
        String page = Files.readString(html);
        parse(page);
        assertThat(page)
                .contains("Transaction of order " + order, "APPROVED_ONLINE", "expired-application")
                .contains(
                        "Cardholder verification was performed",
                        "Application Primary Account Number",
                        "INTERNAL AUTHENTICATE")
                .doesNotContain(orders.get(0, "pan"), "<script")
                .doesNotContainPattern("(src|href)=");
        assertThat(Files.readString(text)).contains("> GENERATE AC", "accepted").doesNotContain(orders.get(0, "pan"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(html)))
                .isEqualTo("rw-------");
        assertThat(run(line)).isEqualTo(64);
        assertThat(err.toString()).contains("is there already");
    }

    private static void parse(String page) throws Exception {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    @Test
    void a_grid_says_what_becomes_of_the_card_by_amount_country_and_terminal() throws Exception {
        Path csv = folder.resolve("grid.csv");
        Path html = folder.resolve("grid.html");
        assertThat(run(
                        "terminal",
                        batch.toString(),
                        "--order",
                        orders.get(0, "order"),
                        "--grid",
                        "--amounts",
                        "4200,20000",
                        "--csv",
                        csv.toString(),
                        "--html",
                        html.toString()))
                .as(err.toString())
                .isZero();
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows).hasSize(1 + 2 * 2 * TerminalKind.values().length);
        assertThat(rows)
                .anyMatch(row -> row.startsWith("ATTENDED_ONLINE_ONLY,0276,0978,4200,APPROVED_ONLINE,DDA,"))
                .anyMatch(row -> row.startsWith("UNATTENDED_OFFLINE_ONLY,0840,0840,20000,DECLINED_OFFLINE,"));
        parse(Files.readString(html));
        assertThat(Files.readString(html)).contains("unattended offline only", "amount 20000", "0840/0840");
        assertThat(out.toString()).contains("cash machine").doesNotContain(orders.get(0, "pan"));
    }

    @Test
    void two_versions_differ_in_cells_and_tags() throws IOException {
        Path other = otherVersion();
        List<String> line = new ArrayList<>(
                List.of("terminal", batch.toString(), "--order", orders.get(0, "order"), "--grid", "--against"));
        line.add(batch.toString());
        line.addAll(List.of("--against-order", orders.get(0, "order")));
        assertThat(run(line.toArray(String[]::new))).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("0 cells changed", "0 tags differ")
                .containsPattern("A0000000031010 [0-9A-F]{4} 70 5A Application Primary Account Number");
        long noted = keysAtTerminal();
        out.getBuffer().setLength(0);
        line.set(6, other.toString());
        assertThat(run(line.toArray(String[]::new))).as(err.toString()).isZero();
        assertThat(out.toString())
                .containsPattern("[1-9][0-9]* cells changed")
                .containsPattern("9F0E [^:]*: 0010080000 -> 0010000000")
                .contains("DECLINED_OFFLINE")
                .doesNotContain("0 tags differ");
        // both cards, before their first cell
        assertThat(keysAtTerminal()).isEqualTo(noted + 2);
    }

    /** Entries of the audit about keys of the issuer, each with its name, version and check value. */
    private long keysAtTerminal() {
        out.getBuffer().setLength(0);
        assertThat(run("audit", "list")).isZero();
        return out.toString()
                .lines()
                .filter(entry -> entry.contains("CHIP_KEYS_USED") && entry.contains(" at a terminal"))
                .peek(entry -> assertThat(entry).containsPattern("IMK_AC [a-z0-9.-]+\\S* KCV [0-9A-F]{6}"))
                .count();
    }

    /** The same orders in another home, whose issuer refuses without a PIN. */
    private static Path otherVersion() throws IOException {
        EditableHome home = EditableHome.in(Files.createDirectory(folder.resolve("version")));
        home.edit(
                "risk/visa-credit.xml",
                "<action-code-denial>service-not-allowed<",
                "<action-code-denial>service-not-allowed pin-not-entered<");
        return PreparedBatch.of(home.root(), "bank-one", folder.resolve("orders.csv"), home.out());
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
