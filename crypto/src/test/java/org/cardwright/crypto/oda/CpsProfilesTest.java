package org.cardwright.crypto.oda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.Certificates.IssuerCertificateRequest;
import org.cardwright.crypto.module.Certificates.StaticSignatureRequest;
import org.cardwright.crypto.rsa.BlockSignature;
import org.cardwright.crypto.rsa.PaddedParts;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The offline data authentication part of the two published CPS profiles, byte for byte. */
class CpsProfilesTest {

    private static final KeyName CA = KeyName.of("ca");
    private static final KeyName ISSUER = KeyName.of("issuer");

    private final RsaPrivateKey caKey = CpsProfiles.key("ca");
    private final RsaPrivateKey issuerKey = CpsProfiles.key("issuer");
    private final RsaPrivateKey iccKey = CpsProfiles.key("icc");
    private final CertificateEngine engine = new CertificateEngine(RsaEngine.scalar());

    @ParameterizedTest
    @ValueSource(strings = {"visa", "mc"})
    void makes_tags_90_92_and_9F32(String profile) {
        IssuerCertificate made = engine.certifyIssuerKey(
                new IssuerCertificateRequest(
                        CA,
                        ISSUER,
                        CpsProfiles.of(profile + "/issuer_id").replace("F", ""),
                        mmyy(CpsProfiles.of("keys/issuer_cert.expiry_mmyy")),
                        ByteString.fromHex(CpsProfiles.of("keys/issuer_cert.serial"))),
                name -> name.equals(CA) ? caKey : issuerKey);

        assertThat("7081B39081B0" + made.certificate().toHex()).isEqualTo(record(profile, 1));
        assertThat("700D8F01FE9F3201" + made.exponent().toHex() + "9204"
                        + made.remainder().toHex())
                .isEqualTo(record(profile, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"visa", "mc"})
    void makes_tag_93(String profile) {
        var request =
                new StaticSignatureRequest(ISSUER, ByteString.fromHex(CpsProfiles.of("keys/dac")), staticData(profile));

        ByteString made =
                engine.signStaticData(List.of(request), name -> issuerKey).get(0);

        assertThat("708193938190" + made.toHex()).isEqualTo(record(profile, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"visa", "mc"})
    void makes_tags_9F46_9F47_and_9F48(String profile) {
        var content = new IccPublicKeyCertificate(
                Pan.of(CpsProfiles.of(profile + "/pan")),
                mmyy(CpsProfiles.of("keys/icc_cert.expiry_mmyy")),
                ByteString.fromHex(CpsProfiles.of("keys/icc_cert.serial")),
                iccKey.publicKey());
        var operation = new BlockSignature(issuerKey, content.block(144, staticData(profile)));

        ByteString made =
                new RsaSigner(RsaEngine.scalar()).sign(List.of(operation)).get(0);

        assertThat("7081949F468190" + made.toHex()).isEqualTo(record(profile, 3));
        assertThat(record(profile, 4).substring(4))
                .startsWith("9F4701" + iccKey.publicKey().exponent().toHex() + "9F481A"
                        + content.remainder(144).toHex());
    }

    @ParameterizedTest
    @ValueSource(strings = {"visa", "mc"})
    void makes_dgis_8201_to_8205(String profile) {
        List<SecretBytes> parts = PaddedParts.of(iccKey, 8, 0);
        SecretBytes key = SecretBytes.adopt(HexFormat.of().parseHex(CpsProfiles.of("keys/tk_key")));
        try (KeyCipher cipher = KeyCipher.tdes(key)) {
            for (int i = 0; i < 5; i++) {
                byte[] clear = ClearKeyAccess.open(parts.get(i));
                assertThat(hex(clear)).isEqualTo(CpsProfiles.dgi(profile, "820" + (i + 1), "clear"));
                assertThat(hex(cipher.encryptEcb(clear)))
                        .isEqualTo(CpsProfiles.dgi(profile, "820" + (i + 1), "encrypted"));
            }
        }
    }

    /** The records of SFI 3, in the order issuer key data, 90, 93, 9F46, card key data. */
    private static String record(String profile, int place) {
        return CpsProfiles.dgi(profile, "030" + (place + 1), "clear");
    }

    private static ByteString staticData(String profile) {
        return ByteString.fromHex(CpsProfiles.of(profile + "/static_data"));
    }

    private static ExpirationDate mmyy(String mmyy) {
        return ExpirationDate.ofYymm(mmyy.substring(2) + mmyy.substring(0, 2));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
