package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.under;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyGeneration.Specification;
import org.cardwright.crypto.module.Pins.NewPinRequest;
import org.cardwright.crypto.module.Pins.PinOffsetRequest;
import org.cardwright.crypto.module.Pins.PinTranslationRequest;
import org.cardwright.crypto.module.Pins.PinValueRequest;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.cardwright.formats.profile.PinSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In production the owner inside the key block decides between which keys a PIN passes, whatever their labels say. */
class PinKeyOwnersTest {

    private static final Party ONE = new Party("bank-one");
    private static final Party TWO = new Party("bank-two");
    private static final Party MAKER = new Party("personalizer");
    private static final KeyName STORAGE = KeyName.of("bank-two.storage-of-one");
    private static final EncryptedPinBlock NO_PIN =
            new EncryptedPinBlock(PinBlockFormat.ISO_1, ByteString.repeat(0x55, 8));

    @TempDir
    private static Path directory;

    private static SoftwareSecurityModule module;

    @BeforeAll
    static void makeKeys() {
        try (SecretBytes passphrase =
                SecretBytes.copyOf("a passphrase of a test".getBytes(StandardCharsets.US_ASCII))) {
            KeyVault vault = KeyVault.create(directory.resolve("vault"), passphrase, PassphraseCost.LEAST);
            KeyDirection in = KeyDirection.ISSUER_TO_DATA_PREPARATION;
            KeyDirection out = KeyDirection.DATA_PREPARATION_TO_PERSONALIZER;
            generate(vault, "kek1-one", KeyPurpose.PIN_ENCRYPTION, in, of(ONE, null));
            generate(vault, "kek1-two", KeyPurpose.PIN_ENCRYPTION, in, of(TWO, MAKER));
            generate(vault, "kek1-nobody", KeyPurpose.PIN_ENCRYPTION, in, KeyCustody.UNKNOWN);
            generate(vault, "pvv-one", KeyPurpose.PVK_PVV, KeyDirection.NONE, of(ONE, null));
            // a label says nothing
            generate(vault, "bank-one.pvv-two", KeyPurpose.PVK_PVV, KeyDirection.NONE, of(TWO, null));
            generate(vault, "pvv-maker", KeyPurpose.PVK_PVV, KeyDirection.NONE, of(MAKER, null));
            generate(vault, "pvv-nobody", KeyPurpose.PVK_PVV, KeyDirection.NONE, KeyCustody.UNKNOWN);
            generate(vault, "ibm-one", KeyPurpose.PVK_IBM, KeyDirection.NONE, of(ONE, null));
            generate(vault, "kek2-shared", KeyPurpose.PIN_ENCRYPTION, out, of(MAKER, null));
            generate(vault, "kek2-one", KeyPurpose.PIN_ENCRYPTION, out, of(MAKER, ONE));
            module = SoftwareSecurityModule.open(vault, ModulePolicy.production());
        }
        module.pins().createStorageKey(STORAGE, ONE);
    }

    private static KeyCustody of(Party owner, @Nullable Party recipient) {
        return new KeyCustody(Optional.of(owner), Optional.ofNullable(recipient), Exportability.NEVER);
    }

    private static void generate(
            KeyVault vault, String label, KeyPurpose purpose, KeyDirection direction, KeyCustody custody) {
        KeyGeneration.generate(
                vault, new Specification(KeyName.of(label), purpose, KeyAlgorithm.TDES, 16, direction), custody);
    }

    @AfterAll
    static void close() {
        module.close();
    }

    private static EncryptedPinBlock drawn() {
        return module.pins()
                .newPins(List.of(new NewPinRequest("A-1/PIN", new PinSource.Random(4), PAN, STORAGE)))
                .get(0);
    }

    private static List<PinAnswer<String>> value(String pvk, KeyName pinKey, EncryptedPinBlock block) {
        return module.pins()
                .pinVerificationValues(List.of(new PinValueRequest(KeyName.of(pvk), 1, pinKey, block, PAN)));
    }

    @Test
    void a_value_is_made_under_a_key_whose_owner_has_the_pin_key() {
        assertThat(value("pvv-one", STORAGE, drawn()).get(0).made()).isPresent();
        assertThat(value("pvv-one", KeyName.of("kek1-one"), NO_PIN).get(0).made())
                .isEmpty();
        assertThat(value("pvv-maker", KeyName.of("kek1-two"), NO_PIN).get(0).made())
                .isEmpty();
        for (String pvk : List.of("bank-one.pvv-two", "pvv-maker")) {
            assertRefused(() -> value(pvk, STORAGE, drawn()), "belong to two issuers");
            assertRefused(() -> value(pvk, KeyName.of("kek1-one"), NO_PIN), "belong to two issuers");
        }
        assertRefused(() -> value("pvv-one", KeyName.of("kek1-two"), NO_PIN), "belong to two issuers");
        PinOffsetProfile rule = new PinOffsetProfile(new KeyReference("ibm-one", 1), 4, "0123456789012345", 1, 16, 'F');
        assertRefused(
                () -> module.pins()
                        .ibmOffsets(List.of(new PinOffsetRequest(rule, KeyName.of("kek1-two"), NO_PIN, PAN))),
                "belong to two issuers");
    }

    @Test
    void keys_of_nobody_make_no_values_in_production() {
        assertRefused(() -> value("pvv-nobody", STORAGE, drawn()), "pvv-nobody/1 has no owner");
        assertRefused(() -> value("pvv-one", KeyName.of("kek1-nobody"), NO_PIN), "kek1-nobody/1 has no owner");
    }

    /** Otherwise ten thousand blocks of one's own are a code book of the key under which all chips get their PINs. */
    @Test
    void a_pin_that_was_made_here_shares_its_key_with_nobody() {
        EncryptedPinBlock block = drawn();
        ByteString chip = translated(STORAGE, block, "kek2-one").get(0).made().orElseThrow();
        assertThat(module.checks().samePin(chip, translation(STORAGE, block, "kek2-one")))
                .isTrue();
        assertRefused(() -> translated(STORAGE, drawn(), "kek2-shared"), "goes under a key of its issuer alone");
        assertThat(translated(KeyName.of("kek1-one"), NO_PIN, "kek2-one").get(0).made())
                .isEmpty();
        for (String foreign : List.of("kek1-two", "kek1-nobody")) {
            assertRefused(
                    () -> translated(KeyName.of(foreign), NO_PIN, "kek2-one"), "PINs that are drawn for bank-one");
            assertRefused(
                    () -> module.checks().samePin(chip, translation(KeyName.of(foreign), NO_PIN, "kek2-one")),
                    "PINs that are drawn for bank-one");
            assertThat(translated(KeyName.of(foreign), NO_PIN, "kek2-shared")
                            .get(0)
                            .made())
                    .isEmpty();
        }
    }

    private static PinTranslationRequest translation(KeyName from, EncryptedPinBlock block, String to) {
        return new PinTranslationRequest("A-1/8010", from, block, PAN, under(to, Mode.ECB), PinBlockFormat.ISO_2);
    }

    private static List<PinAnswer<ByteString>> translated(KeyName from, EncryptedPinBlock block, String to) {
        return module.pins().translate(List.of(translation(from, block, to)));
    }
}
