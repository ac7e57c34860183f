package org.cardwright.crypto.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser.Expectation;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser.ResponseFile;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.IssuerKeys;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.crypto.oda.CaPublicKey;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key, its request, the answer of a test authority, and the certificate out of it. */
class CertificationCircleTest {

    private static final KeyName KEY = new KeyName("bank-one.issuer-new", 2);
    private static final KeyName CA = KeyName.of("test-ca.a000000003-e0");
    private static final int CA_INDEX = 0xE0;
    private static final long SEED = Long.getLong("seed", 20261122);

    @TempDir
    private static Path directory;

    private static SecurityModule module;
    private static RsaPublicKey key;

    private static SecurityModule sandbox(Path place) {
        try (SecretBytes passphrase = SecretBytes.copyOf(new byte[] {'a'})) {
            KeyVault vault = KeyVault.create(place.resolve("vault"), passphrase, PassphraseCost.LEAST);
            TestKeyImport.importAll(vault, SampleData.path("keys-test-only"));
            return SoftwareSecurityModule.open(vault, ModulePolicy.test());
        }
    }

    @BeforeAll
    static void generate() {
        module = sandbox(directory);
        key = module.issuerKeys().generate(KEY, 1408, 3);
    }

    @AfterAll
    static void close() {
        module.close();
    }

    @Test
    void a_generated_key_stands_in_the_inventory_and_is_made_once() {
        assertThat(module.inventory().rsaPublicKey(KEY)).isEqualTo(key);
        assertThat(key.modulus().size()).isEqualTo(176);
        assertThat(module.inventory().find(KEY)).hasValueSatisfying(found -> {
            assertThat(found.test()).isFalse();
            assertThat(found.algorithm()).isEqualTo("RSA-1408");
        });
        assertThatThrownBy(() -> module.issuerKeys().generate(KEY, 1408, 3))
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining("there is a key bank-one.issuer-new/2 already");
        assertThatThrownBy(() -> module.issuerKeys().generate(KeyName.of("other"), 1000, 3))
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining("1024 to 1984 bits");
    }

    @Test
    void writes_every_field_of_a_request_where_the_table_says() throws Exception {
        IssuerKeyRequest request = request("A000000003");
        ByteString content = written(request);

        String clear = "43574B52" + "01" + "A000000003" + "999999FF" + "000002" + "960097" + "10100000" + "1231" + "B0"
                + key.modulus().toHex() + "01" + "03";
        assertThat(content.toHex()).startsWith(clear);
        assertThat(content.size()).isEqualTo(clear.length() / 2 + 32 + 176);
        assertThat(generic().fileName(request)).isEqualTo("A000000003-999999-960097.cwkr");
        assertThat(generic().read("request", content)).isEqualTo(request);
        assertThat(generic().fault(content, request)).isEmpty();
    }

    @Test
    void refuses_each_changed_byte_of_a_request_twice() {
        IssuerKeyRequest request = request("A000000003");
        ByteString content = written(request);
        for (int at = 0; at < content.size(); at++) {
            byte[] changed = content.toByteArray();
            changed[at] ^= (byte) (1 << at % 8);
            ByteString other = ByteString.of(changed);

            MalformedFileException refused = Objects.requireNonNull(catchThrowableOfType(
                    MalformedFileException.class, () -> generic().read("request", other)));
            assertThat(refused.rule()).as("byte " + at).startsWith("C-3");
            assertThat(refused.place()).startsWith("offset ");
            assertThat(generic().fault(other, request)).as("byte " + at).isPresent();
        }
        for (int bytes = 0; bytes < content.size(); bytes += 7) {
            ByteString cut = content.slice(0, bytes);
            assertThatThrownBy(() -> generic().read("request", cut)).hasMessageContaining("C-301");
        }
        assertThatThrownBy(() -> generic().read("request", content.plus(content)))
                .hasMessageContaining("self-signature: C-301: the file goes on behind it");
    }

