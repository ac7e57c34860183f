package org.cardwright.jobs.scorecard;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.cardwright.crypto.key.AesKeyWrap;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.key.Tr31;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.crypto.operator.PassphraseRecord;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PanMask;
import org.cardwright.formats.profile.MalformedProfileException;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.formats.screening.EmbossFonts;
import org.cardwright.formats.xml.XmlDefinition;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.Issuer;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.machine.chip.ChipRecipeFile;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.decompile.ProfileDecompiler;
import org.cardwright.perso.file.InclusionProof;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.json.MalformedJsonException;
import org.cardwright.perso.medium.MediumArchive;
import org.cardwright.perso.medium.MediumManifest;
import org.cardwright.perso.show.ChipFileShow;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.perso.verify.PersoFileVerifier;
import org.cardwright.perso.verify.VerificationContext;
import org.cardwright.sample.PublishedVector;
import org.cardwright.sample.SampleData;

/** What reads the files of an installation and of its operators: settings, profiles, vault, keys, proofs, rejects. */
final class ConfigurationParsers {

    private static final int FAST = 1_000_000;
    private static final int WITH_FILES = 20_000;
    private static final int WITH_ARGON2 = 2_000;

    private final Path folder;
    private final MadeBatch made;
    private final List<Parsers.Parser> all = new ArrayList<>();

    ConfigurationParsers(Path folder, MadeBatch made) {
        this.folder = folder;
        this.made = made;
    }

    /** All of them. */
    List<Parsers.Parser> all() throws IOException {
        settings();
        definitions();
        keys();
        batches();
        media();
        return all;
    }

    private void add(String name, int inputs, byte[] valid, Class<?> declared, Parsers.Reading reading) {
        all.add(new Parsers.Parser(name, inputs, List.of(valid), List.of(declared), reading));
    }

    private Path home(String name) {
        Path home = folder.resolve(name);
        Directories.copy(made.bureau().home(), home);
        return home;
    }

    private void settings() throws IOException {
        HomeDirectory home = HomeDirectory.open(home("settings"));
        Path settings = home.config("cardwright.properties");
        String text = """
                policy = test
                key.test-seed = bureau.test-seed
                threads = 2
                slices-per-chunk = 8
                passphrase.memory-kib = 65536
                passphrase.iterations = 3
                database = jdbc:postgresql://host/name
                database.user = me
                database.password-file = secret
                """;
        add("settings", WITH_FILES, ascii(text), ConfigurationException.class, b -> {
            Files.write(settings, b);
            home.settings();
        });
        HomeDirectory other = HomeDirectory.open(home("issuer"));
        Path issuer = other.config("issuers").resolve("bank-one.properties");
        add("issuer", WITH_FILES, Files.readAllBytes(issuer), ConfigurationException.class, b -> {
            Files.write(issuer, b);
            Issuer.load(other, "bank-one");
        });
    }

    private void definitions() throws IOException {
        for (String file : List.of(
                "products/visa-sda.xml", "risk/visa-credit.xml", "chips/chips.xml", "certificates/bank-one-visa.xml")) {
            Path config = home(file.replace('/', '-')).resolve("config");
            add(file, WITH_FILES, Files.readAllBytes(config.resolve(file)), MalformedProfileException.class, b -> {
                Files.write(config.resolve(file), b);
                ProductCatalog.load(config);
            });
        }
        Path ranges = home("bins").resolve("config");
        Path range = Files.createDirectories(ranges.resolve("bins")).resolve("home.xml");
        String said = "<bin-range xmlns=\"urn:cardwright:profile:1\" id=\"home\" version=\"1\" effective=\"2024-01-01\""
                + " title=\"home\" first=\"99999911\" last=\"99999919\"><pin tries=\"3\"/></bin-range>";
        add("bins", WITH_FILES, ascii(said), MalformedProfileException.class, b -> {
            Files.write(range, b);
            ProductCatalog.load(ranges);
        });
        Path recipe = folder.resolve("recipe.xml");
        byte[] shipped = Files.readAllBytes(home("recipes").resolve("config/recipes/mchip4-36k.xml"));
        add("recipe", WITH_FILES, shipped, MalformedFileException.class, b -> {
            Files.write(recipe, b);
            ChipRecipeFile.load(recipe);
        });
        Path fonts = Files.createDirectories(folder.resolve("fonts"));
        String font = "gothic-10.xml";
        for (String each : List.of(font, "track-1.xml")) {
            Files.write(fonts.resolve(each), SampleData.bytes("layouts/fonts/" + each));
        }
        add("font", WITH_FILES, Files.readAllBytes(fonts.resolve(font)), MalformedFileException.class, b -> {
            Files.write(fonts.resolve(font), b);
            EmbossFonts.load(fonts);
        });
    }

