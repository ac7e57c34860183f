package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
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
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.formats.screening.EmbossFonts;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.perso.verify.CaPublicKey;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.perso.verify.Expectations;
import org.cardwright.perso.verify.PersoFileVerifier;
import org.cardwright.perso.verify.VerificationContext;
import org.cardwright.pipeline.close.Inspection;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.cardwright.pipeline.step.Progress;
import org.cardwright.pipeline.step.StageTimes;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real orders, real products, real keys: from an issuer's file to sealed personalization files. */
class InstallationTest {

    private static final ByteString KEK1_PIN = ByteString.fromHex("7F570401010202047F57040204070708");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-01-01T12:00:00Z"), ZoneOffset.UTC);

    private static final AtomicInteger ORDERS_FOUND = new AtomicInteger();

    @TempDir
    private static Path vault;

    private static SecurityModule module;

    @TempDir
    private Path directory;

    @BeforeAll
    static void open_the_vault() {
        Path keys = SampleData.path("keys-test-only");
        try (SecretBytes passphrase = VaultPassphrase.read(keys.resolve("passphrase.txt"))) {
            KeyVault fresh = KeyVault.create(vault.resolve("vault"), passphrase, PassphraseCost.LEAST);
            TestKeyImport.importAll(fresh, keys);
            TestKeyImport.importGoldenKeys(fresh, keys);
            module = SoftwareSecurityModule.open(fresh, ModulePolicy.test(KeyName.of("bureau.test-seed")));
        }
    }

    @AfterAll
    static void close_the_vault() {
        module.close();
    }