    @Test
    void refuses_a_request_signed_with_another_key() {
        IssuerKeyRequest request = request("A000000003");
        KeyName other = KeyName.of("bank-one.issuer-a000000003");
        ByteString content = generic().write(request, (frame, signed) -> ByteString.repeat(0x11, 176));

        assertThatThrownBy(() -> generic().read("request", content)).hasMessageContaining("self-signature: C-304");
        assertThat(generic().fault(content, request)).contains("its self-signature does not verify");
        IssuerKeys keys = module.issuerKeys();
        assertThatThrownBy(() -> generic().write(request, (frame, signed) -> keys.signRequest(other, frame, signed)))
                .hasMessage("a key request holds the public key that signs it");
        assertThatThrownBy(() -> keys.signRequest(CA, SignatureFrame.SHA256_DIGEST_INFO, content))
                .hasMessageContaining("is for CA_RSA");
    }

    @ParameterizedTest
    @CsvSource({
        "visa, A000000003, 960097.IE0",
        "unionpay, A000000333, 960097.IE0",
        "mastercard, A000000004, 999999-000002.cE0"
    })
    void the_answer_of_a_test_authority_is_read_in_every_layout(String layout, String rid, String name)
            throws Exception {
        IssuerKeyRequest asked = generic().read("request", written(request(rid)));

        ResponseFile answer = authority(module, rid).answer(asked, layout(layout));

        assertThat(answer.name()).isEqualTo(name);
        IssuerCertificateResponse read = read(layout, answer, asked);
        assertThat(read.certified().publicKey()).isEqualTo(key);
        assertThat(read.certified().issuerIdentifier()).isEqualTo("999999");
        assertThat(read.certified().expirationDate()).isEqualTo(asked.expirationDate());
        assertThat(read.data().remainder()).isEqualTo(key.modulus().slice(176 - 36));
        assertThat(authority(module, rid).answer(asked, layout(layout)).content())
                .isEqualTo(answer.content());
    }

    @ParameterizedTest
    @CsvSource({"visa, A000000003", "mastercard, A000000004"})
    void each_changed_byte_of_an_answer_with_a_remainder_is_refused(String layout, String rid) {
        IssuerKeyRequest asked = request(rid);
        ResponseFile answer = authority(module, rid).answer(asked, layout(layout));
        int remainderAt = layout.equals("visa") ? 15 : 8;
        for (int at = 0; at < answer.content().size(); at += at < 64 ? 1 : 5) {
            byte[] changed = answer.content().toByteArray();
            changed[at] ^= 0x10;
            ResponseFile other = new ResponseFile(answer.name(), ByteString.of(changed));

            MalformedFileException refused = Objects.requireNonNull(
                    catchThrowableOfType(MalformedFileException.class, () -> read(layout, other, asked)));
            assertThat(refused.rule()).as("byte " + at).startsWith("C-2");
            if (at >= remainderAt && at < remainderAt + 36) {
                assertThat(refused.place()).isEqualTo("offset " + remainderAt + ", issuer key remainder");
            }
        }
    }

    /** Whatever happens to a file on its way, it is refused as a file. */
    @Test
    void damaged_files_are_refused_as_files() {
        Random random = new Random(SEED);
        IssuerKeyRequest asked = request("A000000003");
        ByteString request = written(asked);
        ByteString answer =
                authority(module, "A000000003").answer(asked, layout("visa")).content();
        for (int i = 0; i < 1_500; i++) {
            ByteString badRequest = damaged(request, random);
            ByteString badAnswer = damaged(answer, random);
            assertThatThrownBy(() -> generic().read("request", badRequest))
                    .as("seed %d, file %d: %s", SEED, i, badRequest.toHex())
                    .isInstanceOf(MalformedFileException.class);
            for (String layout : List.of("visa", "mastercard")) {
                IssuerKeyRequest wanted = layout.equals("visa") ? asked : request("A000000004");
                assertThatThrownBy(() -> read(layout, new ResponseFile("answer", badAnswer), wanted))
                        .as("seed %d, file %d: %s", SEED, i, badAnswer.toHex())
                        .isInstanceOf(MalformedFileException.class);
            }
        }
    }

