package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.under;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.module.Certificates.IssuerCertificateRequest;
import org.cardwright.crypto.module.Certificates.StaticSignatureRequest;
import org.cardwright.crypto.module.Certificates.ZeroPolicy;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.junit.jupiter.api.Test;

class CertificatesContractTest extends ModuleContract {

    CertificatesContractTest(Backend backend) {
        super(backend);
    }

    @Test
    void certificates_come_from_the_engine_with_the_keys_of_the_vault() {
        KeyName issuer = KeyName.of("bank-one.issuer-a000000003");
        WrapUnder under = under("personalizer.kek2-k0", Mode.ECB);
        IccKeyRequest request = iccRequest("A-1/9F46", issuer, under);
        IccKeySet set = module.certificates().generateIccKeys(List.of(request)).get(0);
        RsaPublicKey publicKey = new RsaPublicKey(set.modulus(), set.exponent());
        assertThat(set.certificate().size())
                .isEqualTo(module.inventory().rsaPublicKey(issuer).modulus().size());
        assertThat(module.checks().privateKeyFits(set.wrappedParts(), under, publicKey, 0x00))
                .isTrue();
        assertThat(module.checks().privateKeyFits(set.wrappedParts(), under, publicKey, 0xFF))
                .isFalse();
        assertThat(module.checks()
                        .privateKeyFits(
                                List.of(
                                        set.wrappedParts().get(0),
                                        set.wrappedParts().get(2),
                                        set.wrappedParts().get(1),
                                        set.wrappedParts().get(3),
                                        set.wrappedParts().get(4)),
                                under,
                                publicKey,
                                0x00))
                .isFalse();
        assertThat(module.checks().privateKeyFits(List.of(ByteString.EMPTY), under, publicKey, 0x00))
                .isFalse();
        // the same order has the same key, another has another
        assertThat(module.certificates().generateIccKeys(List.of(request))).containsExactly(set);
        assertThat(module.certificates()
                        .generateIccKeys(List.of(iccRequest("A-2/9F46", issuer, under)))
                        .get(0)
                        .modulus())
                .isNotEqualTo(set.modulus());
        assertThat(module.certificates()
                        .signStaticData(List.of(new StaticSignatureRequest(
                                issuer, ByteString.fromHex("DAC1"), ByteString.fromHex("5F2401")))))
                .allMatch(signature -> signature.size() == set.certificate().size());
    }

    @Test
    void certifies_an_issuer_key_under_the_test_ca_only() {
        KeyName issuer = KeyName.of("bank-one.issuer-a000000003");
        KeyName ca = KeyName.of("test-ca.a000000003-e0");
        ExpirationDate expires = new ExpirationDate(YearMonth.of(2039, 12));
        ByteString serial = ByteString.fromHex("000001");
        assertThat(module.certificates()
                        .certifyIssuerKey(new IssuerCertificateRequest(ca, issuer, "999999", expires, serial))
                        .exponent()
                        .toHex())
                .isEqualTo("03");
        assertRefused(
                () -> module.certificates()
                        .certifyIssuerKey(new IssuerCertificateRequest(issuer, issuer, "999999", expires, serial)),
                "CA_RSA");
    }

    private static IccKeyRequest iccRequest(String reference, KeyName issuer, WrapUnder under) {
        return new IccKeyRequest(
                reference,
                1024,
                3,
                issuer,
                PAN,
                new ExpirationDate(YearMonth.of(2030, 12)),
                ByteString.fromHex("000001"),
                Optional.of(ByteString.fromHex("5F2403301231")),
                under,
                ZeroPolicy.LEFT_FILL,
                0);
    }
}
