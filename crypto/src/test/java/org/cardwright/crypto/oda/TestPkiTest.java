package org.cardwright.crypto.oda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;

/**
 * The shipped test PKI is what {@link TestPki} makes, on every JDK; {@code -Dgolden=write} writes it anew into the sources of
 * sample-data.
 */
class TestPkiTest {

    private static final Path SOURCES =
            Path.of("..", "sample-data", "src", "main", "resources", "org", "cardwright", "sample");

    private static final TestPki PKI = new TestPki();

    @Test
    void ships_the_public_keys_of_the_test_authorities() {
        Map<TestPki.Ca, RsaPublicKey> keys = new LinkedHashMap<>();
        TestPki.CAS.forEach(ca -> keys.put(ca, PKI.key(ca.name()).publicKey()));

        isShipped("ca-public-keys.json", TestPkiJson.caPublicKeys(keys));
    }

    @Test
    void ships_the_private_keys_of_the_test_authorities() {
        isShipped(
                "ca-private-keys.json",
                TestPkiJson.privateKeys(
                        keys(TestPki.CAS.stream().map(TestPki.Ca::name).toList(), PKI::key)));
    }

    @Test
    void ships_the_private_keys_of_the_test_issuers() {
        isShipped(
                "issuer-rsa-keys.json",
                TestPkiJson.privateKeys(
                        keys(TestPki.ISSUERS.stream().map(TestPki.Issuer::name).toList(), PKI::key)));
    }

    @Test
    void ships_the_certificates_of_the_test_issuers() {
        isShipped("issuer-certificates.json", TestPkiJson.certificates(PKI.certificates()));
    }

    @Test
    void ships_the_keys_of_the_published_cps_profiles() {
        Map<KeyName, RsaPrivateKey> keys = new LinkedHashMap<>();
        for (String owner : List.of("ca", "issuer", "icc")) {
            keys.put(KeyName.of("golden." + owner), CpsProfiles.key(owner));
        }

        isShipped("cps-profiles-rsa-keys.json", TestPkiJson.privateKeys(keys));
    }

    @Test
    void certifies_every_issuer_key_under_every_authority_of_its_payment_system() {
        List<TestPki.Certified> certificates = PKI.certificates();

        assertThat(certificates).hasSize(12);
        for (TestPki.Certified certified : certificates) {
            RsaPublicKey caKey = PKI.key(certified.ca().name()).publicKey();
            var recovered =
                    IssuerPublicKeyCertificate.recover(caKey, certified.data()).value();
            assertThat(recovered)
                    .hasValueSatisfying(content -> assertThat(content.publicKey())
                            .isEqualTo(PKI.key(certified.issuer().name()).publicKey()));
        }
    }

    @Test
    void uses_no_ca_index_that_a_published_list_uses_for_the_same_payment_system() {
        for (TestPki.Ca ca : TestPki.CAS) {
            String name = "CAPK " + ca.rid().toHex() + "-"
                    + ByteString.ofByte(ca.index()).toHex();
            assertThat(PublishedVector.all()).noneMatch(vector -> vector.name().startsWith(name));
        }
    }

    private static Map<KeyName, RsaPrivateKey> keys(List<KeyName> names, Function<KeyName, RsaPrivateKey> key) {
        return names.stream()
                .collect(Collectors.toMap(Function.identity(), key, (one, other) -> one, LinkedHashMap::new));
    }

    private static void isShipped(String file, String content) {
        String name = "keys-test-only/" + file;
        if ("write".equals(System.getProperty("golden"))) {
            write(SOURCES.resolve(name), content);
            return;
        }
        assertThat(new String(SampleData.bytes(name), StandardCharsets.US_ASCII))
                .isEqualTo(content);
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
