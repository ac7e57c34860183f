package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The simulated HSM of the command line: who may start it, what it says, and how it ends. */
class BureauHsmCommandTest {

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void answers_until_it_is_terminated_and_says_nothing_of_its_keys() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        CommandLine command =
                Cardwright.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String home = TestVault.in(folder.resolve("hsm")).toString();
        Thread running = new Thread(() -> ended.complete(command.execute(
                "bureau",
                "hsm",
                "--home",
                home,
                "--listen",
                "127.0.0.1:0",
                "--fault",
                "list-keys:closed-in-answer",
                "--json")));
        running.start();

        Ran listed = Ran.command(
                "keys", "list", "--home", client(address(out, ended)).toString());

        assertThat(listed.exitCode()).as(listed.err()).isZero();
        assertThat(listed.out()).contains("bank-one.kek1-k0");
        running.interrupt();
        assertThat(ended.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(err.toString().strip()).isEqualTo("cardwright: the simulated HSM has ended");
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(out.toString()).contains("\"outcome\":\"listening\"", "\"exit_code\":0");
        Ran gone =
                Ran.command("keys", "list", "--home", folder.resolve("client").toString());
        assertThat(gone.exitCode()).as(gone.err()).isEqualTo(75);
    }

    private static String address(StringWriter out, CompletableFuture<Integer> ended) throws InterruptedException {
        Pattern address = Pattern.compile("\"address\":\"([^\"]+)\"");
        Matcher found = address.matcher(out.toString());
        while (!found.find() && !ended.isDone()) {
            Thread.sleep(20);
            found = address.matcher(out.toString());
        }
        assertThat(found.reset().find()).as(out.toString()).isTrue();
        return found.group(1);
    }

    private Path client(String address) throws IOException {
        Path home = folder.resolve("client");
        Files.writeString(
                HomeDirectory.open(home).config("cardwright.properties"),
                "\nsecurity-module = host-commands\nhost-commands.addresses = " + address + "\n",
                StandardOpenOption.APPEND);
        return home;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--listen 0.0.0.0:1500 | --listen is 127.0.0.1 and a port",
                "--listen 127.0.0.1:65536 | --listen is 127.0.0.1 and a port",
                "--listen 127.0.0.1 | --listen is 127.0.0.1 and a port",
                "--fault silence | --fault is OPERATION:FAULT",
                "--fault nothing:silence | the operation of --fault is one of echo, status",
                "--fault echo:nothing | the fault of --fault is one of silence",
                "--fault echo:slow | the fault of --fault cannot be slow",
                "--tls-keystore a.p12 | --tls-keystore and --tls-truststore belong together",
                "--table nothing.table | there is no file nothing.table"
            })
    void says_what_it_was_asked_wrongly(String options, String because) throws IOException {
        Path home = TestVault.in(folder.resolve("hsm"));
        Ran ran = Ran.command(("bureau hsm --home " + home + " --listen 127.0.0.1:0 " + options)
                .replaceFirst("--listen 127.0.0.1:0 --listen", "--listen")
                .split(" "));
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(64);
        assertThat(ran.err()).startsWith("cardwright: " + because);
    }

    @Test
    void a_port_that_is_taken_is_said() throws IOException {
        Path home = TestVault.in(folder.resolve("hsm"));
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ran ran = Ran.command(
                    "bureau", "hsm", "--home", home.toString(), "--listen", "127.0.0.1:" + other.getLocalPort());
            assertThat(ran.exitCode()).isEqualTo(64);
            assertThat(ran.err()).contains("port " + other.getLocalPort() + " is taken");
        }
    }

    @Test
    void is_refused_in_production_and_over_another_hsm() throws IOException {
        Path production = folder.resolve("production");
        Files.writeString(HomeDirectory.open(production).config("cardwright.properties"), "policy = production\n");
        Ran refused = Ran.command("bureau", "hsm", "--home", production.toString());
        assertThat(refused.exitCode()).isEqualTo(77);
        assertThat(refused.err()).contains("refused under policy production");

        try (SimulatedHsms hsms = SimulatedHsms.over(folder.resolve("hsm"), 1)) {
            Path client = hsms.home(folder.resolve("client"));
            Ran again = Ran.command("bureau", "hsm", "--home", client.toString(), "--listen", "127.0.0.1:0");
            assertThat(again.exitCode()).isEqualTo(64);
            assertThat(again.err()).contains("a simulator stands over a vault");
        }
    }
}
