package org.cardwright.formats.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same ten orders in four forms are the same ten records. */
class FourFormsTest {

    private static final Map<String, String> FILES = Map.of(
            "northbank-delimited", "ten-orders.csv",
            "northbank-fixed", "ten-orders.dat",
            "northbank-xml", "ten-orders.xml",
            "northbank-json", "ten-orders.json");

    private static final Map<String, IssuerLayout> LAYOUTS = new ConcurrentHashMap<>();

    /** A shipped layout, loaded once. */
    static IssuerLayout layout(String name) {
        return LAYOUTS.computeIfAbsent(name, wanted -> {
            try {
                return IssuerLayout.load(SampleData.path("layouts/issuer").resolve(wanted + ".xml"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static Path export(String layout) {
        return SampleData.path("exports/northbank").resolve(FILES.get(layout));
    }

    static List<IssuerFile.Item> read(Path file, IssuerLayout layout) throws IOException {
        List<IssuerFile.Item> items = new ArrayList<>();
        try (IssuerFile opened = IssuerFiles.open(file, layout)) {
            for (Optional<IssuerFile.Item> item = opened.next(); item.isPresent(); item = opened.next()) {
                items.add(item.get());
            }
        }
        return items;
    }

    private static IssuerRecord expected(int number) {
        return SampleOrder.number(number).record(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"northbank-delimited", "northbank-fixed", "northbank-xml", "northbank-json"})
    void gives_the_records_that_were_ordered(String form) throws IOException {
        List<IssuerFile.Item> items = read(export(form), layout(form));

        assertThat(items).hasSize(10);
        for (int number = 1; number <= 10; number++) {
            assertThat(items.get(number - 1)).isEqualTo(expected(number));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"northbank-delimited", "northbank-fixed", "northbank-xml", "northbank-json"})
    void gives_control_totals_whose_identity_is_the_content(String form) throws IOException {
        ControlTotals totals = IssuerFiles.checkControls(export(form), layout(form));

        byte[] content = Files.readAllBytes(export(form));
        assertThat(totals.records()).isEqualTo(10);
        assertThat(totals.issuer()).isEqualTo("northbank");
        assertThat(totals.sequenceNumber()).isEqualTo(OptionalLong.of(17));
        assertThat(totals.created()).contains(LocalDate.of(2025, 11, 20));
        assertThat(totals.bytes()).isEqualTo(content.length);
        assertThat(totals.sha256().toHex()).isEqualToIgnoringCase(Sha.hex(content));
    }

    @ParameterizedTest
    @ValueSource(strings = {"northbank-delimited", "northbank-fixed", "northbank-xml", "northbank-json"})
    void goes_on_behind_record_seven_after_a_restart(String form) throws IOException {
        try (IssuerFile file = IssuerFiles.open(export(form), layout(form))) {
            file.skip(7);

            assertThat(file.next()).contains(expected(8));
            assertThat(file.totals()).isEmpty();
            file.skip(100);
            assertThat(file.totals()).contains(IssuerFiles.checkControls(export(form), layout(form)));
            assertThat(file.next()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"northbank-delimited", "northbank-fixed", "northbank-xml", "northbank-json"})
    void recognizes_its_layout_among_all(String form) throws IOException {
        List<IssuerLayout> all = new ArrayList<>();
        for (String name : FILES.keySet().stream().sorted().toList()) {
            all.add(layout(name));
        }
        all.add(layout("harbour-embosser"));

        assertThat(IssuerFiles.recognize(export(form), all).name()).isEqualTo(form);
        assertThatThrownBy(() -> IssuerFiles.recognize(export(form), List.of(layout("harbour-embosser"))))
                .hasMessageContaining("R-027");
    }

    @Test
    void the_exports_are_what_the_writers_write() throws IOException {
        List<SampleOrder> orders = SampleOrder.ten();
        Golden.assertSame("exports/northbank/ten-orders.csv", SampleForms.delimited(orders));
        Golden.assertSame("exports/northbank/ten-orders.dat", SampleForms.fixed(orders));
        Golden.assertSame("exports/northbank/ten-orders.xml", SampleMarkup.xml(orders));
        Golden.assertSame("exports/northbank/ten-orders.json", SampleMarkup.json(orders));
    }

    @Test
    void a_layout_is_identified_by_its_content() throws IOException {
        assertThat(layout("northbank-json").hash().toHex())
                .isEqualToIgnoringCase(Sha.hex(SampleData.bytes("layouts/issuer/northbank-json.xml")));
        assertThat(layout("northbank-xml").hash().toHex())
                .as("the schema of the orders belongs to the layout")
                .isNotEqualToIgnoringCase(Sha.hex(SampleData.bytes("layouts/issuer/northbank-xml.xml")));
    }
}
