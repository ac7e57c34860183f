package org.cardwright.machine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.chip.ChipPersonalizer;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.chip.ChipRecipeFile;
import org.cardwright.machine.chip.PersonalizationOutcome;
import org.cardwright.machine.chip.StoreDataScript;
import org.cardwright.machine.terminal.CaKeys;
import org.cardwright.machine.virtualcard.TransportKeySecrets;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.show.TransportKeys;
import org.cardwright.sample.SampleData;

/** The two published records as cards: {@code vectors/rec_visa.bin} and {@code rec_mc.bin}, both with PIN 1234. */
public final class GoldenCards {

    /** A day in the life of the golden cards. */
    public static final LocalDate TODAY = LocalDate.of(2024, 5, 6);

    /** PIN of both. */
    public static final String PIN = "1234";

    private GoldenCards() {}

    public static CpsRecord visa() {
        return CpsRecordCodec.decode(ByteString.of(SampleData.vectors("rec_visa.bin")));
    }

    public static CpsRecord mastercard() {
        return CpsRecordCodec.decode(ByteString.of(SampleData.vectors("rec_mc.bin")));
    }

    public static ChipRecipe recipe() {
        try {
            return ChipRecipeFile.load(SampleData.path("profiles/recipes/golden-chip.xml"));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** A seeded generator: what a test saw once it sees again. */
    public static SecureRandom random() {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(20240506);
            return random;
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    public static TransportKeys transportKeys() {
        try {
            return TransportKeys.read(
                    new ByteArrayInputStream(SampleData.bytes("keys-test-only/golden-transport-keys.json")));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** A blank card for the applications of a record. */
    public static VirtualCard blank(CpsRecord record, ChipRecipe recipe) {
        List<ByteString> aids =
                record.applications().stream().map(CpsApplication::aid).toList();
        return VirtualCard.blank(
                recipe, aids, new VirtualCard.Surroundings(new TransportKeySecrets(record, transportKeys()), random()));
    }

    /** A card of a record, personalized by its script. */
    public static VirtualCard card(CpsRecord record) {
        VirtualCard card = blank(record, recipe());
        for (CpsApplication application : record.applications()) {
            PersonalizationOutcome outcome =
                    new ChipPersonalizer(new InMemoryChannel(card)).run(StoreDataScript.of(application, recipe()));
            if (!(outcome instanceof PersonalizationOutcome.Done)) {
                throw new IllegalStateException(outcome.toString());
            }
        }
        return card;
    }

    /** The record with one data grouping changed. */
    public static CpsRecord with(CpsRecord record, String dgi, UnaryOperator<ByteString> change) {
        CpsApplication application = record.applications().get(0);
        List<Dgi> dgis = application.dgis().stream()
                .map(old -> old.id().toString().equals(dgi) ? new Dgi(old.id(), change.apply(old.value())) : old)
                .toList();
        return with(record, dgis);
    }

    /** The record with other data groupings. */
    public static CpsRecord with(CpsRecord record, List<Dgi> dgis) {
        CpsApplication old = record.applications().get(0);
        return CpsRecord.of(
                record.header(),
                List.of(new CpsApplication(
                        old.aid(),
                        old.transportKeys(),
                        old.owner(),
                        old.steps(),
                        old.logData(),
                        dgis,
                        old.macSection())));
    }

    /** The published CA key, under both payment systems. */
    public static CaKeys caKeys() {
        RsaPublicKey key = new RsaPublicKey(ByteString.fromHex(profileValue("ca.n")), ByteString.fromHex("03"));
        return (rid, index, modulusBytes) ->
                index == 0xFE && modulusBytes == key.modulus().size() ? Optional.of(key) : Optional.empty();
    }

    private static String profileValue(String name) {
        String text = new String(SampleData.vectors("cps-profiles.txt"), StandardCharsets.US_ASCII);
        return text.lines()
                .filter(line -> line.startsWith(name + " = "))
                .map(line -> line.substring(name.length() + 3))
                .findFirst()
                .orElseThrow();
    }

    /** A module with the master keys of the golden issuer. */
    public static SecurityModule module(Path directory) {
        return module(directory, vault -> {});
    }

    /** The same with more keys. */
    static SecurityModule module(Path directory, Consumer<KeyVault> more) {
        Path keys = SampleData.path("keys-test-only");
        try (SecretBytes passphrase = VaultPassphrase.read(keys.resolve("passphrase.txt"))) {
            KeyVault vault = KeyVault.create(directory.resolve("vault"), passphrase, PassphraseCost.LEAST);
            TestKeyImport.importAll(vault, keys);
            TestKeyImport.importGoldenKeys(vault, keys);
            more.accept(vault);
            return SoftwareSecurityModule.open(vault, ModulePolicy.test(KeyName.of("bureau.test-seed")));
        }
    }
}
