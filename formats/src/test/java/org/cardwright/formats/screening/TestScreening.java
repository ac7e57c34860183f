package org.cardwright.formats.screening;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Map;
import org.cardwright.sample.SampleData;

/** Screening by the usual test product and the shipped fonts, on a fixed day. */
public final class TestScreening {

    /** The day of all screening tests. */
    public static final LocalDate TODAY = LocalDate.of(2025, 11, 21);

    static final EmbossFonts FONTS = fonts();

    /** Finds {@link TestPolicy#USUAL} for the shipped products. */
    public static final Screening SCREENING = new Screening(TestPolicy::find, FONTS, TODAY);

    private TestScreening() {}

    /** The same for a product without PIN. */
    public static Screening withoutPin() {
        TestPolicy pinless = new TestPolicy("gothic-10", false, true, 0, Map.of());
        return new Screening(asked -> TestPolicy.find(asked).map(known -> pinless), FONTS, TODAY);
    }

    private static EmbossFonts fonts() {
        try {
            return EmbossFonts.load(SampleData.path("layouts/fonts"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
