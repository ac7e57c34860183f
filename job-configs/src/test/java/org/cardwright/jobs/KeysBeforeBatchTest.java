package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.sample.SampleData;
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

    /** One of each kind: of cards, in transport, of the issuer's certificates, of the seal. */
    private static final List<String> KEYS = List.of(
            "bank-one.imk-ac",
            "personalizer.kek2-p0",
            "bank-one.cvk",
            "bank-one.issuer-a000000003",
            "bureau.record-mac",
            "bureau.manifest-signing");

    /** A key of the seal that is none. */
    private static final Map<String, String> OTHER_SEALS = Map.of(
            "policy = test\n", "key.manifest = bureau.record-mac\npolicy = test\n",
            "policy = test", "key.record = bureau.manifest-signing\npolicy = test",
            "policy", "key.manifest = bank-one.issuer-a000000003\npolicy");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_wrong_key_is_refused_and_the_batch_goes_through_as_soon_as_it_is_right() throws IOException {
        SmallExport.of("bank-one", "visa-sda", 1).write(folder.resolve("orders.csv"));
        HomeDirectory home = HomeDirectory.open(TestVault.in(folder.resolve("home")));
        refuseEach(home.config("products").resolve("visa-sda.xml"), MISTAKES, KeysBeforeBatchTest::label);
        Path certificate = home.config("certificates").resolve("bank-one-visa.xml");
        refuseEach(certificate, ALTERED_CERTIFICATES, altered -> " issuer certificate bank-one.visa: ");
        String sent = Files.readString(certificate);
        Files.writeString(certificate, sent.replace("94E7F6\"", "94E7F7\""));
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
        for (String key : KEYS) {
            become(home, key, KeyState.SUSPENDED);
            stopped(75, key + "/1");
            become(home, key, KeyState.ACTIVE);
        }
        refuseEach(home.config("cardwright.properties"), OTHER_SEALS, setting -> setting.replaceAll(".* = |\n.*", ""));

        assertThat(prepare()).as(err.toString()).isZero();

        become(home, "bank-one.imk-ac", KeyState.DEACTIVATED);
        assertThat(prepare()).as("a sealed batch outlives its keys: " + err).isZero();
    }

    /** Bank-two's key pair under the name of bank-one's: the issuer's certificate is not about it. */
    @Test
    void a_key_pair_of_another_issuer_is_refused() throws IOException {
        SmallExport.of("bank-one", "visa-sda", 1).write(folder.resolve("orders.csv"));
        HomeDirectory home = HomeDirectory.open(folder.resolve("home"));
        String keys = new String(SampleData.bytes("keys-test-only/issuer-rsa-keys.json"), StandardCharsets.UTF_8)
                .replace("bank-one.issuer-a000000003", "mine")
                .replace("bank-two.issuer-a000000003", "bank-one.issuer-a000000003")
                .replace("mine", "bank-two.issuer-a000000003");
        try (SecretBytes passphrase = OpenedHome.publishedTestPassphrase();
                KeyVault vault = KeyVault.create(home.vault(), passphrase, PassphraseCost.LEAST)) {
            TestKeyImport.importAll(
                    vault,
                    name -> name.equals("issuer-rsa-keys.json")
                            ? keys.getBytes(StandardCharsets.UTF_8)
                            : SampleData.bytes("keys-test-only/" + name));
        }
        refused("bank-one.issuer-a000000003");
    }

    /** Puts each mistake into the file and takes it out again. */
    private void refuseEach(Path file, Map<String, String> mistakes, UnaryOperator<String> said) throws IOException {
        String right = Files.readString(file);
        for (Map.Entry<String, String> mistake : mistakes.entrySet()) {
            assertThat(right).contains(mistake.getKey());
            Files.writeString(file, right.replace(mistake.getKey(), mistake.getValue()));
            refused(said.apply(mistake.getValue()));
        }
        Files.writeString(file, right);
    }

    private static String label(String attribute) {
        return attribute.replaceFirst(".*\"(.*)\"", "$1").replace("${issuer}", "bank-one");
    }

    private void refused(String what) {
        stopped(77, what);
    }

    /** Before anything was taken: for good, or until a suspended key is active again. */
    private void stopped(int exitCode, String what) {
        assertThat(prepare()).as(what + ": " + err).isEqualTo(exitCode);
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
