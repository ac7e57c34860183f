package org.cardwright.formats.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.ServiceCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductCatalogTest {

    private static final String PRODUCT = "products/golden-visa.xml";
    private static final String RISK = "risk/golden-visa.xml";

    @TempDir
    private Path directory;

    private EditableProfiles profiles;

    @BeforeEach
    void copy() {
        profiles = EditableProfiles.in(directory);
    }

    @Test
    void a_new_product_needs_files_only() {
        String text = profiles.read(PRODUCT)
                .replace("id=\"golden-visa\" version", "id=\"brand-new\" version")
                .replace("prefix=\"476173\"", "prefix=\"999999\"");
        profiles.write("products/brand-new.xml", text);

        EffectiveProduct product = profiles.find("brand-new");

        assertThat(product.ownsBin(Pan.of("9999990000000014"))).isTrue();
        assertThat(profiles.load().products(EditableProfiles.TODAY))
                .containsExactly("brand-new", "golden-mc", "golden-visa");
    }

    @Test
    void takes_the_highest_version_that_holds_on_the_day() {
        profiles.write(
                "products/second.xml",
                profiles.read(PRODUCT)
                        .replace("version=\"1\" effective=\"2022-01-01\"", "version=\"2\" effective=\"2025-01-01\""));
        ProductCatalog catalog = profiles.load();

        assertThat(catalog.find("golden-visa", "", LocalDate.of(2021, 12, 31))).isEmpty();
        assertThat(catalog.find("golden-visa", "", LocalDate.of(2024, 12, 31))
                        .orElseThrow()
                        .version())
                .isEqualTo(1);
        assertThat(catalog.find("golden-visa", "", LocalDate.of(2025, 1, 1))
                        .orElseThrow()
                        .version())
                .isEqualTo(2);
    }

    @Test
    void a_label_alone_goes_by_date_unless_an_index_beside_it_means_one_version() {
        profiles.edit(PRODUCT, "label=\"golden.imk-smi\"", "label=\"golden.imk-smi/4\"");
        profiles.edit(PRODUCT, "<cps>", "<card-values cvk=\"golden.cvk\" pvk=\"golden.pvk\" pvki=\"1\"/><cps>");
        LocalDate change = LocalDate.of(2027, 1, 15);
        ProductCatalog catalog =
                profiles.load().withKeyVersions((label, day) -> day.isBefore(change) ? 1 : label.length());

        EffectiveProduct before =
                catalog.find("golden-visa", "", change.minusDays(1)).orElseThrow();
        EffectiveProduct after = catalog.find("golden-visa", "", change).orElseThrow();

        assertThat(masterKeys(before)).contains("golden.imk-ac/1", "golden.imk-smi/4");
        assertThat(masterKeys(after)).contains("golden.imk-ac/13", "golden.imk-smi/4");
        assertThat(after.cardValues().cvk()).hasToString("Optional[golden.cvk/10]");
        assertThat(after.cardValues().pvk()).hasToString("Optional[golden.pvk/1]");
        assertThat(after.cps().transportKeys())
                .extracting(key -> key.key().version())
                .containsOnly(1);
        assertThat(after.certifyingKeys()).extracting(KeyReference::version).containsOnly(1);
    }

    private static List<String> masterKeys(EffectiveProduct product) {
        return product.applications().stream()
                .flatMap(application -> application.cardKeys().stream())
                .flatMap(set -> set.keys().stream())
                .map(key -> key.issuerMasterKey().toString())
                .toList();
    }

    @Test
    void knows_neither_other_products_nor_other_segments() {
        assertThat(profiles.load().find("golden-amex", "", EditableProfiles.TODAY))
                .isEmpty();
        assertThat(profiles.load().find("golden-visa", "gold", EditableProfiles.TODAY))
                .isEmpty();
    }

    @Test
    void gives_a_product_only_to_its_issuers() {
        profiles.edit(PRODUCT, "<bin prefix=\"476173\"/>", "<bin prefix=\"476173\" issuer=\"another\"/>");
        assertThat(profiles.load().find("golden-visa", "", EditableProfiles.TODAY))
                .isEmpty();
        assertThat(profiles.load().issuers()).containsExactly("another");
    }

    @Test
    void inherits_from_base_to_product_to_segment_and_remembers_who_decided() {
        profiles.edit(RISK, "</base>", "</base>\n<segment name=\"gold\"><pin tries=\"5\"/></segment>");
        profiles.edit(
                PRODUCT,
                "<risk profile=\"golden-visa\"/>",
                "<risk profile=\"golden-visa\"><country code=\"276\"/><pin tries=\"4\"/></risk>");

        RiskParameters standard = risk("");
        assertThat(standard.pinTries()).hasValue(4);
        RiskParameters gold = risk("gold");
        assertThat(gold.pinTries()).hasValue(5);

        assertThat(provenance(gold, "pin-tries")).isEqualTo("segment gold (golden-visa.xml:27)");
        assertThat(provenance(gold, "country")).isEqualTo("product (golden-visa.xml:22)");
        assertThat(provenance(gold, "currency")).isEqualTo("risk base (golden-visa.xml:5)");
    }

    @Test
    void the_hash_changes_with_every_file_and_with_the_segment() {
        profiles.edit(RISK, "</base>", "</base><segment name=\"gold\"><pin tries=\"3\"/></segment>");
        EffectiveProduct before = profiles.find("golden-visa");
        assertThat(profiles.find("golden-visa").hash()).isEqualTo(before.hash());
        assertThat(profiles.load()
                        .find("golden-visa", "gold", EditableProfiles.TODAY)
                        .orElseThrow()
                        .hash())
                .isNotEqualTo(before.hash());

        for (String file : new String[] {PRODUCT, RISK, "chips/chips.xml", "certificates/golden-visa.xml"}) {
            String original = profiles.read(file);
            profiles.write(file, original + "<!-- one more byte -->");
            assertThat(profiles.find("golden-visa").hash()).as(file).isNotEqualTo(before.hash());
            profiles.write(file, original);
        }
    }

    @Test
    void answers_what_screening_asks() {
        EffectiveProduct product = profiles.find("golden-visa");
        assertThat(product.ownsBin(Pan.of("4761739001010119"))).isTrue();
        assertThat(product.ownsBin(Pan.of("5413330089020011"))).isFalse();
        assertThat(product.latestExpiration()).isEqualTo(LocalDate.of(2030, 12, 31));
        assertThat(product.allowsServiceCode(new ServiceCode("201"))).isTrue();
        assertThat(product.allowsServiceCode(new ServiceCode("101"))).isFalse();
        assertThat(product.requiresPin()).isTrue();
        assertThat(product.requiresName()).isTrue();
        assertThat(product.requiresSuppliedTrack(1)).isTrue();
        assertThat(product.requiresSuppliedTrack(3)).isFalse();
        assertThat(product.allowsLanguage("fr")).isTrue();
        assertThat(product.group()).isEqualTo("golden-visa.golden");
        assertThat(product.certifyingKeys()).containsExactly(new KeyReference("golden.issuer", 1));
    }

    @Test
    void a_label_with_a_placeholder_is_that_of_the_issuer() {
        profiles.edit(PRODUCT, "golden.imk-ac", "${issuer}.imk-ac/2");
        CardKeyProfile keys =
                profiles.find("golden-visa").applications().get(0).cardKeys().get(0);
        assertThat(keys.keys().get(0).issuerMasterKey()).hasToString("golden.imk-ac/2");
    }

    @Test
    void needs_to_know_for_whom() {
        ProductCatalog everybody = ProductCatalog.load(directory);
        assertThatThrownBy(() -> everybody.find("golden-visa", "", EditableProfiles.TODAY))
                .isInstanceOf(IllegalStateException.class);
    }

    private RiskParameters risk(String segment) {
        return profiles.load()
                .find("golden-visa", segment, EditableProfiles.TODAY)
                .orElseThrow()
                .applications()
                .get(0)
                .risk();
    }

    private static String provenance(RiskParameters risk, String name) {
        return risk.values().stream()
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow()
                .provenance()
                .toString();
    }
}
