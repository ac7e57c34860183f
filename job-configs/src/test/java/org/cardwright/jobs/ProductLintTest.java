package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Before anything is made, the job looks at the products that are ordered. */
class ProductLintTest {

    private static final String SDA = "products/visa-sda.xml";

    @TempDir
    private static Path directory;

    private static EditableHome home;

    @BeforeAll
    static void fill() throws IOException {
        home = EditableHome.in(directory);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            L-101 | visa-dda | products/visa-dda.xml       | <record sfi="3" number="3">93</record>  | <!-- no 93 -->
            L-104 | mc-cda   | products/mc-cda.xml         | <rsa-parts dgis="8301 8302 8303 8304 8305" key="PIN_ENCIPHERMENT"/> | <!-- none -->
            L-203 | mc-cda   | products/mc-cda.xml         | <icc-key bits="1152"/>                  | <icc-key bits="1984"/>
            L-301 | visa-sda | products/visa-sda.xml       | <pin dgi="8010"/>                       | <!-- no PIN -->
            L-401 | visa-sda | products/visa-sda.xml       | tag="8C" hex="9F02069F03069F1A0295055F2A029A039C019F3704" | tag="8C" hex="9F02069F03069F1A0295055F2A029A039C01"
            L-204 | visa-dda | products/visa-dda.xml       | chip="vsdc-dda-16k"                     | chip="native-vsdc-8k"
            L-601 | visa-sda | products/visa-sda.xml       | 5A 5F24 5F25                            | 5A 5F25
            L-602 | visa-sda | products/visa-sda.xml       | 57 5F20 9F1F                            | 57 5F20 9F1F 9F08
            L-A09 | mc-cda   | products/mc-cda.xml         | printed="true"/>                        | printed="true"><pin-offset key="${issuer}.pvk-ibm" decimalisation="0101010101010101"/></card-values>
            L-C01 | visa-sda | products/visa-sda.xml       | surface="classic-embossed"              | surface="classic-imbossed"
            L-C02 | visa-sda | products/visa-sda.xml       | font="gothic-10"                        | font="gothic-12"
            L-C03 | visa-sda | surfaces/classic-embossed.xml | ()+,-                                 | -
            L-C04 | visa-dda | surfaces/embossed-and-lasered.xml | field="CVV2"                      | field="PAN_LAST_FOUR"
            L-C05 | visa-sda | surfaces/classic-embossed.xml | <stripe tracks="12"/>                 | <stripe tracks="2"/>
            L-603 | visa-sda | products/visa-sda.xml       | tag="9F08" hex="0096"                   | tag="9F08" hex="96"
            """)
    void a_batch_that_orders_an_inconsistent_product_is_refused_and_nothing_is_written(
            String rule, String product, String file, String right, String wrong) throws IOException {
        assertRefused(new Refusal(65, rule, product), file, right, wrong);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            L-903 | visa-sda | products/visa-sda.xml | label="${issuer}.imk-ac" | label="${issuer}.imk-absent"
            L-902 | visa-sda | products/visa-sda.xml | cvk="${issuer}.cvk"      | cvk="bank-three.kek1-p0"
            L-904 | visa-sda | certificates/bank-one-visa.xml | issuer-bits="1408" | issuer-bits="1400"
            L-905 | visa-sda | products/visa-sda.xml | label="${issuer}.imk-ac" | label="${issuer}.imk-smi"
            L-905 | mc-cda   | products/mc-cda.xml   | printed="true"/>         | printed="true"><pin-offset key="${issuer}.pvk-pvv"/></card-values>
            L-906 | visa-sda | certificates/bank-one-visa.xml | issuer-key="bank-one.issuer-a000000003" | issuer-key="bank-two.issuer-a000000004"
            """)
    void a_batch_that_needs_a_missing_or_unfit_key_is_refused_as_a_matter_of_keys(
            String rule, String product, String file, String right, String wrong) throws IOException {
        assertRefused(new Refusal(77, rule, product), file, right, wrong);
    }

