package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.jobs.wiring.OpenedHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A key that cannot do its work is found before a batch is taken: no output, no row, no sequence number used (R18). */
class KeysBeforeBatchTest {

    /** What the product says, what it says by mistake. */
    private static final Map<String, String> MISTAKES = Map.of(
            "pin=\"${issuer}.kek1-p0\"", "pin=\"personalizer.kek2-p0\"",
            "label=\"personalizer.kek2-k0\"", "label=\"${issuer}.kek1-k0\"",
            "pvk=\"${issuer}.pvk-pvv\"", "pvk=\"${issuer}.pvk-ibm\"",
            "label=\"${issuer}.imk-ac\"", "label=\"bank-three.imk-ac-aes\"");

    /** What the payment system sent and what became of it. */
    private static final Map<String, String> ALTERED_CERTIFICATES = Map.of(
            "serial=\"000001\"", "serial=\"000002\"",
            "expires=\"2039-12\"", "expires=\"2039-11\"",
            "94E7F6\"", "94E7F7\"");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_wrong_key_is_refused_and_the_batch_goes_through_as_soon_as_it_is_right() throws IOException {
        SmallExport.of("bank-one", "visa-sda", 1).write(folder.resolve("orders.csv"));
        HomeDirectory home = HomeDirectory.open(TestVault.in(folder.resolve("home")));
        Path product = home.config("products").resolve("visa-sda.xml");
        String right = Files.readString(product);
        for (Map.Entry<String, String> mistake : MISTAKES.entrySet()) {
            assertThat(right).contains(mistake.getKey());
            Files.writeString(product, right.replace(mistake.getKey(), mistake.getValue()));
            refused(label(mistake.getValue()));
        }
        Files.writeString(product, right);
        Path certificate = home.config("certificates").resolve("bank-one-visa.xml");
        String sent = Files.readString(certificate);
        for (Map.Entry<String, String> mistake : ALTERED_CERTIFICATES.entrySet()) {
            assertThat(sent).contains(mistake.getKey());
            Files.writeString(certificate, sent.replace(mistake.getKey(), mistake.getValue()));
            refused(" issuer certificate bank-one.visa: ");
        }
        assertThat(run(
                        "profile",
                        "lint",
                        "visa-sda",
                        "--issuer",
                        "bank-one",
                        "--home",
                        folder.resolve("home").toString()))
                .isEqualTo(77);
        assertThat(out.toString()).contains("L-906 ERROR", ": C-10");
        Files.writeString(certificate, sent);
        for (String key : new String[] {"bank-one.imk-ac", "personalizer.kek2-p0", "bank-one.cvk"}) {
            become(home, key, KeyState.SUSPENDED);
            refused(key + "/1 is SUSPENDED");
            become(home, key, KeyState.ACTIVE);
        }

        assertThat(prepare()).as(err.toString()).isZero();

        become(home, "bank-one.imk-ac", KeyState.DEACTIVATED);
        assertThat(prepare()).as("a sealed batch outlives its keys: " + err).isZero();
    }

    private static String label(String attribute) {
        return attribute.replaceFirst(".*\"(.*)\"", "$1").replace("${issuer}", "bank-one");
    }

    private void refused(String what) {
        assertThat(prepare()).as(what + ": " + err).isEqualTo(77);
        assertThat(out + err.toString()).contains(what);
        assertThat(folder.resolve("batches")).as(what).doesNotExist();
        run("batch", "list", "--home", folder.resolve("home").toString());
        assertThat(out.toString()).as(what).doesNotContain("bank-one");
    }

    private static void become(HomeDirectory home, String key, KeyState state) throws IOException {
        try (SecretBytes passphrase = OpenedHome.publishedTestPassphrase();
                KeyVault vault = KeyVault.open(home.vault(), passphrase)) {
            vault.changeState(KeyName.of(key), state);
        }
    }

    private int prepare() {
        return run(
                "prepare",
                folder.resolve("orders.csv").toString(),
                "--issuer",
                "bank-one",
                "--out",
                folder.resolve("batches").toString(),
                "--home",
                folder.resolve("home").toString());
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine command = Cardwright.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }
}
