package org.cardwright.jobs.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.card.PanMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuerTest {

    @TempDir
    private Path folder;

    private Issuer issuer(String lines) throws IOException {
        HomeDirectory home = HomeDirectory.open(folder.resolve("home"));
        Files.writeString(home.config("issuers").resolve("bank-nine.properties"), lines);
        return Issuer.load(home, "bank-nine");
    }

    @Test
    void shows_pans_6_4_by_default() throws IOException {
        assertThat(issuer("layouts = one, two"))
                .isEqualTo(new Issuer(
                        "bank-nine",
                        List.of("one", "two"),
                        PanMask.STANDARD,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void maps_every_setting() throws IOException {
        Path issuers = folder.resolve("home/config/issuers");
        List<Path> certificates = List.of(issuers.resolve("a.pem"), issuers.resolve("keys/b.cer"));
        assertThat(issuer("layouts = one\npans = 8/4\npans.authorised-by = contract 12, annex C\n"
                        + "medium.certificates = a.pem, keys/b.cer\npins.mail-after-days = 3"))
                .isEqualTo(new Issuer(
                        "bank-nine",
                        List.of("one"),
                        new PanMask(8, 4, "contract 12, annex C"),
                        certificates,
                        Optional.empty(),
                        Optional.of(3)));
        assertThat(Issuer.pans(HomeDirectory.open(folder.resolve("home"))))
                .containsEntry("bank-nine", new PanMask(8, 4, "contract 12, annex C"))
                .containsEntry("bank-one", PanMask.STANDARD);
    }

    @ParameterizedTest
    @CsvSource({
        "pans = 8/4, pans: more than 6/4 is shown only when the issuer's authorisation is named",
        "pans = all, 'pans: is digits in front, a slash and digits at the end, such as 6/4'",
        "pans.authorised-by = me, pans: an authorisation goes with more than 6/4 only",
        "pins.mail-after-days = 0, 'pins.mail-after-days: is 1 to 99, because cards and their PINs never leave on one day'",
        "pins.mail-after-days = soon, 'pins.mail-after-days: is 1 to 99, because cards and their PINs never leave on one day'",
        "pan = 6/4, unknown settings [pan]"
    })
    void refuses_a_mask_that_nobody_may_use(String line, String why) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> issuer("layouts = one\n" + line))
                .withMessage("bank-nine.properties: " + why);
    }
}
