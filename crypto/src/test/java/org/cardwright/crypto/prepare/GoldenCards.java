package org.cardwright.crypto.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.crypto.module.VaultPassphrase;
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

/** Orders for the published Visa-like product, and the product with edits. */
final class GoldenCards {

    /** The issuer's discretionary data as in the publication. */
    static final SuppliedTracks TRACKS = new SuppliedTracks("", "", "", "1234500000000000", "1234512340000");

    /** golden.kek1-pin. */
    private static final String KEK1_PIN = "7F570401010202047F57040204070708";

    private static final String PRODUCT = "products/golden-visa.xml";

    private final Path directory;

    /** A copy of the published profiles. */
    GoldenCards(Path directory) {
        this.directory = directory;
        Path source = SampleData.path("profiles");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A module with all test keys and randomness that depends on the order. */
    static SecurityModule module(Path directory) {
        Path keys = SampleData.path("keys-test-only");
        try (SecretBytes passphrase = VaultPassphrase.read(keys.resolve("passphrase.txt"))) {
            KeyVault vault = KeyVault.create(directory.resolve("vault"), passphrase, PassphraseCost.LEAST);
            TestKeyImport.importAll(vault, keys);
            TestKeyImport.importGoldenKeys(vault, keys);
            return SoftwareSecurityModule.open(vault, ModulePolicy.test(KeyName.of("bureau.test-seed")));
        }
    }

    GoldenCards edit(String old, String replacement) {
        return edit(PRODUCT, old, replacement);
    }

    GoldenCards edit(String file, String old, String replacement) {
        try {
            String text = Files.readString(directory.resolve(file));
            if (!text.contains(old)) {
                throw new IllegalArgumentException(file + " does not contain " + old);
            }
            Files.writeString(directory.resolve(file), text.replace(old, replacement));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EffectiveProduct product() {
        return ProductCatalog.load(directory)
                .forIssuer("golden")
                .find("golden-visa", "", LocalDate.of(2024, 1, 1))
                .orElseThrow();
    }

    ProfiledApplication card(CardApplication order) {
        EffectiveProduct product = product();
        List<ByteString> serials = new ArrayList<>();
        product.certifyingKeys().forEach(key -> serials.add(ByteString.ofUnsigned(serials.size() + 1, 3)));
        return new ProfiledApplication(order, product, serials);
    }

    static CardApplication order(int number) {
        return order(number, TRACKS, pinBlock("1234"));
    }

    static CardApplication order(int number, SuppliedTracks tracks, EncryptedPinBlock pin) {
        return order(number, new Person(pan(), "TEST/CARDHOLDER", "2512"), new FromIssuer(tracks, pin, Map.of()));
    }

    static CardApplication order(Pan pan, EncryptedPinBlock pin) {
        return order(1, new Person(pan, "TEST/CARDHOLDER", "2512"), new FromIssuer(TRACKS, pin, Map.of()));
    }

    static CardApplication order(Pan pan, String name, String expirationYymm, Map<String, ByteString> secrets) {
        return order(1, new Person(pan, name, expirationYymm), new FromIssuer(TRACKS, pinBlock(pan, "1234"), secrets));
    }

    private record Person(Pan pan, String name, String expirationYymm) {}

    private record FromIssuer(SuppliedTracks tracks, EncryptedPinBlock pin, Map<String, ByteString> secrets) {}

    private static CardApplication order(int number, Person person, FromIssuer sent) {
        return new CardApplication(
                number,
                "A-" + number,
                "golden-visa",
                "",
                OrderReason.NEW,
                person.pan,
                new PanSequenceNumber(number % 100),
                person.name,
                person.name,
                List.of(),
                LocalDate.of(2022, 1, 1),
                ExpirationDate.ofYymm(person.expirationYymm),
                new ServiceCode("201"),
                sent.tracks,
                Optional.of(sent.pin),
                sent.secrets,
                "en",
                DeliveryAddress.NONE);
    }

    static Pan pan() {
        return Pan.of("4761739001010119");
    }

    /** ISO 9564-1 format 0 under golden.kek1-pin, by the platform's 3DES. */
    static EncryptedPinBlock pinBlock(String pin) {
        return pinBlock(pan(), pin);
    }

    static EncryptedPinBlock pinBlock(Pan pan, String pin) {
        String digits = pan.digits();
        byte[] block = ByteString.fromHex("0" + pin.length() + pin + "F".repeat(14 - pin.length()))
                .toByteArray();
        ByteString panField = ByteString.fromHex("0000" + digits.substring(digits.length() - 13, digits.length() - 1));
        for (int i = 0; i < block.length; i++) {
            block[i] ^= (byte) panField.unsignedAt(i);
        }
        return new EncryptedPinBlock(PinBlockFormat.ISO_0, des(Cipher.ENCRYPT_MODE, KEK1_PIN, ByteString.of(block)));
    }

    /** 3DES with a double-length key, ECB. */
    static ByteString des(int mode, String key, ByteString data) {
        try {
            byte[] expanded = ByteString.fromHex(key + key.substring(0, 16)).toByteArray();
            Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(expanded, "DESede"));
            return ByteString.of(cipher.doFinal(data.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
