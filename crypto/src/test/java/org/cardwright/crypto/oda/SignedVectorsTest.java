package org.cardwright.crypto.oda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.Certificates.IssuerCertificateRequest;
import org.cardwright.crypto.module.Certificates.StaticSignatureRequest;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.rsa.BlockSignature;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.crypto.rsa.RsaSigningKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;

/** Sets with published private keys, byte for byte. */
class SignedVectorsTest {

    private static final KeyName CA = KeyName.of("ca");
    private static final KeyName ISSUER = KeyName.of("issuer");

    private final CertificateEngine engine = new CertificateEngine(RsaEngine.scalar());

    @Test
    void makes_the_issuer_certificate_of_the_javaemvreader_set() {
        makesTheIssuerCertificate(
                PublishedVector.named("Issuer PK certificate (90/92/9F32) full signing, javaemvreader test CA"),
                PublishedVector.named("javaemvreader test CA RSA key pair 1152-bit e=3"),
                PublishedVector.named("javaemvreader test Issuer RSA key pair 1152-bit e=3"));
    }

    @Test
    void makes_the_issuer_certificate_of_the_mrautio_set() {
        makesTheIssuerCertificate(
                PublishedVector.named("Issuer PK certificate full signing, 1408/1408 e=3 (mrautio)"),
                PublishedVector.named("mrautio test RSA key CA 1408 (RID AFFFFFFFFF idx 92)"),
                PublishedVector.named("mrautio test RSA key issuer 1408 (IIN 123456)"));
    }

    @Test
    void signs_the_static_data_of_the_javaemvreader_set() {
        signsTheStaticData(PublishedVector.named("Signed Static Application Data (93), javaemvreader"));
    }

    @Test
    void signs_static_data_with_the_mrautio_issuer_key() {
        signsTheStaticData(PublishedVector.named("SSAD (93) self-generated with the mrautio issuer key"));
    }

    @Test
    void makes_the_icc_certificate_of_the_mrautio_set() {
        PublishedVector vector = PublishedVector.named(
                "ICC PK certificate (9F46/9F47, 9F48 absent) full signing, issuer 1408 / ICC 1024 e=3 (mrautio)");
        ByteString staticData = ByteString.fromHex(vector.input("static_data_to_be_authenticated"));
        RsaPublicKey icc = TestKeys.publicKey(vector.input("icc_n"), vector.input("icc_e"));
        var certificate = iccCertificate(vector, icc);

        ByteString block = certificate.block(176, staticData);

        assertThat(block.toHex()).isEqualTo(vector.output("plaintext"));
        assertThat(sign(issuerKey(vector), block)).isEqualTo(vector.output("tag9F46"));
        assertThat(certificate.remainder(176).toHex()).isEqualTo(vector.output("tag9F48"));
        assertThat(icc.exponent().toHex()).isEqualTo(vector.output("tag9F47"));
    }

    @Test
    void makes_a_pin_encipherment_certificate_without_static_data() {
        PublishedVector vector =
                PublishedVector.named("ICC PIN encipherment PK certificate (9F2D/9F2E/9F2F) self-generated");
        RsaPublicKey pinKey = TestKeys.publicKey(vector.input("pe_n"), vector.input("pe_e"));
        var certificate = iccCertificate(vector, pinKey);

        ByteString block = certificate.block(176, ByteString.EMPTY);

        assertThat(block.toHex()).isEqualTo(vector.output("plaintext"));
        assertThat(sign(issuerKey(vector), block)).isEqualTo(vector.output("tag9F2D"));
        assertThat(certificate.remainder(176).toHex()).isEqualTo(vector.output("tag9F2F"));
    }

    private void makesTheIssuerCertificate(PublishedVector vector, PublishedVector caKey, PublishedVector issuerKey) {
        Function<KeyName, RsaSigningKey> keys = name -> TestKeys.withFactors(name.equals(CA) ? caKey : issuerKey);
        String identifier = vector.input("issuer_id").replace("F", "");
        ByteString serial = ByteString.fromHex(vector.input("serial"));
        ExpirationDate date = mmyy(vector.input("cert_exp_mmyy"));

        IssuerCertificate made =
                engine.certifyIssuerKey(new IssuerCertificateRequest(CA, ISSUER, identifier, date, serial), keys);

        assertThat(made.certificate().toHex()).isEqualTo(vector.output("tag90"));
        assertThat(made.remainder().toHex()).isEqualTo(vector.output("tag92"));
        assertThat(made.exponent().toHex()).isEqualTo(vector.output("tag9F32"));
    }

    private void signsTheStaticData(PublishedVector vector) {
        RsaPrivateKey key = TestKeys.withPrivateExponent(vector.input("issuer_n"), "03", vector.input("issuer_d"));
        var request = new StaticSignatureRequest(
                ISSUER,
                ByteString.fromHex(vector.input("dac")),
                ByteString.fromHex(vector.input("static_data_to_be_authenticated")));

        List<ByteString> signatures = engine.signStaticData(List.of(request, request), name -> key);

        assertThat(signatures)
                .extracting(ByteString::toHex)
                .containsOnly(vector.output("tag93"))
                .hasSize(2);
    }

    private static IccPublicKeyCertificate iccCertificate(PublishedVector vector, RsaPublicKey key) {
        return new IccPublicKeyCertificate(
                Pan.of(vector.input("pan_field").replace("F", "")),
                mmyy(vector.input("cert_exp_mmyy")),
                ByteString.fromHex(vector.input("serial")),
                key);
    }

    private static RsaPrivateKey issuerKey(PublishedVector vector) {
        return TestKeys.withPrivateExponent(vector.input("issuer_n"), "03", vector.input("issuer_d"));
    }

    private static String sign(RsaPrivateKey key, ByteString block) {
        return new RsaSigner(RsaEngine.scalar())
                .sign(List.of(new BlockSignature(key, block)))
                .get(0)
                .toHex();
    }

    private static ExpirationDate mmyy(String mmyy) {
        return ExpirationDate.ofYymm(mmyy.substring(2) + mmyy.substring(0, 2));
    }
}