    /** The certificate itself says otherwise, which is found before products are looked at. */
    @Test
    void a_profile_that_gives_a_certificate_another_expiration_is_refused_and_nothing_is_written() throws IOException {
        String file = "certificates/bank-one-visa.xml";
        String before = home.edit(file, "expires=\"2039-12\"", "expires=\"2025-12\"");
        try {
            Ran job = home.prepare();
            assertThat(job.exitCode()).as(job.toString()).isEqualTo(77);
            assertThat(job.err()).contains("issuer certificate bank-one.visa", "expiration date");
            assertThat(home.out()).doesNotExist();
            assertThat(lint(new Refusal(65, "L-501", "visa-dda")).out()).contains(" L-501 ERROR");
        } finally {
            home.write(file, before);
        }
    }

    private record Refusal(int exitCode, String rule, String product) {}

    /** Wrong: refused by the job and by the linter on its own. Right again: the linter finds nothing. */
    private static void assertRefused(Refusal expected, String file, String right, String wrong) throws IOException {
        String before = home.edit(file, right, wrong);
        try {
            Ran job = home.prepare();
            assertThat(job.exitCode()).as(job.toString()).isEqualTo(expected.exitCode());
            assertThat(job.err())
                    .containsPattern(expected.product() + " v1 for bank-one: " + expected.rule()
                            + " ERROR.*: \\S.*\\. Fix: \\S");
            assertThat(home.out()).doesNotExist();
            assertThat(batches().out()).doesNotContain("bank-one");

            Ran linter = lint(expected);
            assertThat(linter.exitCode()).as(linter.toString()).isEqualTo(expected.exitCode());
            assertThat(linter.out()).contains(" " + expected.rule() + " ERROR");
        } finally {
            home.write(file, before);
        }
        Ran again = lint(expected);
        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(again.out()).endsWith("0 errors, 0 warnings\n");
    }

    /** The vault is opened only where keys matter. */
    private static Ran lint(Refusal expected) {
        return expected.exitCode() == 77
                ? home.profile("lint", expected.product(), "--issuer", "bank-one")
                : home.profile("lint", expected.product(), "--issuer", "bank-one", "--no-keys");
    }

    private static Ran batches() {
        return Ran.command("batch", "list", "--home", home.root().toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            fonts/gothic-10.xml            | pitchMicrometres="2540" | pitchMicrometres="0"
            surfaces/flat-laser.xml        | field="PAN_GROUPED"     | field="PAN_GROUPT"
            layouts/bank-two-json.xml      | path="pan"              | path="pan" offset="3"
            """)
    void the_linter_names_a_broken_font_surface_or_layout(String file, String right, String wrong) throws IOException {
        String before = home.edit(file, right, wrong);
        try {
            Ran linter = home.profile("lint", "--no-keys");
            assertThat(linter.exitCode()).as(linter.toString()).isEqualTo(65);
            assertThat(linter.err()).contains(Path.of(file).getFileName().toString());
        } finally {
            home.write(file, before);
        }
    }

    @Test
    void a_product_that_contradicts_its_own_file_is_refused_with_file_and_line() throws IOException {
        String before = home.edit(SDA, "<orders service-codes", "<orders pin-required=\"false\" service-codes");
        try {
            home.edit(SDA, " pin-required=\"true\"", "");
            Ran job = home.prepare();
            assertThat(job.exitCode()).as(job.toString()).isEqualTo(65);
            assertThat(job.err()).contains("visa-sda.xml line ").contains("pin-required");
            assertThat(home.out()).doesNotExist();
        } finally {
            home.write(SDA, before);
        }
    }

    @Test
    void warnings_are_printed_once_and_products_that_nobody_orders_stop_nothing(@TempDir Path other)
            throws IOException {
        EditableHome warned = EditableHome.in(other);
        warned.edit("products/visa-dda.xml", "9F44 9F49</record>", "9F44</record>");
        warned.write(
                "products/city-card.xml",
                warned.read(SDA)
                        .replace("id=\"visa-sda\"", "id=\"city-card\"")
                        .replace("prefix=\"999999", "prefix=\"9999994")
                        .replace("surface=\"classic-embossed\"", "surface=\"nowhere\"")
                        .replace("tag=\"9F08\" hex=\"0096\"", "tag=\"9F08\" hex=\"96\""));

        Ran job = warned.prepare();

        assertThat(job.exitCode()).as(job.toString()).isZero();
        assertThat(job.out()).contains("19 good");
        assertThat(job.err()).containsOnlyOnce("L-106 WARNING").doesNotContain("city-card");
        assertThat(warned.profile("lint", "city-card", "--issuer", "bank-one", "--no-keys")
                        .exitCode())
                .isEqualTo(65);
    }
}
