package org.cardwright.crypto.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.crypto.medium.MediumParty.NOW;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSSignedDataParser;
import org.bouncycastle.cms.CMSSignedDataStreamGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.MalformedFileException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container is opened when it is from the issuer, to this bureau, and whole; anything else says which of these it is not. */
class SealedMediumTest {

    private static MediumKey bureau;
    private static MediumKey issuer;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make_keys() throws Exception {
        bureau = MediumParty.rsa("bureau");
        issuer = MediumParty.rsa("issuer");
    }

    private static byte[] content(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return content;
    }

    private static byte[] sealed(MediumKey signer, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MediumSeal(signer, bureau.certificate(), NOW).write(out, clear -> clear.write(content));
        return out.toByteArray();
    }

    private byte[] opened(byte[] container, MediumKey own, X509Certificate... signers) throws IOException {
        SealedMedium medium = new SealedMedium(Files.write(folder.resolve("medium"), container), "medium");
        medium.requireSigned(new MediumSigners(List.of(signers), NOW));
        ByteArrayOutputStream clear = new ByteArrayOutputStream();
        medium.open(own, in -> in.transferTo(clear));
        return clear.toByteArray();
    }

    private void assertRefused(MediumRule rule, byte[] container, MediumKey own, X509Certificate... signers) {
        assertThatThrownBy(() -> opened(container, own, signers))
                .isInstanceOfSatisfying(
                        MalformedFileException.class,
                        refused -> assertThat(refused.rule()).isEqualTo(rule.id()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_095, 300_000})
    void gives_the_content_back_whatever_key_signed_it(int bytes) throws Exception {
        MediumKey ec = MediumParty.ec("issuer", NOW.minus(1, ChronoUnit.DAYS), MediumParty.YEARS);
        byte[] content = content(bytes);

        assertThat(opened(sealed(issuer, content), bureau, issuer.certificate()))
                .isEqualTo(content);
        assertThat(opened(sealed(ec, content), bureau, issuer.certificate(), ec.certificate()))
                .isEqualTo(content);
    }

    /** Keys, certificates and container of {@code openssl cms -encrypt -aes-256-gcm} and {@code openssl cms -sign} 3.0.19. */
    @Test
    void opens_what_openssl_made() throws Exception {
        try (SecretBytes passphrase = SecretBytes.adopt("openssl-test".getBytes(StandardCharsets.US_ASCII))) {
            MediumKey own = MediumKey.load(resource("openssl-bureau.p12"), passphrase);
            X509Certificate signer = MediumKey.certificate(resource("openssl-issuer.cer"));
            SealedMedium medium = new SealedMedium(resource("openssl.cms"), "openssl.cms");
            medium.requireSigned(new MediumSigners(List.of(signer), Instant.parse("2026-12-01T00:00:00Z")));
            ByteArrayOutputStream clear = new ByteArrayOutputStream();
            medium.open(own, in -> in.transferTo(clear));

            assertThat(clear.toByteArray()).startsWith('P', 'K', 3, 4).hasSize(400);
        }
    }

    private static Path resource(String name) throws Exception {
        return Path.of(SealedMediumTest.class.getResource(name).toURI());
    }

    @Test
    void no_flipped_byte_gives_another_content() throws Exception {
        byte[] content = content(200);
        byte[] container = sealed(issuer, content);
        int refused = 0;
        for (int at = 0; at < container.length; at++) {
            byte[] flipped = container.clone();
            flipped[at] ^= 1;
            try {
                assertThat(opened(flipped, bureau, issuer.certificate()))
                        .as("byte " + at)
                        .isEqualTo(content);
            } catch (MalformedFileException isRefused) {
                refused++;
            }
        }
        // the rest are bytes that nobody reads, such as a version or the digests announced in front
        assertThat(refused).isGreaterThan(container.length * 95 / 100);
    }

    @Test
    void nothing_is_opened_that_ends_early_or_late() throws Exception {
        byte[] container = sealed(issuer, content(200));
        for (int length = 0; length < container.length; length += 7) {
            int cut = length;
            // of three ends of constructed values, the last are only zeros
            boolean onlyEnds = container.length - cut <= 6;
            if (!onlyEnds) {
                assertThatThrownBy(() -> opened(Arrays.copyOf(container, cut), bureau, issuer.certificate()))
                        .as("length " + cut)
                        .isInstanceOf(MalformedFileException.class);
            }
        }
        byte[] longer = Arrays.copyOf(container, container.length + 1);
        longer[container.length] = 'x';
        assertRefused(MediumRule.CONTAINER, longer, bureau, issuer.certificate());
        assertRefused(
                MediumRule.CONTAINER, Arrays.copyOf(container, container.length + 7), bureau, issuer.certificate());
    }

    @Test
    void only_a_known_valid_and_strong_certificate_signs() throws Exception {
        byte[] content = content(10);
        MediumKey other = MediumParty.rsa("issuer");
        assertRefused(MediumRule.SIGNER, sealed(other, content), bureau, issuer.certificate());

        MediumKey expired = MediumParty.ec("issuer", NOW.minus(366, ChronoUnit.DAYS), 365);
        MediumKey early = MediumParty.ec("issuer", NOW.plus(1, ChronoUnit.DAYS), 365);
        MediumKey weak = MediumParty.rsa("issuer", 1024, OptionalInt.empty());
        MediumKey encrypting = MediumParty.rsa("issuer", 2048, OptionalInt.of(KeyUsage.keyEncipherment));
        byte[] enveloped = enveloped(CMSAlgorithm.AES256_GCM, true);
        for (MediumKey unfit : List.of(expired, early, weak, encrypting)) {
            assertRefused(MediumRule.CERTIFICATE, signed(enveloped, "SHA256", unfit), bureau, unfit.certificate());
            assertThatThrownBy(() -> new MediumSeal(unfit, bureau.certificate(), NOW))
                    .isInstanceOf(SecurityModuleException.class);
        }
    }

    @Test
    void one_signer_signs_with_a_long_hash() throws Exception {
        byte[] enveloped = enveloped(CMSAlgorithm.AES256_GCM, true);
        MediumKey second = MediumParty.rsa("second");

        assertThat(opened(signed(enveloped, "SHA512", issuer), bureau, issuer.certificate()))
                .hasSize(10);
        assertRefused(MediumRule.SIGNATURE, signed(enveloped, "SHA1", issuer), bureau, issuer.certificate());
        assertRefused(
                MediumRule.SIGNER,
                signed(enveloped, "SHA256", issuer, second),
                bureau,
                issuer.certificate(),
                second.certificate());
    }

    @Test
    void a_bureau_opens_what_is_encrypted_to_it() throws Exception {
        MediumKey other = MediumParty.rsa("another bureau");

        assertRefused(MediumRule.RECIPIENT, sealed(issuer, content(10)), other, issuer.certificate());
        byte[] pkcs1 = signed(enveloped(CMSAlgorithm.AES256_GCM, false), "SHA256", issuer);
        assertRefused(MediumRule.RECIPIENT, pkcs1, bureau, issuer.certificate());
        MediumKey mixed = new MediumKey(other.key(), bureau.certificate());
        assertRefused(MediumRule.RECIPIENT, sealed(issuer, content(10)), mixed, issuer.certificate());
        assertThatThrownBy(() -> new MediumSeal(
                        issuer, MediumParty.ec("bureau", NOW, MediumParty.YEARS).certificate(), NOW))
                .isInstanceOf(SecurityModuleException.class);
    }

    @Test
    void a_weaker_cipher_and_an_altered_cryptogram_are_refused_although_somebody_signed_them() throws Exception {
        byte[] shorter = enveloped(CMSAlgorithm.AES128_GCM, true);
        assertRefused(MediumRule.ENCRYPTION, signed(shorter, "SHA256", issuer), bureau, issuer.certificate());

        byte[] enveloped = enveloped(CMSAlgorithm.AES256_GCM, true);
        int flips = 0;
        for (int fromEnd = 1; fromEnd < 60; fromEnd++) {
            byte[] altered = enveloped.clone();
            altered[altered.length - fromEnd] ^= 1;
            try {
                opened(signed(altered, "SHA256", issuer), bureau, issuer.certificate());
            } catch (MalformedFileException refused) {
                flips += refused.rule().equals(MediumRule.ENCRYPTION.id()) ? 1 : 0;
            }
        }
        // 16 bytes of tag and 10 of content, at least
        assertThat(flips).isGreaterThanOrEqualTo(26);
    }

    @Test
    void other_files_are_no_containers() throws Exception {
        for (byte[] file : List.of(
                new byte[0],
                "HDR;bank-one;1\n".getBytes(StandardCharsets.US_ASCII),
                enveloped(CMSAlgorithm.AES256_GCM, true),
                signed(content(50), "SHA256", issuer))) {
            assertRefused(MediumRule.CONTAINER, file, bureau, issuer.certificate());
        }
    }

    @Test
    void what_fails_in_the_hands_of_the_reader_is_not_blamed_on_the_container() throws Exception {
        Path file = Files.write(folder.resolve("medium"), sealed(issuer, content(10)));
        SealedMedium medium = new SealedMedium(file, "medium");

        assertThatThrownBy(() -> medium.open(bureau, in -> {
                    throw new IOException("disk full");
                }))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("disk full");
        assertThatThrownBy(() -> medium.open(bureau, in -> {
                    throw new IllegalStateException("our fault");
                }))
                .hasMessage("our fault");
    }

    @Test
    void a_file_without_a_certificate_is_refused(@TempDir Path other) throws Exception {
        assertThatThrownBy(() -> MediumKey.certificate(Files.writeString(other.resolve("x.pem"), "x")))
                .isInstanceOf(SecurityModuleException.class)
                .hasMessage("x.pem holds no X.509 certificate");
    }

    private static byte[] enveloped(ASN1ObjectIdentifier cipher, boolean oaep) throws Exception {
        if (oaep && cipher.equals(CMSAlgorithm.AES256_GCM)) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            CMSSignedDataParser signed = new CMSSignedDataParser(
                    SealedMedium.DIGESTS, new ByteArrayInputStream(sealed(issuer, content(10))));
            signed.getSignedContent().getContentStream().transferTo(content);
            return content.toByteArray();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CMSAuthEnvelopedDataStreamGenerator generator = new CMSAuthEnvelopedDataStreamGenerator();
        generator.addRecipientInfoGenerator(
                oaep
                        ? new JceKeyTransRecipientInfoGenerator(bureau.certificate(), MediumSeal.oaep())
                        : new JceKeyTransRecipientInfoGenerator(bureau.certificate()));
        OutputAEADEncryptor encryptor = (OutputAEADEncryptor) new JceCMSContentEncryptorBuilder(cipher)
                .setProvider(SealedMedium.PROVIDER)
                .build();
        try (OutputStream clear = generator.open(out, encryptor)) {
            clear.write(content(10));
        }
        return out.toByteArray();
    }

    private static byte[] signed(byte[] content, String hash, MediumKey... signers) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CMSSignedDataStreamGenerator generator = new CMSSignedDataStreamGenerator();
        for (MediumKey signer : new ArrayList<>(List.of(signers))) {
            String key = signer.key().getAlgorithm().startsWith("EC") ? "ECDSA" : "RSA";
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(SealedMedium.DIGESTS)
                    .build(new JcaContentSignerBuilder(hash + "with" + key).build(signer.key()), signer.certificate()));
        }
        try (OutputStream to = generator.open(out, true)) {
            to.write(content);
        }
        return out.toByteArray();
    }
}
