package org.cardwright.perso.dgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.prepare.CardPreparation;
import org.cardwright.crypto.prepare.PreparationResult;
import org.cardwright.crypto.prepare.PreparedCard;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.DeliveryAddress;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.OrderReason;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.card.SuppliedTracks;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.formats.profile.ProfiledApplication;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From product XML to the published records, byte for byte. cps 6.3, 6.4. */
class GoldenRecordTest {

    /** golden.kek1-pin of golden-symmetric-keys.json. */
    private static final ByteString KEK1_PIN = ByteString.fromHex("7F570401010202047F57040204070708");

    @TempDir
    private static Path directory;

    private static SecurityModule module;

    @BeforeAll
    static void openModule() {
        module = new GoldenModule(GoldenModule.open(directory));
    }

    @AfterAll
    static void closeModule() {
        module.close();
    }

    @Test
    void the_visa_like_product_gives_the_published_record() {
        assertThat(record("golden-visa", "visa").toHex()).isEqualTo(CpsProfilesFile.text("visa.record"));
        assertThat(record("golden-visa", "visa").toByteArray()).isEqualTo(SampleData.vectors("rec_visa.bin"));
    }

    @Test
    void the_mastercard_like_product_gives_the_published_record() {
        assertThat(record("golden-mc", "mc").toHex()).isEqualTo(CpsProfilesFile.text("mc.record"));
        assertThat(record("golden-mc", "mc").toByteArray()).isEqualTo(SampleData.vectors("rec_mc.bin"));
    }

    @Test
    void another_pin_changes_the_pin_data_grouping_only() {
        ByteString published = record("golden-visa", "visa");
        ByteString other = encode(prepared(order("golden-visa", "visa", "1235"), "golden-visa"));
        assertThat(other.size()).isEqualTo(published.size());
        assertThat(other.slice(0, 0x0484 + 3)).isEqualTo(published.slice(0, 0x0484 + 3));
        assertThat(other.slice(0x0484 + 3, 0x048F)).isNotEqualTo(published.slice(0x0484 + 3, 0x048F));
        assertThat(other.slice(0x048F)).isEqualTo(published.slice(0x048F));
    }

    private static ByteString record(String product, String section) {
        return encode(prepared(order(product, section, "1234"), product));
    }

    private static ByteString encode(PreparedCard card) {
        return CpsRecordCodec.encode(new DgiAssembler().record(card));
    }

    private static PreparedCard prepared(CardApplication order, String productName) {
        EffectiveProduct product = ProductCatalog.load(SampleData.path("profiles"))
                .forIssuer("golden")
                .find(productName, "", LocalDate.of(2024, 1, 1))
                .orElseThrow();
        ProfiledApplication card =
                new ProfiledApplication(order, product, List.of(CpsProfilesFile.hex("keys.icc_cert.serial")));
        PreparationResult result =
                new CardPreparation(module).prepare(List.of(card)).get(0);
        assertThat(result).isInstanceOf(PreparationResult.Prepared.class);
        return ((PreparationResult.Prepared) result).card();
    }

    private static CardApplication order(String product, String section, String pin) {
        Pan pan = Pan.of(CpsProfilesFile.text(section + ".pan"));
        return new CardApplication(
                1,
                "GOLDEN-1",
                product,
                "",
                OrderReason.NEW,
                pan,
                new PanSequenceNumber(1),
                "TEST/CARDHOLDER",
                List.of(),
                LocalDate.of(2022, 1, 1),
                ExpirationDate.ofYymm("2512"),
                new ServiceCode("201"),
                new SuppliedTracks("", "", "", "1234500000000000", "1234512340000"),
                Optional.of(new EncryptedPinBlock(PinBlockFormat.ISO_0, pinBlock(pan, pin))),
                Map.of(),
                "en",
                DeliveryAddress.NONE);
    }

    /** ISO 9564-1 format 0 under the PIN key of KEK1, made with the platform's 3DES. */
    private static ByteString pinBlock(Pan pan, String pin) {
        ByteString pinField = ByteString.fromHex("04" + pin + "F".repeat(10));
        String digits = pan.digits();
        ByteString panField = ByteString.fromHex("0000" + digits.substring(digits.length() - 13, digits.length() - 1));
        byte[] block = pinField.toByteArray();
        for (int i = 0; i < block.length; i++) {
            block[i] ^= (byte) panField.unsignedAt(i);
        }
        return TestDes.encrypt(KEK1_PIN, ByteString.of(block));
    }
}
