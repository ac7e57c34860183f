package org.cardwright.crypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.BERSet;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.medium.MediumKey;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.sample.OpenSsl;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What issuers make with the tools of OpenSSL is opened, and what they should not make with them is refused by the right rule. */
class CmsEnvelopeTest {

    private static final String PASSPHRASE = "openssl-test";
    private static final String SEAL =
            "cms -encrypt -binary -aes-256-gcm -outform DER -in orders.csv -out sealed.der -recip bureau.pem"
                    + " -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256";
    private static final String SIGN =
            "cms -sign -binary -nodetach -outform DER -md sha256 -in sealed.der -out orders.cms"
                    + " -signer issuer.pem -inkey issuer.key";

    @TempDir
    private static Path root;

    private static OpenSsl openSsl;
    private static MediumKey bureau;

    @BeforeAll
    static void make_keys() throws IOException {
        OpenSsl.missing().ifPresent(Assumptions::abort);
        openSsl = new OpenSsl(root);
        for (String party : List.of("bureau", "issuer", "stranger")) {
            openSsl.run("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=" + party + " -keyout " + party
                    + ".key -out " + party + ".pem");
        }
        openSsl.run("pkcs12 -export -inkey bureau.key -in bureau.pem -out bureau.p12 -passout pass:" + PASSPHRASE);
        try (SecretBytes passphrase = SecretBytes.adopt(PASSPHRASE.getBytes(StandardCharsets.US_ASCII))) {
            bureau = MediumKey.load(root.resolve("bureau.p12"), passphrase);
        }
        Files.writeString(root.resolve("orders.csv"), "HDR;bank-one;1;2026-11-20\n".repeat(20_000));
    }

    private static byte[] opened(Clock clock) throws IOException {
        ByteArrayOutputStream clear = new ByteArrayOutputStream();
        String signer = new CmsEnvelope(bureau, List.of(MediumKey.certificate(root.resolve("issuer.pem"))), clock)
                .open(root.resolve("orders.cms"), "orders.cms", clear);
        assertThat(signer).matches("X.509 [0-9A-F]{64}");
        return clear.toByteArray();
    }

    @Test
    void opens_what_openssl_encrypted_and_signed() throws IOException {
        openSsl.run(SEAL);
        openSsl.run(SIGN);
        assertThat(opened(Clock.systemUTC())).isEqualTo(Files.readAllBytes(root.resolve("orders.csv")));
        assertThatThrownBy(() -> opened(Clock.offset(Clock.systemUTC(), Duration.ofDays(3))))
                .hasMessageContaining("M-103");
    }

    /** The signature does not cover this list, so nobody has judged it when a parser keeps it. RFC 5652, 5.1 and 5.4. */
    @ParameterizedTest
    @CsvSource({"1000, true", "150000, false"})
    void no_list_around_the_content_fills_the_memory(int more, boolean opens) throws IOException {
        openSsl.run(SEAL);
        openSsl.run(SIGN);
        Path file = root.resolve("orders.cms");
        Files.write(file, withDigestAlgorithms(Files.readAllBytes(file), more));
        if (opens) {
            assertThat(opened(Clock.systemUTC())).isEqualTo(Files.readAllBytes(root.resolve("orders.csv")));
        } else {
            assertThatThrownBy(() -> opened(Clock.systemUTC())).hasMessageContaining("M-101");
        }
    }

    private static byte[] withDigestAlgorithms(byte[] cms, int more) throws IOException {
        ContentInfo whole = ContentInfo.getInstance(cms);
        SignedData signed = SignedData.getInstance(whole.getContent());
        ASN1EncodableVector digests = new ASN1EncodableVector();
        signed.getDigestAlgorithms().forEach(digests::add);
        for (int i = 0; i < more; i++) {
            digests.add(new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3." + i)));
        }
        SignedData longer = new SignedData(
                new BERSet(digests),
                signed.getEncapContentInfo(),
                signed.getCertificates(),
                signed.getCRLs(),
                signed.getSignerInfos());
        return new ContentInfo(whole.getContentType(), longer).getEncoded();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(SEAL, SIGN.replace("issuer.", "stranger."), "M-102"),
                Arguments.of(SEAL.replace("bureau.pem", "stranger.pem"), SIGN, "M-105"),
                Arguments.of(SEAL.substring(0, SEAL.indexOf(" -keyopt")), SIGN, "M-105"),
                Arguments.of(SEAL.replace("aes-256-gcm", "aes-128-gcm"), SIGN, "M-106"),
                Arguments.of(SEAL.replace("aes-256-gcm", "aes-256-cbc"), SIGN, "M-106"),
                Arguments.of(SEAL, SIGN.replace(" -nodetach", ""), "M-101"),
                Arguments.of(SEAL, SIGN.replace("sealed.der", "orders.csv"), "M-101"),
                Arguments.of(SEAL.replace("sealed.der", "orders.cms"), "version", "M-101"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refuses_what_is_not_agreed(String seal, String sign, String rule) throws IOException {
        openSsl.run(seal);
        openSsl.run(sign);
        assertThatThrownBy(() -> opened(Clock.systemUTC()))
                .isInstanceOfSatisfying(
                        MalformedFileException.class,
                        refused -> assertThat(refused.rule()).isEqualTo(rule));
    }
}
