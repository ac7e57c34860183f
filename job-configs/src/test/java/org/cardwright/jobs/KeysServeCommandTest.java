package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cardwright.jobs.home.HomeDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The software security module as a process of its own, for production homes that know what it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysServeCommandTest {

    private static final Pattern ADDRESS = Pattern.compile("\"address\":\"[^\":]+:(\\d+)\"");

    @TempDir
    private static Path folder;

    private TlsFiles files;
    private Path tlsPassphrase;
    private Path vaultPassphrase;
    private Path serving;

    @BeforeAll
    void make_the_vault_of_a_production_home() throws Exception {
        files = TlsFiles.in(folder.resolve("tls"));
        tlsPassphrase = files.folder().resolve("passphrase.txt");
        Files.setPosixFilePermissions(tlsPassphrase, PosixFilePermissions.fromString("rw-------"));
        vaultPassphrase = Files.createFile(
                folder.resolve("vault.passphrase"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(vaultPassphrase, "chosen by the key manager\n");
        serving = home("serving", "software-module = accepted\n");
        Ran made = run(
                serving,
                "keys",
                "ceremony",
                "create-vault",
                "--out",
                folder.resolve("out").toString(),
                "--new-passphrase-file",
                vaultPassphrase.toString());
        assertThat(made.exitCode()).as(made.err()).isZero();
    }

    @Test
    @Timeout(120)
    void a_production_home_works_with_its_keys_when_both_sides_accepted_it() throws Exception {
        StringWriter out = new StringWriter();
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        CommandLine command = Cardwright.commandLine().setOut(new PrintWriter(out));
        String[] arguments = serve(serving, "127.0.0.1:0", "hsm", "--json");
        Thread running = new Thread(() -> ended.complete(command.execute(arguments)));
        running.start();
        int port = port(out, ended);

        Path accepted = client("accepted", port, "software-module = accepted\n");
        Ran listed = run(accepted, "keys", "list", "--passphrase-file", tlsPassphrase.toString());
        assertThat(listed.exitCode()).as(listed.err()).isZero();
        assertThat(listed.out()).contains("bureau.record-mac/1", "bureau.manifest-signing/1");
        Ran module = run(accepted, "keys", "module", "--passphrase-file", tlsPassphrase.toString());
        assertThat(module.out()).contains("custody: payment-hsm", "Cardwright software module, 2 keys");
        Ran refused = run(client("other", port, ""), "keys", "list", "--passphrase-file", tlsPassphrase.toString());
        assertThat(refused.exitCode()).isEqualTo(77);
        assertThat(refused.err())
                .contains("localhost:" + port + " is the software security module in a process of its own")
                .contains("software-module = accepted");

        running.interrupt();
        assertThat(ended.get(60, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void is_refused_where_nobody_accepted_it_and_without_certificates() throws IOException {
        Ran refused = Ran.command(serve(home("cautious", ""), "127.0.0.1:0", "hsm"));
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(77);
        assertThat(refused.err()).contains("software-module = accepted");

        assertThat(run(serving, "keys", "serve", "--listen", "127.0.0.1:0").exitCode())
                .isEqualTo(64);
        assertThat(Ran.command(serve(serving, "127.0.0.1:65536", "hsm")).err()).contains("--listen is HOST:PORT");
        Files.copy(files.file("hsm"), files.file("readable"));
        Files.setPosixFilePermissions(files.file("readable"), PosixFilePermissions.fromString("rw-r--r--"));
        Ran readable = Ran.command(serve(serving, "127.0.0.1:0", "readable"));
        assertThat(readable.exitCode()).isEqualTo(77);
        assertThat(readable.err()).contains("readable.p12 can be read by others");
    }

    private String[] serve(Path home, String listen, String keystore, String... more) {
        return Stream.concat(
                        Stream.of(
                                "keys",
                                "serve",
                                "--home",
                                home.toString(),
                                "--passphrase-file",
                                vaultPassphrase.toString(),
                                "--listen",
                                listen,
                                "--tls-keystore",
                                files.file(keystore).toString(),
                                "--tls-truststore",
                                files.file("bureaus").toString(),
                                "--tls-passphrase-file",
                                tlsPassphrase.toString()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static int port(StringWriter out, CompletableFuture<Integer> ended) throws InterruptedException {
        Matcher found = ADDRESS.matcher(out.toString());
        while (!found.find() && !ended.isDone()) {
            Thread.sleep(20);
            found = ADDRESS.matcher(out.toString());
        }
        assertThat(found.reset().find()).as(out.toString()).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private Path client(String name, int port, String more) throws IOException {
        return home(
                name,
                "security-module = host-commands\nhost-commands.addresses = localhost:" + port
                        + "\nhost-commands.tls.keystore = " + files.file("bureau")
                        + "\nhost-commands.tls.truststore = " + files.file("hsms") + "\n" + more);
    }

    private Path home(String name, String settings) throws IOException {
        Path home = folder.resolve(name);
        Files.writeString(HomeDirectory.open(home).config("cardwright.properties"), "policy = production\n" + settings);
        return home;
    }

    private static Ran run(Path home, String... command) {
        return Ran.command(Stream.concat(Stream.of(command), Stream.of("--home", home.toString()))
                .toArray(String[]::new));
    }
}
