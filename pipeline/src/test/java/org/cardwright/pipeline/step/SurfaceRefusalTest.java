package org.cardwright.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.DeliveryAddress;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.OrderReason;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.card.SuppliedTracks;
import org.cardwright.perso.surface.EmbossingRecord;
import org.cardwright.perso.surface.SurfaceData;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.perso.surface.SurfaceLayoutFile;
import org.cardwright.perso.surface.SurfaceTextException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text that screening let through and the machine cannot put on the card: each rule has its own reason. */
class SurfaceRefusalTest {

    private static final CardApplication ORDER = new CardApplication(
            7,
            "A-7",
            "visa-sda",
            "",
            OrderReason.NEW,
            Pan.of("9999990000000014"),
            new PanSequenceNumber(1),
            "DOE/JO",
            "DOE/JO",
            List.of(),
            LocalDate.of(2026, 11, 1),
            ExpirationDate.ofYymm("2912"),
            new ServiceCode("201"),
            SuppliedTracks.NONE,
            Optional.empty(),
            Map.of(),
            "en",
            new DeliveryAddress(List.of("1 Street"), "10001", "Testville", "GB"));

    @TempDir
    private Path directory;

    private SurfaceLayout layout;

    @BeforeEach
    void read_a_layout() throws IOException {
        layout = SurfaceLayoutFile.load(Files.writeString(directory.resolve("small.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <surface-layout xmlns="urn:cardwright:surface-layout:1" name="small" version="1">
                  <emboss left-um="10185">
                    <font id="1" name="Gothic" pitch-um="2540" characters=" ABCDEFGHIJKLMNOPQRSTUVWXYZ#"/>
                    <line font="1" y-um="8331" field="CARDHOLDER_NAME"/>
                    <line font="1" y-um="4500" field="LINE_1"/>
                  </emboss>
                </surface-layout>
                """));
    }

    @ParameterizedTest
    @CsvSource({
        "DOE/J0, A, CARDHOLDER_NAME, FONT_CHARACTER",
        "DOE/JO, a, EMBOSS_LINE_1, FONT_CHARACTER",
        "DOE/JO, A#B, EMBOSS_LINE_1, FONT_CHARACTER",
        "DOE/JO, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, EMBOSS_LINE_1, FONT_WIDTH"
    })
    void a_text_is_refused_with_field_and_rule(String name, String line, String field, RejectReason reason) {
        SurfaceTextException unfit = catchThrowableOfType(
                SurfaceTextException.class, () -> EmbossingRecord.format(layout, data(name, line)));

        assertThat(CardMaking.unfit(ORDER, unfit))
                .isEqualTo(new ProcessedCard.Refused(new Screened.Rejected(7, "A-7", field, reason)));
    }

    @Test
    void a_text_that_fits_to_its_last_place_is_no_reason() {
        assertThat(EmbossingRecord.format(layout, data("DOE/JO", "A".repeat(29)))
                        .size())
                .isPositive();
    }

    private static SurfaceData data(String name, String line) {
        return new SurfaceData(ORDER.pan(), "1126", ORDER.expirationDate(), name, List.of(line), "", "", "", "");
    }
}
