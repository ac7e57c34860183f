package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.perso.file.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cardwright diff}: names every place and no value. */
class DiffCommandTest {

    private static final String PRODUCT = "visa-sda";
    private static final String CHIP = "visa-sda.visa-classic/chip.cps";

    @TempDir
    private static Path folder;

    private static Path one = Path.of("");
    private static Path other = Path.of("");

    @BeforeAll
    static void prepare() throws IOException {
        SmallExport orders = SmallExport.of("bank-one", PRODUCT, 3);
        SmallExport changed = SmallExport.of("bank-one", PRODUCT, 3)
                .with(1, "name", "NOBODY/ELSE")
                .with(2, "order", "B-000003");
        TestVault.in(folder.resolve("home"));
        TestVault.in(folder.resolve("other-home"));
        one = prepare("home", orders);
        other = prepare("other-home", changed);
    }

    private static Path prepare(String home, SmallExport orders) throws IOException {
        Path out = folder.resolve(home + "-batches");
        return PreparedBatch.of(folder.resolve(home), "bank-one", orders.write(folder.resolve(home + ".csv")), out);
    }

    @Test
    void names_orders_channels_and_tags_of_two_batches_and_no_value() {
        Ran ran = Ran.command("diff", one.toString(), other.toString());

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("A-000002: differs CHIP A0000000031010 DGI 0101 5F20\n")
                .contains("A-000002: differs EMBOSS\n")
                .contains("A-000003: only in the first batch\n")
                .contains("B-000003: only in the second batch\n")
                .doesNotContain("A-000001", "NOBODY", "999999");
        assertThat(Ran.command("diff", one.toString(), one.toString()).out()).isEqualTo("0 differences\n");
    }

    @Test
    void compares_chip_files_record_by_record() {
        Ran ran = Ran.command(
                "diff", one.resolve(CHIP).toString(), other.resolve(CHIP).toString(), "--json");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonAnswer.requireOneObject(ran.out());
        assertThat(ran.out())
                .startsWith("{\"outcome\":\"different\",\"exit_code\":0,")
                .contains("\"record 2: differs CHIP A0000000031010 DGI 0101 5F20\"")
                .contains("\"more\":false")
                .doesNotContain("record 1:", "NOBODY", "999999");
        Ran same = Ran.command(
                "diff", one.resolve(CHIP).toString(), one.resolve(CHIP).toString(), "--json");
        assertThat(same.out()).isEqualTo("{\"outcome\":\"same\",\"exit_code\":0,\"differences\":[],\"more\":false}\n");
    }

    @Test
    void refuses_what_is_no_batch_and_no_chip_file() throws IOException {
        Path chip = one.resolve(CHIP);
        Path text = Files.writeString(folder.resolve("a.txt"), "9999990000000014 is no record");
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve(Manifest.NAME), "{");
        Path cut = Files.write(
                folder.resolve("cut.cps"), Arrays.copyOf(Files.readAllBytes(chip), (int) Files.size(chip) - 9));

        assertRefused(64, "is no regular file", chip, one);
        assertRefused(64, "there is no file", one, folder);
        assertRefused(64, "there is no file", chip, folder.resolve("none"));
        assertRefused(65, "manifest.json", one, broken);
        assertRefused(65, "a.txt", chip, text);
        assertRefused(65, "cut.cps, record 3, field MIC, offset 0: CPS: ", chip, cut);
    }

    private static void assertRefused(int exitCode, String words, Path first, Path second) {
        Ran ran = Ran.command("diff", first.toString(), second.toString());
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(exitCode);
        assertThat(ran.err()).contains(words).doesNotContain("9999990000000014");
    }
}
