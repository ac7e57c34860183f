package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.util.Optional;
import org.cardwright.formats.profile.lint.KnownSurfaces;
import org.cardwright.formats.screening.EmbossFonts;
import org.cardwright.jobs.home.HomeDirectory;

/** Everything beside products and keys that the linter looks at: reading it finds what is broken in itself. */
public final class LintedConfiguration {

    private LintedConfiguration() {}

    /**
     * Reads fonts, surfaces and the layouts of every issuer.
     *
     * @return fonts and surfaces as the linter asks for them
     * @throws org.cardwright.formats.MalformedFileException when a font or layout is broken
     * @throws org.cardwright.jobs.home.ConfigurationException when a surface is, or a layout is missing
     * @throws IOException when a file cannot be read
     */
    public static KnownSurfaces load(HomeDirectory home) throws IOException {
        Layouts.load(home, Optional.empty());
        EmbossFonts fonts = EmbossFonts.load(home.config(HomeDirectory.FONTS));
        return new org.cardwright.pipeline.step.Surfaces(Surfaces.load(home.config("surfaces"))).known(fonts);
    }
}
