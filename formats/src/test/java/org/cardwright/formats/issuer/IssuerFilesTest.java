package org.cardwright.formats.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is opened, and what the two readings of a file say to each other. */
class IssuerFilesTest {

    private static final IssuerLayout LAYOUT = FourFormsTest.layout("northbank-delimited");

    @TempDir
    Path directory;

    @Test
    void opens_no_link_and_no_directory() throws IOException {
        Path file = Files.write(directory.resolve("orders.csv"), SampleForms.delimited(SampleOrder.ten()));
        Path link = Files.createSymbolicLink(directory.resolve("link.csv"), file);

        for (Path wrong : List.of(link, directory)) {
            assertThatThrownBy(() -> IssuerFiles.open(wrong, LAYOUT).close())
                    .isInstanceOf(MalformedFileException.class)
                    .hasMessageContaining("R-001");
        }
        assertThatThrownBy(
                        () -> IssuerFiles.open(directory.resolve("no"), LAYOUT).close())
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void opens_no_pipe_and_does_not_wait_for_one() throws Exception {
        Path pipe = directory.resolve("pipe");
        int made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        org.junit.jupiter.api.Assumptions.assumeTrue(made == 0, "no named pipes here");

        assertThatThrownBy(() -> IssuerFiles.open(pipe, LAYOUT).close()).hasMessageContaining("R-001");
    }

    @Test
    void a_file_changed_between_two_readings_has_other_totals() throws IOException {
        Path file = Files.write(directory.resolve("orders.csv"), SampleForms.delimited(SampleOrder.ten()));
        ControlTotals before = IssuerFiles.checkControls(file, LAYOUT);
        Files.writeString(file, Files.readString(file).replace("WU/LI", "WU/LO"));

        try (IssuerFile second = IssuerFiles.open(file, LAYOUT)) {
            second.skip(ControlCheck.MAX_RECORDS);

            assertThat(second.totals()).isPresent().isNotEqualTo(java.util.Optional.of(before));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"northbank-delimited", "northbank-fixed", "northbank-xml", "northbank-json"})
    void refuses_more_orders_than_the_bound_and_reads_as_many(String form) throws IOException {
        IssuerLayout layout = FourFormsTest.layout(form);
        Path file = FourFormsTest.export(form);
        FileFaults faults = FileFaults.of(file);

        try (IssuerFile ten =
                IssuerFiles.open(FileBytes.open(file, faults), new ControlCheck(layout, faults, 10), "")) {
            ten.skip(11);
            assertThat(ten.totals()).isPresent();
        }
        assertThatThrownBy(() -> {
                    try (IssuerFile nine =
                            IssuerFiles.open(FileBytes.open(file, faults), new ControlCheck(layout, faults, 9), "")) {
                        nine.skip(10);
                    }
                })
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("R-006");
    }

    @Test
    void the_name_of_a_file_never_shows_a_card_number() throws IOException {
        Path file = Files.write(directory.resolve("card-9999990000010096.csv"), new byte[] {'x', '\n'});
        Path dated = Files.write(directory.resolve("card-20261121163000.csv"), new byte[] {'x', '\n'});

        assertThatThrownBy(() -> IssuerFiles.open(file, LAYOUT).next())
                .hasMessageStartingWith("card-999999......0096.csv: R-010");
        assertThatThrownBy(() -> IssuerFiles.open(dated, LAYOUT).next())
                .hasMessageStartingWith("card-20261121163000.csv: R-010");
    }

    @Test
    void a_record_shows_its_fields_but_no_value() {
        IssuerRecord record = SampleOrder.number(9).record(9);

        assertThat(record.toString())
                .contains("record 9", "PAN", "PIN_BLOCK")
                .doesNotContain("9999", "WU", "A1B2", "NB-2511");
    }

    @Test
    void a_refusal_says_where_and_why() throws IOException {
        Path file = Files.writeString(directory.resolve("orders.csv"), "H;NB01;xyz;2025-11-20\n");

        assertThatThrownBy(() -> IssuerFiles.checkControls(file, LAYOUT))
                .isInstanceOfSatisfying(MalformedFileException.class, refused -> {
                    assertThat(refused.file()).isEqualTo("orders.csv");
                    assertThat(refused.place()).isEqualTo("header, field SEQUENCE_NUMBER");
                    assertThat(refused.rule()).isEqualTo("R-011");
                });
    }

    @Test
    void a_refusal_of_control_data_says_what_was_and_what_is_required() throws IOException {
        IssuerLayout fixed = FourFormsTest.layout("northbank-fixed");
        Path lost = SampleData.path("corrupt/fixed/order-lost.dat");
        Path summed = SampleData.path("corrupt/fixed/hash-total-wrong.dat");

        assertThatThrownBy(() -> IssuerFiles.checkControls(lost, fixed))
                .hasMessage(
                        "order-lost.dat, trailer, field RECORD_COUNT: R-016: the number of orders is not the one in the"
                                + " control data: was 9, required 10");
        assertThatThrownBy(() -> IssuerFiles.checkControls(summed, fixed))
                .hasMessage(
                        "hash-total-wrong.dat, trailer, field HASH_TOTAL: R-017: the hash total of the orders is not the"
                                + " one in the control data: summed over 10 orders, field PAN");
        Path json = SampleData.path("corrupt/json/count-wrong.json");
        assertThatThrownBy(() -> IssuerFiles.checkControls(json, FourFormsTest.layout("northbank-json")))
                .hasMessageContaining("field RECORD_COUNT: R-016: ")
                .hasMessageContaining("was 10, required 11");
    }

    @Test
    void every_rule_on_files_has_an_id_of_its_own() {
        assertThat(FileRule.values())
                .extracting(FileRule::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("R-0[0-9]{2}"));
    }
}
