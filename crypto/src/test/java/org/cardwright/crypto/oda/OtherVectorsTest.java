package org.cardwright.crypto.oda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.rsa.BlockSignature;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dynamic signatures, enciphered PIN, terminal test data and certificates as payment systems send them. */
class OtherVectorsTest {

    @Test
    void signs_and_verifies_a_dynamic_signature() {
        PublishedVector vector = PublishedVector.named("DDA SDAD self-generated with published ICC key");
        signsDynamicData(vector, vector.input("icc_dynamic_data"), vector.input("ddol_data"));
    }

    @Test
    void signs_and_verifies_a_combined_signature() {
        PublishedVector vector =
                PublishedVector.named("CDA SDAD (GENERATE AC 1) self-generated with published ICC key");
        ByteString hashCode = SignedDynamicApplicationData.transactionDataHashCode(
                ByteString.fromHex(vector.input("pdol_values") + vector.input("cdol1_values")),
                ByteString.fromHex(vector.input("response_tlvs_without_9F4B")));

        assertThat(hashCode.toHex()).isEqualTo(vector.output("tdhc"));
        signsDynamicData(vector, vector.output("icc_dynamic_data"), vector.input("un"));
    }

    /** Only its structure is published; the number it was signed for is not. */
    @Test
    void refuses_a_dynamic_signature_for_an_unknown_number() {
        PublishedVector vector = PublishedVector.named("Stored SDAD structure (mrautio 9F4B, static test value)");
        RsaPublicKey icc = TestKeys.publicKey(vector.input("icc_n"), "03");
        ByteString signature = ByteString.fromHex(vector.input("tag9F4B"));

        assertThat(RsaSigner.recover(icc, signature).toHex()).startsWith(vector.output("plaintext_prefix"));
        assertThat(SignedDynamicApplicationData.recover(icc, signature, ByteString.fromHex("12345678"))
                        .fault())
                .contains(CertificateFault.HASH);
    }

    @Test
    void enciphers_a_pin_with_the_public_key() {
        PublishedVector vector = PublishedVector.named("Enciphered PIN for VERIFY (P2=88) self-generated");
        RsaPublicKey key = TestKeys.publicKey(vector.input("pe_n"), vector.input("pe_e"));
        ByteString clear =
                ByteString.fromHex("7F" + vector.input("pin_block") + vector.input("icc_un") + vector.input("random"));

        assertThat(clear.toHex()).isEqualTo(vector.output("plaintext"));
        assertThat(RsaSigner.recover(key, clear).toHex()).isEqualTo(vector.output("enciphered"));
    }

    /** The second modulus, 9000...55, has a small prime factor, which some libraries refuse. */
    @ParameterizedTest
    @ValueSource(strings = {"emv-utils emv_rsa_test.c", "emv-utils emv_rsa_cda_test.c"})
    void verifies_the_terminal_test_data_of_emv_utils(String name) {
        PublishedVector vector = PublishedVector.named(name);
        RsaPublicKey ca = TestKeys.publicKey(vector.input("ca_n"), vector.input("ca_e"));
        String remainder = vector.inputs().getOrDefault("tag92", "");
        var issuerData = issuerData(vector.input("tag90"), remainder, vector.input("tag9F32"));

        IssuerPublicKeyCertificate issuer =
                IssuerPublicKeyCertificate.recover(ca, issuerData).value().orElseThrow();

        assertThat(issuer.publicKey().modulus().toHex()).isEqualToIgnoringCase(vector.output("issuer_modulus"));
        assertThat(issuer.serialNumber().toHex()).isEqualTo(vector.output("issuer_serial"));
        assertThat(issuer.expirationDate().mmyy()).isEqualTo(vector.output("issuer_exp"));
        RsaPublicKey icc = TestKeys.publicKey(vector.output("icc_modulus"), vector.input("tag9F47"));
        assertThat(SignedDynamicApplicationData.recover(
                                icc,
                                ByteString.fromHex(vector.input("tag9F4B")),
                                ByteString.fromHex(vector.input("unpredictable_number")))
                        .value())
                .hasValueSatisfying(signed -> assertThat(signed.iccDynamicData().toHex())
                        .isEqualToIgnoringCase(vector.output("sdad_icc_dynamic_data")));
    }

