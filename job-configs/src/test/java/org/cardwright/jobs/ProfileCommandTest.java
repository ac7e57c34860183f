package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cardwright profile}: what a product says, what is wrong with it, what changed, and what a record says. */
class ProfileCommandTest {

    @TempDir
    private static Path directory;

    private static EditableHome home;

    /** The same orders, made of products that nobody approved. */
    private static EditableHome altered;

    @BeforeAll
    static void prepare_approved_and_altered_cards() throws IOException {
        home = EditableHome.in(directory.resolve("approved"));
        altered = EditableHome.in(directory.resolve("altered"));
        altered.edit("risk/visa-credit.xml", "<pin tries=\"3\"/>", "<pin tries=\"4\"/>");
        altered.edit("risk/visa-credit.xml", "tag=\"9F52\" hex=\"C000\"", "tag=\"9F52\" hex=\"C001\"");
        altered.edit("products/visa-dda.xml", "text=\"VISA PREMIUM\"", "text=\"VISA PLATINUM\"");
        altered.edit("products/visa-dda.xml", "5A 5F24 5F25 5F28", "5F24 5A 5F25 5F28");
        for (EditableHome each : new EditableHome[] {home, altered}) {
            Ran job = each.prepare();
            assertThat(job.exitCode()).as(job.toString()).isZero();
        }
    }

    @Test
    void explains_a_shipped_product_with_bytes_and_origin() {
        Ran explained = home.profile("explain", "visa-dda", "--issuer", "bank-one", "--segment", "gold");
        assertThat(explained.exitCode()).as(explained.toString()).isZero();
        assertThat(explained.out())
                .startsWith("visa-dda v1 for bank-one segment gold\n")
                .contains("  limits lower-consecutive = 9F58:05  5  [segment gold (visa-credit.xml:")
                .contains("  8E Cardholder Verification Method (CVM) List = 00000000000000000201440341035E031F00")
                .contains("  AIP contact = 7C00  sda-supported dda-supported ")
                .doesNotContain("[]");
    }