    @Test
    void makes_the_published_products_from_an_issuers_file() throws Exception {
        Home home = new Home(directory);
        ORDERS_FOUND.set(0);
        BatchOutcome outcome = run(home, export());

        assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.DONE);
        assertThat(ORDERS_FOUND).as("orders the verifier compared cards with").hasPositiveValue();
        assertThat(outcome.counts()).isEqualTo(new BatchCounts(4, 2, 2, 0, 0));
        Path sealed = outcome.directory().orElseThrow();
        Manifest manifest = Manifest.read(sealed.resolve(Manifest.NAME));
        assertThat(manifest.head().batch()).isEqualTo(outcome.batch());
        assertThat(manifest.head().profiles())
                .extracting(p -> p.name() + "/" + p.version())
                .containsExactly("golden-mc/1", "golden-visa/1");
        assertThat(manifest.head().keys())
                .extracting(k -> k.name())
                .contains("golden.imk-ac/1", "golden.tk-key/1", "bureau.record-mac/1");
        try (PersoFileReader reader = PersoFileReader.open(sealed)) {
            CpsRecord visa = chip(reader);
            CpsRecord mc = chip(reader);
            assertThat(visa.applications().get(0).aid().toHex()).isEqualTo("A0000000031010");
            assertThat(mc.applications().get(0).aid().toHex()).isEqualTo("A0000000041010");
        }
    }

    @Test
    void says_why_the_other_orders_were_not_made() throws Exception {
        Home home = new Home(directory);
        Path export = export();
        BatchOutcome outcome = run(home, export);

        try (Pipeline pipeline = open(home)) {
            assertThat(pipeline.batch(outcome.batch()).orElseThrow().rejects())
                    .containsExactly(
                            new Screened.Rejected(3, "G-3", "PIN_BLOCK", RejectReason.PIN_BLOCK_WITHOUT_PIN),
                            new Screened.Rejected(4, "G-4", "PAN", RejectReason.DUPLICATE_CARD_IN_BATCH));
        }
    }

    @Test
    void times_every_arrow() throws Exception {
        BatchOutcome outcome = run(new Home(directory), export());

        assertThat(outcome.times().stages())
                .extracting(StageTimes.StageTime::stage)
                .contains(
                        "read",
                        "screen",
                        "profile",
                        "secrets",
                        "icc_keys",
                        "card_keys",
                        "assemble",
                        "encode",
                        "bind",
                        "clear",
                        "stage",
                        "register",
                        "ledger",
                        "checkpoint",
                        "append",
                        "verify",
                        "seal",
                        "count");
        assertThat(outcome.times().stages()).allMatch(stage -> stage.nanos() > 0 && stage.cards() > 0);
    }

    @Test
    void refuses_to_start_when_a_key_is_missing() throws Exception {
        Home home = new Home(directory);
        Installation installation = installation(KeyName.of("bureau.absent"));

        try (Pipeline pipeline = Pipeline.open(home.settings(), ports(installation))) {
            BatchOutcome outcome = pipeline.prepare(new BatchRequest(export(), "golden", home.out()));

            assertThat(outcome.exitCode()).as(outcome.message()).isEqualTo(77);
            assertThat(outcome.message()).contains("bureau.absent");
            assertThat(home.output()).isEmpty();
            assertThat(pipeline.batches()).isEmpty();
        }
    }

    private static CpsRecord chip(PersoFileReader reader) throws Exception {
        return CpsRecordCodec.decode(
                Optional.ofNullable(reader.next().orElseThrow().channels().get(Channel.CHIP))
                        .orElseThrow());
    }

    private BatchOutcome run(Home home, Path export) throws Exception {
        try (Pipeline pipeline = open(home)) {
            return pipeline.prepare(new BatchRequest(export, "golden", home.out()));
        }
    }

    private static Pipeline open(Home home) throws Exception {
        return Pipeline.open(home.settings(), ports(installation(KeyName.of("bureau.manifest-signing"))));
    }

    private static PipelinePorts ports(Installation installation) {
        return new PipelinePorts(module, KeyName.of("bureau.record-mac"), installation, CLOCK, Progress.NONE);
    }

    private static Installation installation(KeyName signingKey) throws Exception {
        Path layout = Path.of(
                InstallationTest.class.getResource("golden-delimited.xml").toURI());
        return new Installation(
                module,
                catalog(),
                Map.of("golden", List.of(IssuerLayout.load(layout))),
                Map.of(),
                EmbossFonts.load(SampleData.path("layouts/fonts")),
                Map.of(),
                KeyName.of("bureau.record-mac"),
                signingKey,
                (rid, index, bytes) -> Optional.empty(),
                sheet -> batch -> inspection(sheet, batch));
    }

    /** The independent verifier with everything it can know; every made card must be that of its order. */
    private static Inspection inspection(BatchDefinition.ReleaseSheet sheet, Path batch) throws IOException {
        Expectations expectations = new Expectations() {
            @Override
            public Optional<CardApplication> order(String orderReference) {
                Optional<CardApplication> order = sheet.orders().find(orderReference);
                ORDERS_FOUND.addAndGet(order.isPresent() ? 1 : 0);
                return order;
            }

            @Override
            public Optional<EffectiveProduct> product(String group, String orderReference) {
                return catalog().forIssuer(sheet.issuer()).all(sheet.businessDate()).stream()
                        .filter(product -> product.group().equals(group))
                        .findFirst();
            }
        };
        return Inspection.of(new PersoFileVerifier(new VerificationContext(
                        new CaPublicKeys(List.of(caKey("A000000003"), caKey("A000000004"))),
                        module.seals(),
                        Optional.of(module.inventory().ed25519PublicKey(KeyName.of("bureau.manifest-signing"))),
                        Optional.of(module),
                        Optional.of(KeyName.of("bureau.record-mac")),
                        expectations))
                .verify(batch));
    }

    /** The published test authority under the identifier of a payment system. */
    private static CaPublicKey caKey(String ridHex) {
        KeyInventory.RsaPublicKey key = module.inventory().rsaPublicKey(KeyName.of("golden.ca"));
        ByteString rid = ByteString.fromHex(ridHex);
        ByteString covered = ByteString.concat(rid, ByteString.ofByte(0xFE), key.modulus(), key.exponent());
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            ByteString hash = ByteString.of(sha1.digest(covered.toByteArray()));
            return new CaPublicKey(rid, 0xFE, key.modulus(), key.exponent(), hash, Optional.empty());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static ProductCatalog catalog() {
        return ProductCatalog.load(SampleData.path("profiles"));
    }

    private Path export() throws Exception {
        List<String> lines = new ArrayList<>(List.of(
                "H;GOLDEN;1",
                "order;product;reason;pan;psn;name;valid_from;expires;service_code;track1_data;track2_data;pin_block;"
                        + "pin_block_format"));
        lines.add(line("G-1", "V", "4761739001010010", true));
        lines.add(line("G-2", "M", "5413339000001513", true));
        lines.add(line("G-3", "V", "4761739001010119", false));
        lines.add(line("G-4", "V", "4761739001010010", true));
        lines.add("T;4");
        return Files.write(directory.resolve("orders.csv"), lines);
    }

    private static String line(String order, String product, String pan, boolean rightPin) throws Exception {
        ByteString pinBlock = rightPin ? pinBlock(Pan.of(pan)) : ByteString.fromHex("0123456789ABCDEF");
        return order + ";" + product + ";N;" + pan + ";01;TEST/CARDHOLDER;2022-01-01;12/25;201;1234500000000000;"
                + "1234512340000;" + pinBlock.toHex() + ";0";
    }

    /** ISO 9564-1 format 0 with PIN 1234, under the PIN key of KEK1. */
    private static ByteString pinBlock(Pan pan) throws GeneralSecurityException {
        String digits = pan.digits();
        byte[] block = ByteString.fromHex("041234FFFFFFFFFF").toByteArray();
        ByteString field = ByteString.fromHex("0000" + digits.substring(digits.length() - 13, digits.length() - 1));
        for (int i = 0; i < block.length; i++) {
            block[i] ^= (byte) field.unsignedAt(i);
        }
        Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
        ByteString key = KEK1_PIN.plus(KEK1_PIN.slice(0, 8));
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.toByteArray(), "DESede"));
        return ByteString.of(cipher.doFinal(block));
    }
}
