package org.cardwright.jobs.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.prepare.CardPreparation;
import org.cardwright.crypto.prepare.PreparationResult;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.dgi.DgiAssembler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S2-08: a bureau adds a product, its chip and its risk profile by files alone, and cards come out. */
class NewProductTest {

    @TempDir
    private Path directory;

    @Test
    void a_product_added_by_files_alone_makes_cards_that_the_verifier_accepts() throws IOException {
        Path configuration = ShippedConfigurationUnderTest.copy(directory.resolve("configuration"));
        addFiles(configuration);

        EffectiveProduct product = ProductCatalog.load(configuration)
                .forIssuer("bank-one")
                .find("city-card", "gold", ShippedOrders.TODAY)
                .orElseThrow();
        assertThat(product.applications().get(0).fixed("9F17", CardInterface.CONTACT))
                .contains(ByteString.fromHex("05"));

        try (SecurityModule module = ShippedConfigurationUnderTest.module(directory)) {
            assertThat(ShippedConfigurationUnderTest.linter(module).lint(product))
                    .isEmpty();
            PreparationResult result = new CardPreparation(module)
                    .prepare(List.of(ShippedOrders.card(product, 1)))
                    .get(0);
            assertThat(result).isInstanceOf(PreparationResult.Prepared.class);
            ByteString record =
                    CpsRecordCodec.encode(new DgiAssembler().record(((PreparationResult.Prepared) result).card()));
            assertThat(ShippedConfigurationUnderTest.verifier().verify(record).lines())
                    .isEmpty();
            assertThat(record.toHex()).contains("9010020505");
        }
    }

    private static void addFiles(Path configuration) throws IOException {
        Files.writeString(configuration.resolve("chips/city.xml"), """
                <chips xmlns="urn:cardwright:profile:1">
                  <chip id="city-chip" operating-system="native" applet="VSDC 2.7" families="VIS"
                        max-rsa-bits="1152" memory-bytes="8192" channel="SCP02" cps="1.1"/>
                </chips>
                """);
        Files.writeString(
                configuration.resolve("risk/city.xml"),
                Files.readString(configuration.resolve("risk/visa-credit.xml"))
                        .replace("id=\"visa-credit\"", "id=\"city\"")
                        .replace("<pin tries=\"3\"/>", "<pin tries=\"5\"/>"));
        Files.writeString(
                configuration.resolve("products/city-card.xml"),
                Files.readString(configuration.resolve("products/visa-sda.xml"))
                        .replace("id=\"visa-sda\"", "id=\"city-card\"")
                        .replace("chip=\"native-vsdc-8k\"", "chip=\"city-chip\"")
                        .replace("risk profile=\"visa-credit\"", "risk profile=\"city\"")
                        .replace("prefix=\"99999911\"", "prefix=\"99999919\"")
                        .replace("text=\"VISA CREDIT\"", "text=\"CITY CARD\""));
    }
}
