package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cardwright personalize DIR --machine NAME}: real folders and a real socket, and counts that balance in every room. */
class MachineCommandTest {

    private static final Pattern SEALED = Pattern.compile("sealed in (\\S+)");

    @TempDir
    private Path folder;

    private EditableHome home;
    private SmallExport orders;
    private Path batch;
    private String operator = "";

    @BeforeEach
    void make_a_home() throws IOException {
        home = EditableHome.in(folder);
    }

    private void prepare(String product, int cards) throws IOException {
        orders = SmallExport.of("bank-one", product, cards);
        Ran ran = Ran.command(
                "prepare",
                orders.write(folder.resolve("orders.csv")).toString(),
                "--issuer",
                "bank-one",
                "--out",
                home.out().toString(),
                "--home",
                home.root().toString());
        Matcher sealed = SEALED.matcher(ran.out());
        assertThat(sealed.find()).as(ran.toString()).isTrue();
        batch = Path.of(sealed.group(1));
    }

    private Ran machine(String... arguments) {
        Stream<String> worker = operator.isEmpty() ? Stream.of() : Stream.of("--operator-file", operator);
        return Ran.command(Stream.of(
                        Stream.of(
                                "personalize",
                                batch.toString(),
                                "--home",
                                home.root().toString(),
                                "--wait",
                                "0"),
                        Stream.of(arguments),
                        worker)
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    private void printerTakesEmbossedCards() throws IOException {
        String printer = "machines/printer-1.xml";
        home.edit(printer, "payment-loyalty.visa-bonus", "visa-sda.visa-classic");
        home.edit(printer, "laser-pan", "emboss-1");
        home.edit(printer, "laser-valid-thru", "emboss-2");
        home.edit(printer, "laser-name", "emboss-3");
        home.edit(printer, "laser-cvv2", "emboss-5");
    }

    private Path queue(String machine) {
        return home.root().resolve("queues").resolve(machine);
    }

    private Path only(String machine, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(queue(machine))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Takes the file of a job, and says what a machine says. */
    private String embosserAnswers(String machine, String... outcomes) throws IOException {
        Path job = only(machine, ".emb");
        String name = job.getFileName().toString().replace(".emb", "");
        assertThat(Files.readAllLines(job)).hasSize(1 + outcomes.length);
        Files.delete(job);
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < outcomes.length; i++) {
            String plastic = outcomes[i].equals("OK") ? name + "-" + i : "";
            result.append(String.join(";", name, "" + (i + 1), "", outcomes[i], "", plastic))
                    .append("\n");
        }
        Files.writeString(queue(machine).resolve(name + ".res"), result + "END;" + outcomes.length + "\n");
        return name;
    }

    private void encoderAnswers() throws IOException {
        Path job = only("encoder-1", ".csv");
        List<String> references = Files.readAllLines(job).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf('|')))
                .toList();
        String stem = job.toString().replace(".csv", "");
        Files.writeString(Path.of(stem + ".ret"), String.join("\n", references) + "\nEND;" + references.size() + "\n");
        Files.writeString(Path.of(stem + ".rej"), "END;0\n");
    }

    private static void exits(Ran ran, int code, String... said) {
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(code);
        for (String text : said) {
            assertThat(ran.out()).contains(text);
        }
    }

    @Test
    void cards_go_from_room_to_room_and_a_spoiled_one_begins_anew() throws IOException {
        prepare("visa-sda", 4);
        exits(machine("--machine", "encoder-1"), 0, "encoder-1: 0 jobs ended");
        exits(machine("--machine", "embosser-1"), 75, "has no answer yet");
        exits(machine("--machine", "embosser-1"), 75, "has no answer yet");
        embosserAnswers("embosser-1", "OK", "OK", "REJECT", "OK");
        exits(machine("--machine", "embosser-1"), 75);
        String second = embosserAnswers("embosser-1", "OK");
        assertThat(second).endsWith("-embossing-0002");
        exits(machine("--machine", "embosser-1"), 0);
        exits(machine("--machine", "encoder-1"), 75);
        encoderAnswers();
        Ran done = machine("--machine", "encoder-1", "--machine", "embosser-2");
        exits(done, 0, "encoder-1: 1 jobs ended", "embosser-2: 0 jobs ended");
        assertThat(done.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("embossing 5 4 1 0 0 0", "encoding 4 4 0 0 0 0");
        assertThat(done.out() + done.err()).doesNotContain(orders.get(0, "pan"), orders.get(3, "pan"));
        noCardDataIsLeft();
    }

    private void noCardDataIsLeft() throws IOException {
        try (Stream<Path> walk = Files.walk(home.root().resolve("queues"))) {
            for (Path file : walk.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().endsWith(".lock"))
                    .toList()) {
                assertThat(file.getParent().getParent().getFileName()).hasToString(".read");
                assertThat(Files.readString(file) + file.getFileName()).doesNotContain(orders.get(0, "pan"));
            }
        }
    }

