package org.cardwright.crypto.oda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.rsa.BlockSignature;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Well-signed certificates whose content is unusual or wrong. */
class CertificateContentTest {

    private static final RsaPrivateKey KEY =
            TestKeys.withFactors(PublishedVector.named("javaemvreader test Issuer RSA key pair 1152-bit e=3"));
    private static final RsaPublicKey CERTIFIED = TestKeys.withFactors(
                    PublishedVector.named("javaemvreader test CA RSA key pair 1152-bit e=3"))
            .publicKey();
    private static final ByteString SERIAL = ByteString.fromHex("000001");
    private static final ExpirationDate EXPIRES = ExpirationDate.ofYymm("3912");

    @ParameterizedTest
    @ValueSource(strings = {"999", "9999", "99999", "999999", "9999990", "99999900"})
    void certifies_issuer_identifiers_of_odd_and_even_length(String identifier) {
        var content = new IssuerPublicKeyCertificate(identifier, EXPIRES, SERIAL, CERTIFIED);

        assertThat(issuer(sign(content.block(144)), content.remainder(144)).value())
                .contains(content);
        assertThat(content.belongsTo(Pan.of("9999990000000014"))).isTrue();
        assertThat(content.belongsTo(Pan.of("5413330089020011"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "99", "999999000", "99999A", "99 999"})
    void refuses_to_certify_other_issuer_identifiers(String identifier) {
        assertThatThrownBy(() -> new IssuerPublicKeyCertificate(identifier, EXPIRES, SERIAL, CERTIFIED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FFFFFFFF", "99FFFFFF", "9F99FFFF", "99999AFF", "A99999FF"})
    void refuses_certificates_with_other_issuer_identifiers(String identifier) {
        assertThat(issuerWith(CertificateField.ISSUER_IDENTIFIER, identifier).fault())
                .contains(CertificateFault.ISSUER_IDENTIFIER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1339", "0039", "12F9", "A239"})
    void refuses_certificates_with_a_malformed_date(String date) {
        assertThat(issuerWith(CertificateField.EXPIRY, date).fault()).contains(CertificateFault.EXPIRY);
        assertThat(iccWith(CertificateField.EXPIRY, date).fault()).contains(CertificateFault.EXPIRY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "8F", "91", "6C", "FF"})
    void refuses_certificates_whose_key_length_contradicts_the_remainder(String length) {
        assertThat(issuerWith(CertificateField.KEY_LENGTH, length).fault()).contains(CertificateFault.KEY_LENGTH);
        assertThat(iccWith(CertificateField.KEY_LENGTH, length).fault()).contains(CertificateFault.KEY_LENGTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "03"})
    void refuses_certificates_whose_exponent_length_contradicts_the_exponent(String length) {
        assertThat(issuerWith(CertificateField.EXPONENT_LENGTH, length).fault()).contains(CertificateFault.KEY_LENGTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9999990000004",
                "99999900000003",
                "999999000000002",
                "9999990000000014",
                "99999900000000007",
                "999999000000000015",
                "9999990000000000005"
            })
    void certifies_cards_with_pans_of_every_length(String digits) {
        String valid = withCheckDigit(digits);
        var content = new IccPublicKeyCertificate(Pan.of(valid), EXPIRES, SERIAL, CERTIFIED);
        ByteString staticData = ByteString.fromHex("5A01");

        ByteString certificate = sign(content.block(144, staticData));

        assertThat(icc(certificate, content.remainder(144), staticData).value()).contains(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9999990000000015FFFF",
                "999999000000FFFFFFFF",
                "99999900000000140000",
                "9999990000000014FFF0",
                "A999990000000014FFFF",
                "FFFFFFFFFFFFFFFFFFFF"
            })
    void refuses_certificates_with_a_malformed_pan(String pan) {
        assertThat(iccWith(CertificateField.PAN, pan).fault()).contains(CertificateFault.PAN);
    }

    @Test
    void refuses_serial_numbers_that_are_not_three_bytes() {
        ByteString two = ByteString.fromHex("0001");

        assertThatThrownBy(() -> new IssuerPublicKeyCertificate("999999", EXPIRES, two, CERTIFIED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IccPublicKeyCertificate(Pan.of("9999990000000014"), EXPIRES, two, CERTIFIED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void does_not_show_a_pan() {
        var content = new IccPublicKeyCertificate(Pan.of("9999990000000014"), EXPIRES, SERIAL, CERTIFIED);

        assertThat(content.toString()).doesNotContain("9999990000000014");
    }

    @Test
    void refuses_a_dynamic_data_length_beyond_the_block() {
        ByteString block = SignedBlock.encode(
                CertificateTable.SIGNED_DYNAMIC_APPLICATION_DATA,
                144,
                Map.of(CertificateField.DYNAMIC_DATA_LENGTH, ByteString.fromHex("F0")),
                ByteString.EMPTY);

        assertThat(SignedDynamicApplicationData.recover(KEY.publicKey(), sign(block), ByteString.EMPTY)
                        .fault())
                .contains(CertificateFault.KEY_LENGTH);
    }

    private static Recovery<IssuerPublicKeyCertificate> issuerWith(CertificateField field, String hex) {
        Map<CertificateField, ByteString> values = values(CertificateTable.ISSUER_PUBLIC_KEY_CERTIFICATE);
        values.put(CertificateField.ISSUER_IDENTIFIER, ByteString.fromHex("999999FF"));
        values.put(field, ByteString.fromHex(hex));
        ByteString remainder = CERTIFIED.modulus().slice(108);
        ByteString block = SignedBlock.encode(
                CertificateTable.ISSUER_PUBLIC_KEY_CERTIFICATE, 144, values, remainder.plus(CERTIFIED.exponent()));
        return issuer(sign(block), remainder);
    }

    private static Recovery<IccPublicKeyCertificate> iccWith(CertificateField field, String hex) {
        Map<CertificateField, ByteString> values = values(CertificateTable.ICC_PUBLIC_KEY_CERTIFICATE);
        values.put(CertificateField.PAN, ByteString.fromHex("9999990000000014FFFF"));
        values.put(field, ByteString.fromHex(hex));
        ByteString remainder = CERTIFIED.modulus().slice(102);
        ByteString block = SignedBlock.encode(
                CertificateTable.ICC_PUBLIC_KEY_CERTIFICATE, 144, values, remainder.plus(CERTIFIED.exponent()));
        return icc(sign(block), remainder, ByteString.EMPTY);
    }

    private static Map<CertificateField, ByteString> values(CertificateTable table) {
        Map<CertificateField, ByteString> values = new EnumMap<>(CertificateField.class);
        values.put(CertificateField.EXPIRY, ByteString.fromHex("1239"));
        values.put(CertificateField.SERIAL, SERIAL);
        CertifiedKey.put(values, CERTIFIED, table.restBytes(144));
        return values;
    }

    private static Recovery<IssuerPublicKeyCertificate> issuer(ByteString certificate, ByteString remainder) {
        return IssuerPublicKeyCertificate.recover(
                KEY.publicKey(), new IssuerCertificate(certificate, remainder, CERTIFIED.exponent()));
    }

    private static Recovery<IccPublicKeyCertificate> icc(
            ByteString certificate, ByteString remainder, ByteString staticData) {
        var elements = new IccPublicKeyCertificate.Elements(certificate, remainder, CERTIFIED.exponent());
        return IccPublicKeyCertificate.recover(KEY.publicKey(), elements, staticData);
    }

    private static String withCheckDigit(String digits) {
        String body = digits.substring(0, digits.length() - 1);
        for (int digit = 0; digit < 10; digit++) {
            if (Pan.hasValidCheckDigit(body + digit)) {
                return body + digit;
            }
        }
        throw new AssertionError("no check digit fits");
    }

    private static ByteString sign(ByteString block) {
        return new RsaSigner(RsaEngine.scalar())
                .sign(List.of(new BlockSignature(KEY, block)))
                .get(0);
    }
}
