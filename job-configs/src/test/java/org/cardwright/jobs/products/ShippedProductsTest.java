package org.cardwright.jobs.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.crypto.prepare.CardPreparation;
import org.cardwright.crypto.prepare.PreparationResult;
import org.cardwright.crypto.prepare.PreparedCard;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.formats.profile.lint.Finding;
import org.cardwright.formats.profile.lint.ProfileLinter;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.dgi.DgiAssembler;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.perso.verify.OfflineDataVerifier;
import org.cardwright.sample.SampleData;
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
        Path keys = SampleData.path("keys-test-only");
        try (SecretBytes passphrase = VaultPassphrase.read(keys.resolve("passphrase.txt"))) {
            KeyVault vault = KeyVault.create(directory.resolve("vault"), passphrase, PassphraseCost.LEAST);
            TestKeyImport.importAll(vault, keys);
            module = SoftwareSecurityModule.open(vault, ModulePolicy.test(KeyName.of("bureau.test-seed")));
        }
        ProductCatalog catalog = ProductCatalog.load(shipped());
        products = catalog.issuers().stream()
                .flatMap(issuer -> catalog.forIssuer(issuer).all(ShippedOrders.TODAY).stream())
                .toList();
    }

    @AfterAll
    static void closeModule() {
        module.close();
    }

    @Test
    void five_products_serve_three_issuers() {
        assertThat(products.stream().map(EffectiveProduct::id).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("visa-sda", "visa-dda", "mc-cda", "dual-interface", "payment-loyalty");
        assertThat(products.stream().map(product -> product.identity().issuer()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("bank-one", "bank-two", "bank-three");
        assertThat(products).hasSize(42);
        assertThat(products.stream().map(EffectiveProduct::hash)).doesNotHaveDuplicates();
    }

    @Test
    void no_bin_belongs_to_two_products() {
        Set<String> bins = products.stream()
                .filter(product -> product.identity().segment().isEmpty())
                .flatMap(product -> product.ordering().bins().stream())
                .collect(Collectors.toSet());
        assertThat(bins).hasSize(15).allMatch(bin -> bin.startsWith("999999") && bin.length() == 8);
    }

    @Test
    void the_linter_finds_nothing_even_with_the_keys_at_hand() {
        KeyInventory inventory = module.inventory();
        ProfileLinter linter = new ProfileLinter(
                ShippedOrders.TODAY,
                key -> inventory
                        .find(new KeyName(key.label(), key.version()))
                        .map(KeyInventory.KeyDescription::algorithm));
        for (EffectiveProduct product : products) {
            List<Finding> findings = linter.lint(product);
            assertThat(findings).as(product.toString()).isEmpty();
        }
    }

    @Test
    void the_verifier_accepts_every_card() throws Exception {
        OfflineDataVerifier verifier = new OfflineDataVerifier(
                CaPublicKeys.read(new ByteArrayInputStream(SampleData.bytes("keys-test-only/ca-public-keys.json"))));
        List<PreparationResult> results = new CardPreparation(module)
                .prepare(IntStream.range(0, products.size())
                        .mapToObj(i -> ShippedOrders.card(products.get(i), i + 1))
                        .toList());
        for (PreparationResult result : results) {
            assertThat(result).isInstanceOf(PreparationResult.Prepared.class);
            PreparedCard card = ((PreparationResult.Prepared) result).card();
            CpsRecord record = new DgiAssembler().record(card);
            ByteString bytes = CpsRecordCodec.encode(record);
            assertThat(verifier.verify(bytes).lines())
                    .as(card.profiled().product().toString())
                    .isEmpty();
            assertThat(CpsRecordCodec.decode(bytes)).isEqualTo(record);
        }
    }

    private static Path shipped() {
        try {
            return Path.of(Objects.requireNonNull(
                                    ShippedProductsTest.class.getResource("/org/cardwright/config/products"))
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
