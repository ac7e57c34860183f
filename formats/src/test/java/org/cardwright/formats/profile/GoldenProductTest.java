package org.cardwright.formats.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;

/** The two published profiles: whatever does not depend on the card or on keys must already be right. */
class GoldenProductTest {

    private static final LocalDate TODAY = LocalDate.of(2024, 1, 1);

    private static ApplicationProfile payment(String product) {
        return ProductCatalog.load(SampleData.path("profiles"))
                .forIssuer("golden")
                .find(product, "", TODAY)
                .orElseThrow()
                .applications()
                .get(0);
    }

    @Test
    void computes_the_answer_to_get_processing_options() {
        assertThat(fixed("golden-visa", "82")).isEqualTo("7C00");
        assertThat(fixed("golden-visa", "94")).isEqualTo("080101001001020118010500");
        assertThat(fixed("golden-mc", "82")).isEqualTo("7900");
        assertThat(fixed("golden-mc", "94")).isEqualTo("1001020118010500");
    }

    @Test
    void compiles_the_risk_parameters() {
        assertThat(fixed("golden-visa", "8E")).isEqualTo("000000000000000042015E031F00");
        assertThat(fixed("golden-visa", "9F0D")).isEqualTo("F040A48800");
        assertThat(fixed("golden-visa", "9F0E")).isEqualTo("0010000000");
        assertThat(fixed("golden-visa", "9F0F")).isEqualTo("F040A49800");
        assertThat(fixed("golden-visa", "9F07")).isEqualTo("FF00");
        assertThat(fixed("golden-visa", "9F54")).isEqualTo("000000010000");
        assertThat(fixed("golden-visa", "9F59")).isEqualTo("0A");
        assertThat(fixed("golden-mc", "8E")).isEqualTo("000000000000000042014403410342031E031F03");
        assertThat(fixed("golden-mc", "5F28")).isEqualTo("0056");
        assertThat(fixed("golden-mc", "9F42")).isEqualTo("0978");
    }

    private static String fixed(String product, String tag) {
        return payment(product).fixed(tag, CardInterface.CONTACT).orElseThrow().toHex();
    }
}