    /** The static data are not published, so that the hash of the card certificate cannot be right. */
    @ParameterizedTest
    @ValueSource(strings = {"emv-utils emv_rsa_test.c", "emv-utils emv_rsa_cda_test.c"})
    void refuses_a_card_certificate_without_its_static_data(String name) {
        PublishedVector vector = PublishedVector.named(name);
        RsaPublicKey issuer = TestKeys.publicKey(vector.output("issuer_modulus"), vector.input("tag9F32"));
        var elements = new IccPublicKeyCertificate.Elements(
                ByteString.fromHex(vector.input("tag9F46")),
                ByteString.fromHex(vector.input("tag9F48")),
                ByteString.fromHex(vector.input("tag9F47")));

        assertThat(IccPublicKeyCertificate.recover(issuer, elements, ByteString.EMPTY)
                        .fault())
                .contains(CertificateFault.HASH);
    }

    @Test
    void reads_a_visa_certificate_with_an_identifier_of_eight_digits() {
        readsResponseFile(PublishedVector.named("CA response file 960097.I94 (Visa)"), "42158493");
    }

    @Test
    void reads_a_unionpay_certificate_with_an_identifier_of_seven_digits() {
        readsResponseFile(PublishedVector.named("CA response file 009390.I0B (UnionPay)"), "6234220");
    }

    @Test
    void reads_a_mastercard_certificate() {
        PublishedVector vector = PublishedVector.named("CA response file 522230-000001.cEF (Mastercard)");
        ByteString file = ByteString.fromHex(vector.input("file"));

        readsCertificate(vector, file.slice(file.size() - 248), "522230");
    }

    /** Header 24, service, identifier, serial and date in 14 bytes, no remainder, exponent and index in 4. Visa and UnionPay. */
    private static void readsResponseFile(PublishedVector vector, String identifier) {
        readsCertificate(vector, ByteString.fromHex(vector.input("file")).slice(18, 18 + 248), identifier);
    }

    private static void readsCertificate(PublishedVector vector, ByteString certificate, String identifier) {
        RsaPublicKey ca = TestKeys.publicKey(vector.input("ca_n"), vector.input("ca_e"));

        var recovered = IssuerPublicKeyCertificate.recover(ca, issuerData(certificate.toHex(), "", "03"));

        assertThat(recovered.value())
                .hasValueSatisfying(
                        content -> assertThat(content.issuerIdentifier()).isEqualTo(identifier));
        assertThat(IssuerPublicKeyCertificate.recover(ca, issuerData(certificate.toHex(), "", "010001"))
                        .fault())
                .contains(CertificateFault.HASH);
    }

    private static void signsDynamicData(PublishedVector vector, String dynamicData, String terminalData) {
        RsaPrivateKey icc = TestKeys.withPrivateExponent(vector.input("icc_n"), "03", vector.input("icc_d"));
        var content = new SignedDynamicApplicationData(ByteString.fromHex(dynamicData));
        ByteString data = ByteString.fromHex(terminalData);

        ByteString block = content.block(128, data);
        ByteString signature = new RsaSigner(RsaEngine.scalar())
                .sign(List.of(new BlockSignature(icc, block)))
                .get(0);

        assertThat(block.toHex()).isEqualTo(vector.output("plaintext"));
        assertThat(signature.toHex()).isEqualTo(vector.output("tag9F4B"));
        assertThat(SignedDynamicApplicationData.recover(icc.publicKey(), signature, data)
                        .value())
                .contains(content);
    }

    private static IssuerCertificate issuerData(String certificate, String remainder, String exponent) {
        return new IssuerCertificate(
                ByteString.fromHex(certificate), ByteString.fromHex(remainder), ByteString.fromHex(exponent));
    }
}
