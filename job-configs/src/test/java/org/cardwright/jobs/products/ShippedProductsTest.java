package org.cardwright.jobs.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.prepare.CardPreparation;
import org.cardwright.crypto.prepare.PreparationResult;
import org.cardwright.crypto.prepare.PreparedCard;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.formats.profile.lint.ProfileLinter;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.decompile.ApprovedComparison;
import org.cardwright.perso.dgi.DgiAssembler;
import org.cardwright.perso.verify.OfflineDataVerifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every shipped product for every issuer and segment: sound on paper, and accepted by the verifier when made. */
class ShippedProductsTest {

    @TempDir
    private static Path directory;

    private static SecurityModule module;
    private static List<EffectiveProduct> products;

    @BeforeAll
    static void openModule() {
        module = ShippedConfigurationUnderTest.module(directory);
        ProductCatalog catalog = ProductCatalog.load(ShippedConfigurationUnderTest.directory());
        products = catalog.issuers().stream()
                .flatMap(issuer -> catalog.forIssuer(issuer).all(ShippedOrders.TODAY).stream())
                .toList();
    }

    @AfterAll
    static void closeModule() {
        module.close();
    }

    @Test
    void six_products_serve_three_issuers() {
        assertThat(products.stream().map(EffectiveProduct::id).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "visa-sda", "visa-dda", "mc-cda", "dual-interface", "payment-loyalty", "visa-sign");
        assertThat(products.stream().map(product -> product.identity().issuer()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("bank-one", "bank-two", "bank-three");
        assertThat(products).hasSize(43);
        assertThat(products.stream().map(EffectiveProduct::hash)).doesNotHaveDuplicates();
    }

    @Test
    void no_bin_belongs_to_two_products() {
        Set<String> bins = products.stream()
                .filter(product -> product.identity().segment().isEmpty())
                .flatMap(product -> product.ordering().bins().stream())
                .collect(Collectors.toSet());
        assertThat(bins).hasSize(16).allMatch(bin -> bin.startsWith("999999") && bin.length() == 8);
    }

    @Test
    void the_linter_finds_nothing_even_with_the_keys_at_hand() {
        ProfileLinter linter = ShippedConfigurationUnderTest.linter(module);
        for (EffectiveProduct product : products) {
            assertThat(linter.lint(product)).as(product.toString()).isEmpty();
        }
    }

    @Test
    void the_verifier_accepts_every_card_and_the_decompiler_finds_the_product_in_it() {
        OfflineDataVerifier verifier = ShippedConfigurationUnderTest.verifier();
        List<PreparationResult> results = new CardPreparation(module)
                .prepare(IntStream.range(0, products.size())
                        .mapToObj(i -> ShippedOrders.card(products.get(i), i + 1))
                        .toList());
        for (PreparationResult result : results) {
            assertThat(result).isInstanceOf(PreparationResult.Prepared.class);
            PreparedCard card = ((PreparationResult.Prepared) result).card();
            EffectiveProduct product = card.profiled().product();
            CpsRecord record = new DgiAssembler().record(card);
            ByteString bytes = CpsRecordCodec.encode(record);
            assertThat(verifier.verify(bytes).lines()).as(product.toString()).isEmpty();
            assertThat(CpsRecordCodec.decode(bytes)).isEqualTo(record);
            assertThat(ApprovedComparison.differences(record, product))
                    .as(product.toString())
                    .isEmpty();
        }
    }
}
