package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.sample.Luhn;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.file.Manifest;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F-01, S2-03: the embosser file of a stripe issuer, unchanged, becomes chip cards of a product without PIN. */
class StripeJobTest {

    private static final String GROUP = "visa-sign.visa-stripe";

    @TempDir
    private static Path folder;

    private static EditableHome home;
    private static Path export;
    private static Path batch;

    @BeforeAll
    static void prepare() throws IOException {
        home = EditableHome.in(folder);
        home.write(
                "products/city-sign.xml",
                home.read("products/visa-sign.xml")
                        .replace("id=\"visa-sign\"", "id=\"city-sign\"")
                        .replace("prefix=\"99999916\"", "prefix=\"99999946\"")
                        .replaceAll("is=\"DATA\" from=\"issuer\" length=\"[25]\"", "is=\"CONSTANT\" value=\"00\"")
                        .replace(" from=\"checked\"", ""));
        export = Files.write(folder.resolve("stripe.emb"), SampleData.bytes("exports/bank-one/stripe.emb"));
        Ran job = prepare(export);
        assertThat(job.exitCode()).as(job.toString()).isZero();
        batch = home.chip(GROUP).getParent().getParent();
    }

    private static Ran prepare(Path file) {
        return Ran.command(
                "prepare",
                file.toString(),
                "--issuer",
                "bank-one",
                "--out",
                home.out().toString(),
                "--home",
                home.root().toString());
    }

    @Test
    void the_stripe_job_is_sealed_and_verified_and_every_order_is_accounted_for() throws IOException {
        Manifest manifest = Manifest.read(batch.resolve(Manifest.NAME));
        assertThat(manifest.head().layout()).isEqualTo("bank-one-embosser");
        assertThat(manifest.head().counts().in()).isEqualTo(10);
        assertThat(manifest.head().counts().good()).isEqualTo(8);
        Ran verified =
                Ran.command("verify", batch.toString(), "--home", home.root().toString());
        assertThat(verified.exitCode()).as(verified.toString()).isZero();
        assertThat(verified.out()).contains("8 cards, 0 findings");
        assertThat(Files.readString(batch.resolve("rejects.csv")).lines().skip(1))
                .satisfiesExactly(
                        wrongValue ->
                                assertThat(wrongValue).startsWith("3,EMB-").contains(",TRACK_1_DISCRETIONARY,R-305,"),
                        otherCard -> assertThat(otherCard).startsWith("6,EMB-").contains(",TRACK_2,R-225,"));
    }

    /** S2-03: what the machine gets is what the issuer sent, with the chip record as one module more. */
    @Test
    void the_embosser_gets_the_record_of_the_issuer_with_the_chip_data_added() throws IOException {
        List<String> ordered = records(Files.readString(export, StandardCharsets.US_ASCII));
        List<String> made = new ArrayList<>(ordered);
        made.remove(5);
        made.remove(2);

        String emboss = read("emboss.cpx");
        assertThat(records(emboss.substring(emboss.indexOf("#DCC#")))).isEqualTo(made);

        String combined = read("emboss-chip.cpx");
        List<CpsRecord> chips = chips();
        for (int i = 0; i < made.size(); i++) {
            String chip = latin(CpsRecordCodec.encode(chips.get(i)).toByteArray());
            assertThat(combined).contains(made.get(i).replace("#END#", chip + "#END#"));
        }
    }

    private static List<String> records(String file) {
        return Stream.of(file.split("(?<=\r\n)", -1))
                .filter(record -> !record.isEmpty())
                .toList();
    }

    private static String read(String file) throws IOException {
        return latin(Files.readAllBytes(batch.resolve(GROUP).resolve(file)));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static List<CpsRecord> chips() throws IOException {
        ByteString file = ByteString.of(Files.readAllBytes(batch.resolve(GROUP).resolve("chip.cps")));
        List<CpsRecord> records = new ArrayList<>();
        Manifest.read(batch.resolve(Manifest.NAME), entry -> {
            int from = Math.toIntExact(entry.offset());
            records.add(CpsRecordCodec.decode(file.slice(from, from + entry.length())));
        });
        return records;
    }

    @Test
    void no_chip_has_a_pin_and_no_key_for_pins_is_used() throws IOException {
        assertThat(chips())
                .hasSize(8)
                .allSatisfy(record -> assertThat(record.applications().get(0).dgis())
                        .extracting(dgi -> dgi.id().toString())
                        .contains("8000", "0303")
                        .doesNotContain("8010", "9010"));
        assertThat(Manifest.read(batch.resolve(Manifest.NAME)).head().keys())
                .extracting(key -> key.usage())
                .contains("C0")
                .doesNotContain("P0", "V1", "V2");
    }

    @Test
    void a_pin_for_a_product_without_one_is_a_reject_and_the_same_order_without_it_a_card() throws IOException {
        SmallExport orders = SmallExport.of("bank-one", "visa-sda", 2);
        for (int i = 0; i < 2; i++) {
            orders.with(i, "product", "city-sign")
                    .with(i, "segment", "")
                    .with(i, "pan", Luhn.complete("99999946000000" + i))
                    .with(i, "service", "202");
        }
        Path file = orders.with(1, "pinBlock", "").with(1, "pinFormat", "").write(folder.resolve("orders.csv"));

        Ran job = prepare(file);

        assertThat(job.exitCode()).as(job.toString()).isZero();
        assertThat(job.out()).contains("2 ordered = 1 good + 1 rejected");
        try (Stream<Path> rejects =
                Files.find(home.out(), 2, (path, is) -> path.endsWith("rejects.csv") && !path.startsWith(batch))) {
            assertThat(Files.readString(rejects.findFirst().orElseThrow())).contains(",PIN_BLOCK,R-236,");
        }
    }
}
