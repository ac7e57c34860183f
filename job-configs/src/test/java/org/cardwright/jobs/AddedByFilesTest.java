package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S2-08: an issuer sends another form and orders another product; files in the home are all it takes. */
class AddedByFilesTest {

    @TempDir
    private Path directory;

    @Test
    void a_new_layout_and_a_new_product_make_verified_cards_without_a_rebuild() throws IOException {
        EditableHome home = EditableHome.in(directory);
        Path export = directory.resolve("city.txt");
        Files.write(export, orders());
        String[] prepare = {
            "prepare",
            export.toString(),
            "--issuer",
            "bank-one",
            "--out",
            home.out().toString(),
            "--home",
            home.root().toString()
        };
        assertThat(Ran.command(prepare).exitCode()).as("before").isEqualTo(65);

        addLayout(home);
        addProduct(home);

        Ran job = Ran.command(prepare);
        assertThat(job.exitCode()).as(job.toString()).isZero();
        assertThat(job.out()).contains("4 ordered = 3 good");
        Path chip = home.chip("city-card.visa-classic");
        assertThat(chip.getParent().resolveSibling("rejects.csv")).hasContent("""
                        record,order,field,rule,reason
                        4,A-000004,PAN,R-206,Die Prüfziffer der Kartennummer ist falsch
                        """);
        Ran verified = Ran.command(
                "verify",
                chip.getParent().getParent().toString(),
                "--home",
                home.root().toString());
        assertThat(verified.exitCode()).as(verified.toString()).isZero();
        Ran decompiled = home.profile("decompile", chip.toString(), "--issuer", "bank-one", "--product", "city-card");
        assertThat(decompiled.exitCode()).as(decompiled.toString()).isZero();
        assertThat(decompiled.out())
                .contains("434954592043415244  CITY CARD")
                .contains("  9010  positional 0505\n")
                .contains("approved: city-card v1 for bank-one segment student\n");
    }

    /** Other names, other order, other separator, a code for the product; the issuer reads German. */
    private static void addLayout(EditableHome home) throws IOException {
        home.write(
                "layouts/bank-one-city.xml",
                home.read("layouts/bank-one-delimited.xml")
                        .replace("name=\"bank-one-delimited\"", "name=\"bank-one-city\" language=\"de\"")
                        .replace("delimiter=\";\"", "delimiter=\"|\"")
                        .replace("column=\"pan\"", "column=\"card number\"")
                        .replace(
                                "<field name=\"PRODUCT\" column=\"product\" required=\"true\"/>",
                                "<field name=\"PRODUCT\" column=\"kind\" required=\"true\">"
                                        + "<map from=\"C\" to=\"city-card\"/></field>"));
        home.edit("issuers/bank-one.properties", "bank-one-json", "bank-one-json, bank-one-city");
    }

    private static void addProduct(EditableHome home) throws IOException {
        home.write("chips/city.xml", """
                <chips xmlns="urn:cardwright:profile:1">
                  <chip id="city-chip" operating-system="native" applet="VSDC 2.7" families="VIS"
                        max-rsa-bits="0" memory-bytes="8192" channel="SCP02" cps="1.1"/>
                </chips>
                """);
        home.write(
                "risk/city.xml",
                home.read("risk/visa-credit.xml")
                        .replace("id=\"visa-credit\"", "id=\"city\"")
                        .replace("<pin tries=\"3\"/>", "<pin tries=\"5\"/>"));
        home.write(
                "products/city-card.xml",
                home.read("products/visa-sda.xml")
                        .replace("id=\"visa-sda\"", "id=\"city-card\"")
                        .replace("chip=\"native-vsdc-8k\"", "chip=\"city-chip\"")
                        .replace("risk profile=\"visa-credit\"", "risk profile=\"city\"")
                        .replace("tag=\"50\" text=\"VISA CREDIT\"", "tag=\"50\" text=\"CITY CARD\""));
    }

    /** Four orders of the sample in the new form, the last with a wrong check digit. */
    private static List<String> orders() {
        String sample = new String(SampleData.bytes("exports/four-forms/orders.csv"), StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (String line : sample.lines().limit(6).toList()) {
            lines.add(line.replace(';', '|')
                    .replace("|product|", "|kind|")
                    .replace("|pan|", "|card number|")
                    .replace("|visa-sda|", "|C|")
                    .replace("|9999991100000045|", "|9999991100000046|"));
        }
        lines.add("TRL|4|4400000123");
        return lines;
    }
}