    /** Up to four times: a byte changed, bytes cut out, or bytes put in. */
    private static ByteString damaged(ByteString content, Random random) {
        ByteString damaged = content;
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times || damaged.equals(content); i++) {
            int at = random.nextInt(Math.max(1, Math.min(damaged.size(), random.nextBoolean() ? 40 : 600)));
            int count = random.nextInt(Math.max(1, damaged.size() - at));
            byte[] more = new byte[1 + random.nextInt(3)];
            random.nextBytes(more);
            ByteString behind =
                    damaged.slice(random.nextInt(3) == 0 ? at + count : Math.min(at + more.length, damaged.size()));
            damaged = damaged.slice(0, at)
                    .plus(random.nextInt(4) == 0 ? ByteString.EMPTY : ByteString.of(more))
                    .plus(behind);
        }
        return damaged;
    }

    @Test
    void no_authority_certifies_under_a_production_policy(@TempDir Path place) {
        try (SecretBytes passphrase = SecretBytes.copyOf(new byte[] {'a'});
                SecurityModule production = SoftwareSecurityModule.open(
                        KeyVault.create(place.resolve("vault"), passphrase, PassphraseCost.LEAST),
                        ModulePolicy.production())) {
            String refusal = "a test authority certifies under a test policy only";
            assertThatThrownBy(() -> authority(production, "A000000003").answer(request("A000000003"), layout("visa")))
                    .isInstanceOfSatisfying(
                            SecurityModuleException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(SecurityModuleException.Kind.KEY_REFUSED))
                    .hasMessage(refusal);
            assertThatThrownBy(() ->
                            production.issuerKeys().signResponse(CA, SignatureFrame.SHA1_MARKED, ByteString.EMPTY))
                    .hasMessage(refusal);
        }
    }

    @Test
    void a_jar_brings_formats_but_does_not_replace_shipped_ones() {
        CertificationFormats formats = CertificationFormats.installed();

        assertThat(formats.requestNames()).containsExactly("generic", "licensed");
        assertThat(formats.responseNames()).containsExactly("visa", "unionpay", "mastercard");
        assertThat(formats.response("visa"))
                .hasValueSatisfying(parser -> assertThat(parser.rid().toHex()).isEqualTo("A000000003"));
    }

    private static IssuerKeyRequest request(String rid) {
        return new IssuerKeyRequest(
                ByteString.fromHex(rid),
                "999999",
                new IssuerKeyRequest.References(
                        ByteString.fromHex("000002"), ByteString.fromHex("960097"), ByteString.fromHex("10100000")),
                ExpirationDate.ofYymm("3112"),
                key);
    }

    private static ByteString written(IssuerKeyRequest request) {
        return generic().write(request, (frame, signed) -> module.issuerKeys().signRequest(KEY, frame, signed));
    }

    private static IssuerKeyRequestFormat generic() {
        return CertificationFormats.installed().request("generic").orElseThrow();
    }

    private static ResponseLayout layout(String name) {
        return ResponseLayout.named(name.toLowerCase(Locale.ROOT)).orElseThrow();
    }

    private static TestAuthority authority(SecurityModule keys, String rid) {
        return new TestAuthority(
                keys.issuerKeys(),
                CA,
                new CaPublicKey(
                        ByteString.fromHex(rid), CA_INDEX, module.inventory().rsaPublicKey(CA)));
    }

    private static IssuerCertificateResponse read(String layout, ResponseFile file, IssuerKeyRequest asked)
            throws MalformedFileException {
        Expectation expected = new Expectation(
                asked,
                (rid, index, bytes) -> java.util.Optional.of(module.inventory().rsaPublicKey(CA))
                        .filter(ca -> index == CA_INDEX && ca.modulus().size() == bytes),
                Specimens.TODAY);
        return CertificationFormats.installed().response(layout).orElseThrow().read(file, expected);
    }
}