    @Test
    void what_nobody_knows_waits_for_a_person_who_is_named_in_the_audit() throws IOException {
        prepare("visa-sda", 2);
        People.registerTwo(home.root());
        assertThat(machine("--machine", "embosser-1").exitCode()).isEqualTo(65);
        operator = People.file(folder, "bob");
        assertThat(machine("--machine", "embosser-1").err()).contains("operator bob lacks role OPERATOR");
        assertThat(queue("embosser-1")).doesNotExist();
        operator = People.file(folder, "ada");
        exits(machine("--machine", "embosser-1"), 75);
        embosserAnswers("embosser-1", "JAM", "OK");
        exits(machine("--machine", "embosser-1"), 70, "card 0000001-1, order ", "waits for a person in embossing");
        exits(machine("--machine", "embosser-1"), 70);
        assertThat(machine("--machine", "embosser-1", "--spoiled", "0000001-1").exitCode())
                .isEqualTo(64);
        decide("--spoiled", "0000001-1", "spoiled in the press");
        exits(machine("--machine", "embosser-1"), 75);
        String job = only("embosser-1", ".emb").getFileName().toString().replace(".emb", "");
        exits(machine("--machine", "embosser-1", "--give-up", job, "--why", "broken"), 70);
        assertThat(queue("embosser-1").resolve(job + ".emb")).doesNotExist();
        decide("--good", "0000001-2", "it lay there");
        exits(machine("--machine", "embosser-1"), 0);
        Ran shown = Ran.command(
                "batch",
                "show",
                batch.getFileName().toString(),
                "--home",
                home.root().toString());
        assertThat(shown.out())
                .contains(
                        "STATION_CARD_REQUESTED",
                        "STATION_CARD_APPROVED",
                        "STATION_CARD_DECIDED",
                        "STATION_JOB_GIVEN_UP");
        handOversAreAudited();
        noCardDataIsLeft();
    }

    /** Two jobs were handed over, whoever looked for answers and however often. */
    private void handOversAreAudited() {
        Ran audit = Ran.command("audit", "list", "--home", home.root().toString());
        assertThat(audit.out().lines().filter(line -> line.contains("STATION_JOB_BEGUN")))
                .hasSize(2)
                .allMatch(line -> line.contains(" ada "))
                .anyMatch(line -> line.matches(
                        ".* job [0-9a-f]{8}-embossing-0001: 2 cards to machine embosser-1, definition [0-9A-F]{64}.*"))
                .anyMatch(line -> line.contains("-embossing-0002: 1 cards to machine embosser-1"));
    }

    /** One person says it, which changes nothing, and not the same one approves it. */
    private void decide(String found, String card, String why) throws IOException {
        Ran asked = machine("--machine", "embosser-1", found, card, "--why", why);
        exits(asked, 70, "asked for: cardwright approve station-card-", "waits for a person in embossing");
        Matcher request = Pattern.compile("approve (station-card-\\S+),").matcher(asked.out());
        assertThat(request.find()).isTrue();
        assertThat(approve(request.group(1), operator).exitCode()).isEqualTo(77);
        exits(machine("--machine", "embosser-1"), 70);
        Ran approved = approve(request.group(1), People.file(folder, "bob"));
        exits(approved, 0, "approved: card " + card + " in embossing is " + (found.equals("--good") ? "OK" : "REJECT"));
    }

    private Ran approve(String request, String person) {
        return Ran.command(
                "approve",
                request,
                "--operator-file",
                person,
                "--home",
                home.root().toString());
    }

    @Test
    void a_machine_at_a_socket_gets_each_card_once() throws IOException {
        prepare("visa-sda", 3);
        printerTakesEmbossedCards();
        List<String> said = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            home.edit("machines/printer-1.xml", "port=\"9301\"", "port=\"" + server.getLocalPort() + "\"");
            Thread printer = new Thread(() -> printer(server, said));
            printer.setDaemon(true);
            printer.start();
            exits(machine("--machine", "printer-1", "--json"), 0, "\"outcome\":\"made\"", "\"ok\":3");
            exits(machine("--machine", "printer-1"), 0, "printer-1: 0 jobs ended");
        }
        assertThat(said).hasSize(3).doesNotHaveDuplicates();
        assertThat(said.get(0).replace(" ", "")).contains(orders.get(0, "pan"));
    }

    private static void printer(ServerSocket server, List<String> said) {
        try (Socket socket = server.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            StringBuilder card = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                card.append(line).append('\n');
                if (line.endsWith(">")) {
                    said.add(card.toString());
                    card.setLength(0);
                    socket.getOutputStream().write(("OK " + said.size() + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (SocketException closed) {
            // the test is over
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void a_machine_that_is_not_there_or_not_known_and_a_wrong_definition_are_told() throws IOException {
        prepare("visa-sda", 1);
        printerTakesEmbossedCards();
        home.edit("machines/printer-1.xml", "port=\"9301\"", "port=\"1\"");
        exits(machine("--machine", "printer-1"), 75, "machine printer-1 does not take a connection");
        assertThat(machine("--machine", "printer-9").err()).contains("there is no machine printer-9");
        assertThat(machine("--machine", "printer-1", "--order", "A-000001").exitCode())
                .isEqualTo(64);
        home.edit("machines/printer-1.xml", "unit=\"LINE\"", "unit=\"WORD\"");
        Ran wrong = machine("--machine", "printer-1");
        assertThat(wrong.exitCode()).isEqualTo(65);
        assertThat(wrong.err()).contains("printer-1.xml, line");
    }
}
