package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole batches of products whose PINs the security module makes, and what stands on their chips. */
class NewPinBatchTest {

    private static final String PRODUCT = "products/visa-sda.xml";
    private static final String RANDOM = "source=\"RANDOM\" digits=\"6\"";

    @TempDir
    private Path directory;

    private EditableHome home;

    @BeforeEach
    void fill() throws IOException {
        home = EditableHome.in(directory);
        home.edit(PRODUCT, "pin-required=\"true\"", "pin-required=\"false\"");
    }

    @Test
    void a_random_pin_goes_onto_chip_and_stripe_of_every_card_and_no_order_has_one() throws IOException {
        makes(RANDOM);
        Path export = orders(8);
        assertThat(prepare(export).exitCode()).isZero();

        List<String> blocks = blocks(8);
        assertThat(blocks).allMatch(block -> block.matches("DGI8010=26[0-9]{6}F{8}"));
        assertThat(blocks.stream().distinct()).hasSizeGreaterThan(6);
        assertThat(run("audit", "list").out())
                .containsPattern(
                        "PINS_MADE +yes +[0-9a-f]{64} +8 PINs of visa-sda, random under bank-one.pin-storage/1, for records 1-8");
        assertThat(run("batch", "list").out()).contains("CLOSED");
    }

    @Test
    void an_order_that_brings_a_pin_for_a_product_with_pins_of_its_own_is_rejected() throws IOException {
        makes(RANDOM);
        SmallExport export = withoutPins(3);
        SmallExport sent = SmallExport.of("bank-one", "visa-sda", 3);
        export.with(2, "pinBlock", sent.get(2, "pinBlock")).with(2, "pinFormat", sent.get(2, "pinFormat"));
        Ran made = prepare(export.write(directory.resolve("orders.csv")));
        assertThat(made.exitCode()).as(made.toString()).isZero();
        assertThat(blocks(2)).doesNotHaveDuplicates();
        try (Stream<Path> batches = Files.list(home.out())) {
            assertThat(Files.readString(batches.findFirst().orElseThrow().resolve("rejects.csv")))
                    .contains(",PIN_BLOCK,R-236,");
        }
    }

    @Test
    void a_storage_key_that_is_not_there_or_is_another_key_stops_the_batch_before_it_is_taken() throws IOException {
        makes("storage-key=\"${issuer}.pins\" " + RANDOM, "");
        Path export = orders(1);
        Ran missing = prepare(export);
        assertThat(missing.exitCode()).isEqualTo(77);
        assertThat(missing.err()).contains("there is no key bank-one.pins/1");
        home.edit(PRODUCT, "${issuer}.pins", "${issuer}.pvk-pvv");
        assertThat(prepare(export).err()).contains("bank-one.pvk-pvv/1 has usage V2, required 13");
        home.edit(PRODUCT, "${issuer}.pvk-pvv\" source", "${issuer}.pins\" source");

        assertThat(run("keys", "pin-storage", "bank-one.pins").exitCode())
                .as("of nobody")
                .isEqualTo(64);
        Ran made = run("keys", "pin-storage", "bank-one.pins", "--owner", "bank-one");
        assertThat(made.out()).matches("storage key bank-one.pins/1 made: AES-256, check value [0-9A-F]{6,10}\n");
        assertThat(run("keys", "pin-storage", "bank-one.pins", "--owner", "bank-one")
                        .exitCode())
                .isEqualTo(77);
        assertThat(run("audit", "list").out()).contains("KEY_MADE");
        assertThat(prepare(export).exitCode()).isZero();
    }

    /** The owner inside the key decides, whatever the label says. */
    @Test
    void a_storage_key_of_another_issuer_stops_the_batch_before_it_is_taken() throws IOException {
        makes("storage-key=\"${issuer}.pins\" " + RANDOM, "");
        assertThat(run("keys", "pin-storage", "bank-one.pins", "--owner", "bank-two")
                        .exitCode())
                .isZero();
        Ran drawn = prepare(orders(1));
        assertThat(drawn.exitCode()).isEqualTo(77);
        assertThat(drawn.err()).contains("bank-one.pins/1 and bank-one.pvk-pvv/1 belong to two issuers");
        assertThat(run("batch", "list").out()).doesNotContain("bank-one");
    }

    private void makes(String attributes) throws IOException {
        makes(attributes, " storage-key=\"${issuer}.pin-storage\"");
    }

    private void makes(String attributes, String key) throws IOException {
        home.edit(
                PRODUCT,
                "<issuer-keys pin=\"${issuer}.kek1-p0\"/>",
                "<issuer-keys/><new-pin " + attributes + key + "/>");
    }

    private Path orders(int count) throws IOException {
        return withoutPins(count).write(directory.resolve("orders.csv"));
    }

    private static SmallExport withoutPins(int count) {
        SmallExport export = SmallExport.of("bank-one", "visa-sda", count);
        for (int i = 0; i < count; i++) {
            export.with(i, "pinBlock", "").with(i, "pinFormat", "");
        }
        return export;
    }

    private Ran prepare(Path export) {
        return run(
                "prepare",
                export.toString(),
                "--issuer",
                "bank-one",
                "--out",
                home.out().toString());
    }

    private Ran run(String... arguments) {
        return Ran.command(Stream.concat(
                        Stream.of(arguments), Stream.of("--home", home.root().toString()))
                .toArray(String[]::new));
    }

    /** The reference PIN blocks on the chips, decrypted with the published transport keys. */
    private List<String> blocks(int cards) throws IOException {
        Path keys = Files.write(
                directory.resolve("transport.json"), SampleData.bytes("keys-test-only/transport-keys.json"));
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        Path out = directory.resolve("dgis");
        Ran shown = Ran.command(
                "show",
                home.chip("visa-sda.visa-classic").toString(),
                "--format",
                "dgi",
                "--keys",
                keys.toString(),
                "--out",
                out.toString());
        assertThat(shown.exitCode()).as(shown.toString()).isZero();
        try (Stream<Path> files = Files.list(out)) {
            List<String> lines = files.flatMap(NewPinBatchTest::lines)
                    .filter(line -> line.startsWith("DGI8010"))
                    .toList();
            assertThat(lines).hasSize(cards);
            return lines;
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
