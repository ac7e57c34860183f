package org.cardwright.formats.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.cardwright.formats.profile.explain.ProfileExplanation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewPinTest {

    private static final String PRODUCT = "products/golden-visa.xml";
    private static final String RANDOM = "<new-pin source=\"RANDOM\" digits=\"6\" storage-key=\"golden.pins\"/>";
    private static final String PIN_PLACE = "<pin dgi=\"8010\" format=\"ISO_2\"/>";
    private static final String OFFSET =
            "<card-values><pin-offset key=\"golden.pvk-ibm\" pin-digits=\"5\"/></card-values>";

    @TempDir
    private Path directory;

    private EditableProfiles profiles;

    @BeforeEach
    void copy() {
        profiles = EditableProfiles.in(directory);
        profiles.edit(PRODUCT, "pin-required=\"true\"", "pin-required=\"false\"");
    }

    private EffectiveProduct product(String newPin) {
        profiles.edit(PRODUCT, "<issuer-keys pin=\"golden.kek1-pin\"/>", "<issuer-keys/>" + newPin);
        return profiles.find("golden-visa");
    }

    private static String text(EffectiveProduct product) {
        return String.join("\n", ProfileExplanation.of(product).text());
    }

    @Test
    void a_random_pin_is_drawn_here_and_no_order_has_a_block() {
        EffectiveProduct product = product(RANDOM);
        assertThat(product.requiresPin()).isFalse();
        assertThat(product.ordering().pinKey()).contains(new KeyReference("golden.pins", 1));
        assertThat(product.ordering().newPin())
                .contains(new NewPinProfile(new PinSource.Random(6), new KeyReference("golden.pins", 1)));
        assertThat(text(product)).contains("random, 6 digits", "storage key of PINs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            source="RANDOM"            | digits
            source="RANDOM" digits="3"  | digits
            source="RANDOM" digits="13" | digits
            source="RANDOM" digits="4" never="1234" | never
            source="NATURAL" digits="4" | NATURAL
            source="TRANSPORT" digits="4" | TRANSPORT
            source="CARD" digits="4"    | CARD
            """)
    void refuses(String attributes, String rule) {
        assertThatThrownBy(() -> product("<new-pin " + attributes + " storage-key=\"golden.pins\"/>"))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageStartingWith("golden-visa.xml line ")
                .hasMessageContaining(rule);
    }

    /** An offset of a drawn PIN gives it away to whoever may choose the rule, and a PIN without a place nobody ever learns. */
    @Test
    void a_random_pin_has_no_ibm_offset_and_a_place_where_its_mailer_finds_it() {
        assertThatThrownBy(() -> product(RANDOM + OFFSET)).hasMessageContaining("a RANDOM PIN has no IBM 3624 offset");
        profiles = EditableProfiles.in(directory.resolve("nowhere"));
        profiles.edit(PRODUCT, "pin-required=\"true\"", "pin-required=\"false\"");
        profiles.edit(PRODUCT, PIN_PLACE, "");
        assertThatThrownBy(() -> product(RANDOM)).hasMessageContaining("data grouping 8010, which PIN mailers read");
        profiles = EditableProfiles.in(directory.resolve("elsewhere"));
        profiles.edit(PRODUCT, "pin-required=\"true\"", "pin-required=\"false\"");
        profiles.edit(PRODUCT, PIN_PLACE, PIN_PLACE.replace("8010", "8011"));
        assertThatThrownBy(() -> product(RANDOM)).hasMessageContaining("data grouping 8010, which PIN mailers read");
    }

    @Test
    void a_storage_key_belongs_to_the_issuer_of_the_pvk() {
        String values = "<card-values pvk=\"silver.pvk\"/>";
        assertThatThrownBy(() -> product(RANDOM + values)).hasMessageContaining("belong to one issuer");
    }

    @Test
    void a_pin_comes_from_the_issuer_or_is_made_here_never_both() {
        profiles.edit(
                PRODUCT, "<issuer-keys pin=\"golden.kek1-pin\"/>", "<issuer-keys pin=\"golden.kek1-pin\"/>" + RANDOM);
        assertThatThrownBy(() -> profiles.find("golden-visa")).hasMessageContaining("issuer-keys has no pin");
        profiles.edit(PRODUCT, "pin-required=\"false\"", "pin-required=\"true\"");
        assertThatThrownBy(() -> profiles.find("golden-visa")).hasMessageContaining("or is made here");
    }
}
