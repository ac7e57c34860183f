package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.perso.file.Manifest;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody with every key of the bureau puts sound cards of other people in the place of those that were ordered: all hashes,
 * certificates and the signature fit, and the orders are gone. Only the ledger knows.
 */
class ExchangedCardTest {

    private static final String PRODUCT = "visa-sda";

    @TempDir
    private Path folder;

    @Test
    void a_card_of_another_pan_number_or_date_is_found_when_everything_else_was_made_anew() throws IOException {
        SmallExport more = SmallExport.of("bank-one", PRODUCT, 5);
        SmallExport exchanged = SmallExport.of("bank-one", PRODUCT, 4)
                .with(0, "pan", more.get(4, "pan"))
                .with(0, "pinBlock", more.get(4, "pinBlock"))
                .with(1, "sequence", "07")
                .with(2, "expires", "2031-11");
        Path ordered = prepare("ordered", SmallExport.of("bank-one", PRODUCT, 4));
        Path other = prepare("other", exchanged);
        assertThat(verify(ordered, ordered).exitCode()).isZero();

        claim(other, ordered);

        Ran found = verify(other, ordered);
        assertThat(found.exitCode()).as(found.out()).isEqualTo(70);
        assertThat(found.out().lines().filter(line -> line.startsWith("V-")))
                .hasSize(3)
                .allMatch(line -> line.startsWith("V-601 ")
                        && line.endsWith("(PAN, sequence number or expiration date differs from the order)"));
        assertThat(found.out()).contains("record 1,", "record 2,", "record 3,").doesNotContain("record 4,");
    }

    @Test
    void keys_that_the_configuration_has_replaced_since_are_those_that_the_manifest_names() throws IOException {
        Path batch = prepare("renamed", SmallExport.of("bank-one", PRODUCT, 2));
        Path settings = batch.resolve("../../home/config/cardwright.properties").normalize();
        Files.writeString(
                settings,
                "\nkey.manifest = bureau.next-signing\nkey.record = bureau.next-mac\n",
                StandardOpenOption.APPEND);

        Ran verified = verify(batch, batch);
        assertThat(verified.exitCode()).as(verified.err()).isZero();
        assertThat(verified.out()).contains("2 cards, 0 findings");
        assertThat(Ran.command(
                                "prove",
                                batch.toString(),
                                "A-000001",
                                "--out",
                                folder.resolve("proof.json").toString(),
                                "--home",
                                settings.resolve("../..").normalize().toString())
                        .exitCode())
                .isZero();
    }

    private Path prepare(String name, SmallExport orders) throws IOException {
        Path run = Files.createDirectory(folder.resolve(name));
        TestVault.in(run.resolve("home"));
        return PreparedBatch.of(
                run.resolve("home"), "bank-one", orders.write(run.resolve("orders.csv")), run.resolve("batches"));
    }

    private static Ran verify(Path batch, Path homeOf) {
        return Ran.command(
                "verify",
                batch.toString(),
                "--home",
                homeOf.resolve("../../home").normalize().toString());
    }

    /** Says that it is the other batch, signed with the bureau's key. */
    private static void claim(Path batch, Path other) throws IOException {
        Path file = batch.resolve(Manifest.NAME);
        String wanted = Files.readString(other.resolve(Manifest.NAME));
        String text = Files.readString(file);
        for (String member : new String[] {"batch", "source_sha256"}) {
            text = text.replace(member(text, member), member(wanted, member));
        }
        Files.writeString(file, text);
        Path vault = other.resolve("../../home/vault/keys").normalize();
        try (SecretBytes passphrase = VaultPassphrase.read(SampleData.path("keys-test-only/passphrase.txt"));
                SecurityModule module = SoftwareSecurityModule.open(
                        KeyVault.open(vault, passphrase), ModulePolicy.test(KeyName.of("bureau.test-seed")))) {
            ByteString signature =
                    module.seals().sign(KeyName.of("bureau.manifest-signing"), Manifest.signedForm(file));
            Files.writeString(
                    file,
                    text.replace(
                            member(text, "signature"),
                            "\"signature\":\"" + signature.toHex().toLowerCase(Locale.ROOT) + "\""));
        }
    }

    private static String member(String json, String name) {
        int from = json.indexOf("\"" + name + "\":\"");
        assertThat(from).as(name).isPositive();
        return json.substring(from, json.indexOf('"', from + name.length() + 4) + 1);
    }
}