    private void keys() throws IOException {
        PublishedVector block = PublishedVector.named("ANSI X9.143:2021 8.4.2 (B, KS block)");
        byte[] kbpk = ByteString.fromHex(block.input("kbpk")).toByteArray();
        add(
                "TR-31",
                FAST,
                ascii(block.input("keyblock")),
                KeyRefusedException.class,
                b -> Tr31.unwrap(text(b), SecretBytes.copyOf(kbpk)).key().close());
        for (AesKeyWrap wrap : AesKeyWrap.values()) {
            byte[] valid = wrap.wrap(SecretBytes.adopt(new byte[24]), SecretBytes.copyOf(kbpk))
                    .toByteArray();
            add(
                    "AES " + wrap,
                    FAST,
                    valid,
                    KeyRefusedException.class,
                    b -> wrap.unwrap(ByteString.of(b), SecretBytes.copyOf(kbpk)).close());
        }
        String record = PassphraseRecord.of(
                        "a passphrase of these tests".toCharArray(), PassphraseCost.LEAST, new SecureRandom())
                .text();
        add(
                "passphrase record",
                FAST,
                ascii(record),
                IllegalArgumentException.class,
                b -> PassphraseRecord.parse(text(b)));
        Path passphrase = folder.resolve("passphrase");
        add(
                "passphrase file",
                FAST,
                ascii("secret words\n"),
                SecurityModuleException.class,
                b -> VaultPassphrase.read(Files.write(passphrase, b)).close());
        vault();
    }

    private void vault() throws IOException {
        Path directory = folder.resolve("vault");
        byte[] secret = ascii("a passphrase of these tests");
        KeyVault.create(directory, SecretBytes.copyOf(secret), PassphraseCost.LEAST)
                .close();
        Path file = directory.resolve("keys.vault");
        add("vault", WITH_ARGON2, Files.readAllBytes(file), SecurityModuleException.class, b -> {
            Files.write(file, b);
            KeyVault.open(directory, SecretBytes.copyOf(secret)).close();
        });
    }

    private void batches() throws IOException {
        List<Manifest.RecordEntry> entries = new ArrayList<>();
        Manifest.read(made.directory().resolve(Manifest.NAME), entries::add);
        byte[] chips =
                Files.readAllBytes(made.directory().resolve(entries.get(0).file()));
        byte[] chip = Arrays.copyOf(chips, entries.get(0).length());
        add(
                "decompiler",
                FAST,
                chip,
                MalformedRecordException.class,
                b -> ProfileDecompiler.decompile(CpsRecordCodec.decode(ByteString.of(b))));
        Path shown = folder.resolve("shown.cps");
        add(
                "show",
                FAST,
                chips,
                MalformedFileException.class,
                b -> new ChipFileShow(Files.write(shown, b), OptionalInt.empty(), PanMask.STANDARD)
                        .text(Writer.nullWriter()));
        verified(entries.get(0).order());
    }

    /** What stands in a container once it is decrypted. */
    private void media() throws IOException {
        byte[] content = ascii("orders of an issuer");
        Path orders = Files.write(folder.resolve("orders.csv"), content);
        MediumManifest manifest = new MediumManifest(
                "bank-one",
                1,
                List.of(new MediumManifest.Entry(
                        "orders.csv", XmlDefinition.sha256(ByteString.of(content)), content.length, 1)));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        MediumArchive.write(archive, manifest, List.of(orders));
        add(
                "medium",
                FAST,
                archive.toByteArray(),
                MalformedFileException.class,
                b -> MediumArchive.read(
                        "medium", "bank-one", new ByteArrayInputStream(b), file -> OutputStream.nullOutputStream()));
    }

    /** The proof of a card; and rejects.csv of a batch, which the verifier reads whatever its hash is. */
    private void verified(String order) throws IOException {
        try (OpenedHome home = made.open()) {
            ManifestHead head =
                    Manifest.read(made.directory().resolve(Manifest.NAME)).head();
            ByteString salt = home.recordMac(head).salts(List.of(order)).get(0);
            byte[] proof = InclusionProof.make(made.directory(), order, salt)
                    .orElseThrow()
                    .toJson();
            add("proof", FAST, proof, MalformedJsonException.class, InclusionProof::read);
        }
        Path batch = made.copyTo(folder.resolve("batch"));
        Path rejects = batch.resolve("rejects.csv");
        PersoFileVerifier verifier = new PersoFileVerifier(VerificationContext.publicPart(
                CaPublicKeys.read(new ByteArrayInputStream(SampleData.bytes("keys-test-only/ca-public-keys.json"))),
                SignatureVerifier.ed25519()));
        // findings, never an exception
        all.add(new Parsers.Parser("rejects", WITH_FILES, List.of(Files.readAllBytes(rejects)), List.of(), b -> {
            Files.write(rejects, b);
            verifier.verify(batch);
        }));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
