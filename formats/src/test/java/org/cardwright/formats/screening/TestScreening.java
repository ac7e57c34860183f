package org.cardwright.formats.screening;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import org.cardwright.sample.SampleData;

/** Screening by the usual test product and the shipped fonts, on a fixed day. */
public final class TestScreening {

    /** The day of all screening tests. */
    public static final LocalDate TODAY = LocalDate.of(2025, 11, 21);

    static final EmbossFonts FONTS = fonts();

    /** Finds {@link TestPolicy#USUAL} for the shipped products. */
    public static final Screening SCREENING = new Screening(TestPolicy::find, FONTS, TODAY);

    private TestScreening() {}

    private static EmbossFonts fonts() {
        try {
            return EmbossFonts.load(SampleData.path("layouts/fonts"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