    @Test
    void explains_as_json() {
        Ran explained = home.profile("explain", "visa-sda", "--issuer", "bank-two", "--json");
        assertThat(explained.exitCode()).as(explained.toString()).isZero();
        assertThat(explained.out())
                .startsWith(
                        "{\"outcome\":\"explained\",\"exit_code\":0,\"product\":\"visa-sda v1 for bank-two\",\"sections\":[{\"title\":\"product\","
                                + "\"from\":\"visa-sda.xml\",\"values\":[")
                .contains("{\"name\":\"pin-tries\",\"meaning\":\"3, no data element\",\"bytes\":\"9F17:03\","
                        + "\"from\":\"risk base (visa-credit.xml:7)\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain gold-card --issuer bank-one",
                "explain visa-sda --issuer bank-one --segment platinum",
                "explain visa-sda --issuer bank-one --on 2020-01-01",
                "explain visa-sda",
                "lint gold-card --no-keys",
                "diff visa-sda 1 2 --issuer bank-one",
                "decompile nowhere.cps --product gold-card --issuer bank-one",
                ""
            })
    void an_unknown_product_is_wrong_usage(String arguments) {
        Ran ran = home.profile(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(64);
    }

    @Test
    void an_unknown_issuer_is_refused() {
        Ran ran = home.profile("explain", "visa-sda", "--issuer", "bank-nine");
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(65);
        assertThat(ran.err()).contains("no issuer bank-nine");
    }

    @Test
    void finds_nothing_wrong_with_any_shipped_product() {
        Ran linted = home.profile("lint");
        assertThat(linted.exitCode()).as(linted.toString()).isZero();
        assertThat(linted.out()).isEqualTo("43 products looked at, 0 errors, 0 warnings\n");
        assertThat(home.profile("lint", "--json").out())
                .isEqualTo("{\"outcome\":\"sound\",\"exit_code\":0,\"products\":43,\"findings\":[],\"machines\":[]}\n");
    }

    @Test
    void says_rule_reason_and_fix_once_for_all_segments_of_a_broken_product(@TempDir Path other) throws IOException {
        EditableHome broken = EditableHome.in(other);
        broken.edit("products/visa-dda.xml", "chip=\"vsdc-dda-16k\"", "chip=\"native-vsdc-8k\"");

        Ran linted = broken.profile("lint", "visa-dda", "--issuer", "bank-one", "--no-keys");
        assertThat(linted.exitCode()).as(linted.toString()).isEqualTo(65);
        assertThat(linted.out())
                .containsOnlyOnce("visa-dda v1 for bank-one: L-204 ERROR payment: chip native-vsdc-8k has no RSA, but")
                .contains("Fix: choose a chip with RSA, or leave DDA, CDA and enciphered PIN out\n")
                .contains("3 products looked at without the keys, ");

        Ran json = broken.profile("lint", "visa-dda", "--issuer", "bank-one", "--no-keys", "--json");
        assertThat(json.exitCode()).isEqualTo(65);
        assertThat(json.out())
                .startsWith("{\"outcome\":\"contradictory\",\"exit_code\":65,\"products\":3,")
                .contains("\"segment\":\"gold\",\"rule\":\"L-204\",\"severity\":\"ERROR\",\"application\":\"payment\"")
                .contains("\"fix\":\"choose a chip with RSA, or leave DDA, CDA and enciphered PIN out\"");
    }

    @Test
    void says_what_changed_from_one_version_to_the_next(@TempDir Path other) throws IOException {
        EditableHome two = EditableHome.in(other);
        two.write(
                "products/visa-sda-2.xml",
                two.read("products/visa-sda.xml")
                        .replace("version=\"1\" effective=\"2024-01-01\"", "version=\"2\" effective=\"2031-01-01\"")
                        .replace("tag=\"9F08\" hex=\"0096\"", "tag=\"9F08\" hex=\"008C\"")
                        .replace("longest-years=\"5\"", "longest-years=\"4\""));
        Ran diff = two.profile("diff", "visa-sda", "1", "2", "--issuer", "bank-one");
        assertThat(diff.exitCode()).as(diff.toString()).isZero();
        assertThat(diff.out()).isEqualTo("""
                        from visa-sda v1 for bank-one
                        to   visa-sda v2 for bank-one
                        ~ orders / longest validity: 5 years -> 4 years
                        ~ payment: data elements / 9F08 Application Version Number: 0096 -> 008C
                        """);
        assertThat(two.profile("diff", "visa-sda", "1", "1", "--issuer", "bank-one")
                        .out())
                .endsWith("no value differs\n");
        assertThat(two.profile("diff", "visa-sda", "1", "2", "--issuer", "bank-one", "--json")
                        .out())
                .startsWith("{\"outcome\":\"compared\",\"exit_code\":0,")
                .contains("{\"place\":\"orders / longest validity\",\"before\":\"5 years\",\"after\":\"4 years\"}");
    }

    @ParameterizedTest
    @CsvSource({"rec_visa", "rec_mc"})
    void gives_back_the_profile_of_the_published_records(String name) throws IOException {
        Path file = directory.resolve(name + ".bin");
        Files.write(file, SampleData.vectors(name + ".bin"));
        Ran decompiled = Ran.command("profile", "decompile", file.toString());
        assertThat(decompiled.exitCode()).as(decompiled.toString()).isZero();
        GoldenText.check("decompiled-" + name + ".txt", decompiled.out());
    }

    @ParameterizedTest
    @CsvSource({
        "visa-sda.visa-classic",
        "visa-dda.visa-premium",
        "mc-cda.mc-debit",
        "dual-interface.visa-contactless",
        "payment-loyalty.visa-bonus"
    })
    void a_record_of_the_demo_products_gives_back_its_product_without_difference(String group) throws IOException {
        Ran decompiled =
                home.profile("decompile", home.chip(group).toString(), "--record", "1", "--issuer", "bank-one");
        assertThat(decompiled.exitCode()).as(decompiled.toString()).isZero();
        GoldenText.check("decompiled-" + group + ".txt", decompiled.out());
        assertThat(decompiled.out())
                .contains("approved: " + group.substring(0, group.indexOf('.')) + " v1 for bank-one")
                .endsWith("  no value differs\n")
                .doesNotContain("9999991");
    }

    @Test
    void every_record_is_of_its_product_and_segment() throws IOException {
        Ran decompiled =
                home.profile("decompile", home.chip("visa-sda.visa-classic").toString(), "--issuer", "bank-one");
        assertThat(decompiled.exitCode()).as(decompiled.toString()).isZero();
        assertThat(decompiled.out())
                .contains("record 4\n")
                .contains("approved: visa-sda v1 for bank-one segment student\n")
                .doesNotContain("differs: ");
    }

    @Test
    void a_record_of_an_altered_product_shows_exactly_the_altered_values() throws IOException {
        String chip = altered.chip("visa-dda.visa-premium").toString();
        Ran decompiled = home.profile("decompile", chip, "--record", "1", "--issuer", "bank-one");
        assertThat(decompiled.exitCode()).as(decompiled.toString()).isEqualTo(70);
        assertThat(decompiled.out().lines().filter(line -> line.startsWith("  differs: ")))
                .containsExactly(
                        "  differs: pse 0101 9F12: approved 56495341205052454D49554D [product (visa-dda.xml:59)],"
                                + " found 5649534120504C4154494E554D",
                        "  differs: payment 9102 9F12: approved 56495341205052454D49554D [product (visa-dda.xml:59)],"
                                + " found 5649534120504C4154494E554D",
                        "  differs: payment 0201: approved [5A, 5F24, 5F25, 5F28, 5F34, 9F07, 8E, 9F0D, 9F0E, 9F0F, 9F4A],"
                                + " found [5F24, 5A, 5F25, 5F28, 5F34, 9F07, 8E, 9F0D, 9F0E, 9F0F, 9F4A]",
                        "  differs: payment 3001 9F52: approved C000 [risk base (visa-credit.xml:28)], found C001",
                        "  differs: payment 9010: approved 0303, found 0404");
        assertThat(altered.profile("decompile", chip, "--record", "1", "--issuer", "bank-one")
                        .exitCode())
                .isZero();
    }

    @Test
    void compares_with_the_product_that_is_named() throws IOException {
        String chip = home.chip("visa-sda.visa-classic").toString();
        Ran decompiled = home.profile(
                "decompile", chip, "--record", "1", "--issuer", "bank-one", "--product", "visa-dda", "--json");
        assertThat(decompiled.exitCode()).as(decompiled.toString()).isEqualTo(70);
        assertThat(decompiled.out())
                .startsWith(
                        "{\"outcome\":\"differs\",\"exit_code\":70,\"records\":[{\"record\":1,\"applications\":[{\"aid\":\"A0000000031010\",\"settings\":[")
                .contains(
                        "\"approved\":\"visa-dda v1 for bank-one\",\"differences\":[\"record: approved 2 applications,"
                                + " found 1\"");
    }

    @Test
    void refuses_what_is_not_a_chip_file_and_a_record_that_is_not_there() throws IOException {
        Path text = Files.writeString(directory.resolve("text.cps"), "not a chip file");
        assertThat(home.profile("decompile", text.toString()).exitCode()).isEqualTo(65);
        Ran absent = home.profile("decompile", home.chip("mc-cda.mc-debit").toString(), "--record", "99");
        assertThat(absent.exitCode()).isEqualTo(65);
        assertThat(absent.err()).contains("there must be a record 99");
    }
}
