package org.cardwright.perso.dgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.cardwright.sample.SampleData;

/** The orders behind the published records, prepared by the products of a directory. */
record GoldenOrders(Path directory, SecurityModule module) {

    /** golden.kek1-pin of golden-symmetric-keys.json. */
    private static final ByteString KEK1_PIN = ByteString.fromHex("7F570401010202047F57040204070708");

    /** The published products as they are. */
    static GoldenOrders published(SecurityModule module) {
        return new GoldenOrders(SampleData.path("profiles"), module);
    }

    /** A copy of the published products that can be edited. */
    static GoldenOrders editable(Path directory, SecurityModule module) {
        Path source = SampleData.path("profiles");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
            return new GoldenOrders(directory, module);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GoldenOrders edit(String old, String replacement) {
        try {
            Path file = directory.resolve("products/golden-visa.xml");
            String text = Files.readString(file);
            assertThat(text).contains(old);
            Files.writeString(file, text.replace(old, replacement));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The card of a section of cps-profiles.txt with that PIN. */
    PreparedCard prepared(String productName, String section, String pin) {
        EffectiveProduct product = ProductCatalog.load(directory)
                .forIssuer("golden")
                .find(productName, "", LocalDate.of(2024, 1, 1))
                .orElseThrow();
        ProfiledApplication card = new ProfiledApplication(
                order(productName, section, pin), product, List.of(CpsProfilesFile.hex("keys.icc_cert.serial")));
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
        String digits = pan.digits();
        ByteString panField = ByteString.fromHex("0000" + digits.substring(digits.length() - 13, digits.length() - 1));
        byte[] block = ByteString.fromHex("04" + pin + "F".repeat(10)).toByteArray();
        for (int i = 0; i < block.length; i++) {
            block[i] ^= (byte) panField.unsignedAt(i);
        }
        return TestDes.encrypt(KEK1_PIN, ByteString.of(block));
    }
}
