package org.cardwright.jobs.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.perso.verify.VerificationReport;
import org.cardwright.pipeline.step.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch with two versions of one label, verified where its ledger is not: what only the ledger knows is not guessed. */
class UncertainVersionTest {

    private static final LocalDate DAY = LocalDate.of(2027, 1, 15);
    private static final String UNCERTAIN =
            "the manifest names bank-one.cvk of versions [1, 2], and without the ledger";

    @TempDir
    private Path folder;

    /** A home with a second version of the key, and a second product that names the first one itself. */
    private DatedRuns home(String name) throws IOException {
        HomeDirectory home = HomeDirectory.open(TestVault.in(folder.resolve(name)));
        Path product = home.config("products").resolve("visa-sda.xml");
        Files.writeString(
                product.resolveSibling("visa-old.xml"),
                Files.readString(product)
                        .replace("id=\"visa-sda\"", "id=\"visa-old\"")
                        .replace("cvk=\"${issuer}.cvk\"", "cvk=\"${issuer}.cvk/1\""));
        try (SecretBytes passphrase = OpenedHome.publishedTestPassphrase();
                KeyVault vault = KeyVault.open(home.vault(), passphrase)) {
            TestKeyImport.importAll(vault, NextKey::file);
        }
        return new DatedRuns(home, OpenedHome::publishedTestPassphrase);
    }

    private static VerificationReport verified(DatedRuns home, Path batch) throws IOException {
        try (OpenedHome opened = home.open(DAY, Progress.NONE)) {
            return opened.verify(batch);
        }
    }

    @Test
    void two_versions_of_a_label_are_not_guessed_without_the_ledger() throws IOException {
        Path export = DatedRuns.export(folder, 1, 2);
        String text = Files.readString(export);
        int second = text.lastIndexOf(";visa-sda;");
        Files.writeString(
                export, text.substring(0, second) + text.substring(second).replace("visa-sda", "visa-old"));
        DatedRuns made = home("home");
        Path batch = made.prepared(DAY, export);
        assertThat(DatedRuns.keys(batch)).contains("bank-one.cvk/1", "bank-one.cvk/2");

        VerificationReport known = verified(made, batch);
        assertThat(known.lines()).isEmpty();
        assertThat(known.notChecked().toString()).doesNotContain(UNCERTAIN);

        VerificationReport elsewhere = verified(home("elsewhere"), batch);
        assertThat(elsewhere.lines()).isEmpty();
        assertThat(elsewhere.notChecked())
                .anyMatch(left -> left.startsWith("cards of visa-sda v1") && left.contains(UNCERTAIN))
                .anyMatch(left -> left.contains("no product for group visa-sda."))
                .noneMatch(left -> left.contains("visa-old"));
    }

    @Test
    void one_version_of_a_label_is_certain_whoever_verifies() throws IOException {
        Path batch = home("home").prepared(DAY, DatedRuns.export(folder, 1, 1));
        assertThat(verified(home("elsewhere"), batch).notChecked().toString())
                .doesNotContain(UNCERTAIN, "no product for group");
    }
}
