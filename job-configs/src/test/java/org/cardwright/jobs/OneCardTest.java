package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.jobs.sample.TestVault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is wrong with one order is the matter of this order: the batch goes on (F-41). */
class OneCardTest {

    private static final List<String> FORMATS = List.of("0", "1", "3");

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void a_pin_block_for_aes_from_an_issuer_with_a_tdes_key_is_one_reject() throws IOException {
        SmallExport orders = SmallExport.of("bank-one", "visa-sda", 3)
                .with(1, "pinFormat", "4")
                .with(1, "pinBlock", "00112233445566778899AABBCCDDEEFF");
        Path batch = prepare("bank-one", orders);
        assertThat(rejects(batch)).isEqualTo(wrongFormat(orders, 1));
    }

    @Test
    void a_pin_block_for_tdes_from_an_issuer_with_an_aes_key_is_one_reject() throws IOException {
        SmallExport orders = SmallExport.of("bank-three", "visa-dda", 4);
        for (int order = 1; order < 4; order++) {
            orders.with(order, "pinFormat", FORMATS.get(order - 1)).with(order, "pinBlock", "0011223344556677");
        }
        Path batch = prepare("bank-three", orders);
        assertThat(rejects(batch)).isEqualTo(wrongFormat(orders, 1) + wrongFormat(orders, 2) + wrongFormat(orders, 3));
    }

    @Test
    void a_name_with_an_apostrophe_is_embossed_with_it_and_encoded_without() throws IOException {
        Path batch = prepare(
                "bank-one",
                SmallExport.of("bank-one", "visa-sda", 2)
                        .with(0, "name", "O'BRIEN/MARY")
                        .with(1, "name", "O=BRIEN/MARY"));
        String embossed = read(batch, "emboss");
        assertThat(embossed).contains("MARY O'BRIEN\"").contains("^OBRIEN/MARY^");
        assertThat(rejects(batch)).startsWith("2,").contains("CARDHOLDER_NAME,R-211,");
    }

    @Test
    void a_laser_writes_the_accents_that_the_track_cannot_carry() throws IOException {
        Path batch = prepare(
                "bank-three", SmallExport.of("bank-three", "payment-loyalty", 1).with(0, "name", "Müller & Söhne/Zoë"));
        assertThat(rejects(batch)).isEmpty();
        assertThat(read(batch, "laser")).contains("ZOË MÜLLER &amp; SÖHNE");
    }

    @Test
    void a_date_and_a_long_number_that_were_ordered_as_text_are_no_statement_about_the_card() throws IOException {
        Path batch = prepare(
                "bank-one",
                SmallExport.of("bank-one", "visa-sda", 2)
                        .with(0, "line1", "MEMBER SINCE 03/19")
                        .with(1, "line1", "CLUB 1234567890123"));
        assertThat(rejects(batch)).isEmpty();
        assertThat(read(batch, "emboss")).contains("MEMBER SINCE 03/19", "CLUB 1234567890123");
        assertThat(run("verify", batch.toString(), "--home", homeOf(batch).toString()))
                .as(err.toString())
                .isZero();
    }

    private static Path homeOf(Path batch) {
        return batch.resolve("../../home").normalize();
    }

    private static String read(Path batch, String name) throws IOException {
        try (Stream<Path> files = Files.walk(batch)) {
            Path found = files.filter(file ->
                            batch.relativize(file).getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow();
            return new String(
                    Files.readAllBytes(found),
                    name.equals("laser") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        }
    }

    private static String wrongFormat(SmallExport orders, int order) {
        return (order + 1) + "," + orders.get(order, "order") + ",PIN_BLOCK_FORMAT,R-235,"
                + "\"the issuer's PIN key is not for this format: format 4 needs an AES key, the others a TDES key\"\n";
    }

    private Path prepare(String issuer, SmallExport orders) throws IOException {
        Path run = Files.createTempDirectory(folder, issuer);
        TestVault.in(run.resolve("home"));
        return PreparedBatch.of(
                run.resolve("home"), issuer, orders.write(run.resolve("orders.csv")), run.resolve("batches"));
    }

    private int run(String... arguments) {
        CommandLine command = Cardwright.commandLine();
        command.setOut(new PrintWriter(new StringWriter()));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    private static String rejects(Path batch) throws IOException {
        return Files.readString(batch.resolve("rejects.csv")).replaceFirst("record,order,field,rule,reason\n", "");
    }
}
