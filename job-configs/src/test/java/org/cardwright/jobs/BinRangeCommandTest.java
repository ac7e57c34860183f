package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BIN ranges in a home: what they decide, who is told, and which batches they stop. */
class BinRangeCommandTest {

    private static final String LIMITS = "<limits lower-consecutive=\"1\" upper-consecutive=\"2\"/>";

    @TempDir
    private Path directory;

    private EditableHome home;

    @BeforeEach
    void home() throws IOException {
        home = EditableHome.in(directory);
        home.profile("lint", "--no-keys");
        Files.createDirectories(home.root().resolve("config/bins"));
    }

    /** Bank-one orders visa-sda under BIN 99999911. */
    private void range(String id, String first, String last) throws IOException {
        home.write(
                "bins/" + id + ".xml",
                "<bin-range xmlns=\"urn:cardwright:profile:1\" id=\"" + id + "\" version=\"1\" effective=\"2024-01-01\""
                        + " title=\"" + id + "\" first=\"" + first + "\" last=\"" + last + "\">\n" + LIMITS
                        + "\n</bin-range>\n");
    }

    @Test
    void explains_which_level_decided_each_value() throws IOException {
        range("home", "99999911", "99999911");
        assertThat(home.profile("explain", "visa-sda", "--issuer", "bank-one").out())
                .contains("  BIN range: home v1 (99999911)  [home.xml]")
                .contains("  limits lower-consecutive = 9F58:01  1  [BIN range home 99999911 (home.xml:2)]")
                .contains("  limits consecutive-international = 9F53:03  3  [risk base (visa-credit.xml:");
        assertThat(home.profile("explain", "visa-sda", "--issuer", "bank-one", "--segment", "gold")
                        .out())
                .contains("  limits lower-consecutive = 9F58:05  5  [segment gold (visa-credit.xml:");
        assertThat(home.profile("explain", "visa-sda", "--issuer", "bank-two").out())
                .contains("  limits lower-consecutive = 9F58:03  3  [risk base");
    }

    @Test
    void a_range_without_a_product_is_a_warning_and_crossing_ranges_are_an_error() throws IOException {
        range("unused", "400000", "400009");
        Ran warned = home.profile("lint", "--no-keys");
        assertThat(warned.exitCode()).as(warned.toString()).isZero();
        assertThat(warned.out())
                .contains("BIN range unused v1: L-D04 WARNING: no product has a BIN in 400000 to 400009");
        assertThat(home.profile("lint", "visa-sda", "--no-keys").out()).doesNotContain("L-D04");
        range("one", "400000", "400005");
        range("two", "400005", "400007");
        Ran refused = home.profile("lint", "--no-keys");
        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(refused.out()).contains("BIN range one v1: L-D03 ERROR: one v1 (400000 to 400005) and two v1");
    }

    @Test
    void cards_get_the_values_of_their_range_and_no_others_change() throws IOException {
        EditableHome plain = EditableHome.in(Files.createDirectory(directory.resolve("plain")));
        assertThat(plain.prepare().exitCode()).isZero();
        range("home", "99999911", "99999911");
        Ran made = home.prepare();
        assertThat(made.exitCode()).as(made.toString()).isZero();

        Path chip = home.chip("visa-sda.visa-classic");
        assertThat(Ran.command("show", chip.toString(), "--record", "1").out())
                .contains("9F58 Consecutive Transaction Counter Limit (lower): 01");
        assertThat(home.chip("mc-cda.mc-debit")).hasSameBinaryContentAs(plain.chip("mc-cda.mc-debit"));
        assertThat(home.chip("visa-dda.visa-premium")).hasSameBinaryContentAs(plain.chip("visa-dda.visa-premium"));
        Path batch = chip.resolve("../..").normalize();
        assertThat(batch.getFileName())
                .isNotEqualTo(plain.chip("mc-cda.mc-debit")
                        .resolve("../..")
                        .normalize()
                        .getFileName());
        Ran verified =
                Ran.command("verify", batch.toString(), "--home", home.root().toString());
        assertThat(verified.exitCode()).as(verified.toString()).isZero();
    }

    @Test
    void the_effective_profile_of_a_card_is_explained_and_a_later_change_is_told() throws IOException {
        range("home", "99999911", "99999911");
        assertThat(home.prepare().exitCode()).isZero();
        String batch = String.valueOf(
                home.chip("visa-sda.visa-classic").resolve("../..").normalize().getFileName());

        assertThat(home.profile("explain", "--batch", batch, "--order", "A-000002")
                        .out())
                .startsWith("order A-000002 of batch " + batch + ", the product is the one that made the card\n"
                        + "visa-sda v1 for bank-one segment gold\n")
                .contains("  BIN range: home v1 (99999911)  [home.xml]")
                .contains("  limits lower-consecutive = 9F58:05  5  [segment gold (visa-credit.xml:");
        assertThat(home.profile("explain", "--batch", batch, "--order", "A-000001")
                        .out())
                .contains("  limits lower-consecutive = 9F58:01  1  [BIN range home 99999911 (home.xml:2)]");
        home.edit("bins/home.xml", "upper-consecutive=\"2\"", "upper-consecutive=\"3\"");
        assertThat(home.profile("explain", "--batch", batch, "--order", "A-000001", "--json")
                        .out())
                .startsWith("{\"outcome\":\"explained\",\"exit_code\":0,\"batch\":\"" + batch)
                .contains("\"order\":\"A-000001\",\"as_made\":false,\"product\":\"visa-sda v1 for bank-one\"");
        Ran rejected = home.profile("explain", "--batch", batch, "--order", "A-000008");
        assertThat(rejected.exitCode()).isEqualTo(64);
        assertThat(rejected.err()).contains("has no card of order A-000008");
        assertThat(home.profile("explain", "visa-sda", "--order", "A-000001").exitCode())
                .isEqualTo(64);
        assertThat(home.profile("explain").exitCode()).isEqualTo(64);
    }

    @Test
    void no_card_is_made_of_a_product_whose_ranges_cross() throws IOException {
        range("one", "99999910", "99999911");
        range("two", "99999911", "99999912");
        Ran refused = home.prepare();
        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(refused.err())
                .contains("visa-sda v1 for bank-one: L-D03 ERROR: one v1 (99999910 to 99999911) and two v1");
    }
}
