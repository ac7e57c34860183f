package org.cardwright.crypto.prepare;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Certificates;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.profile.IssuerCertificateProfile;
import org.cardwright.formats.profile.KeyReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportedCertificatesTest {

    private static final ByteString RID = ByteString.fromHex("A000000003");
    private static final int INDEX = 0xFE;
    private static final KeyName CA = KeyName.of("golden.ca");

    @TempDir
    private static Path vault;

    private static SecurityModule module;
    private static IssuerCertificateProfile.Imported sent;

    @BeforeAll
    static void certify() {
        module = GoldenCards.module(vault);
        Certificates.IssuerCertificate made = module.certificates()
                .certifyIssuerKey(new Certificates.IssuerCertificateRequest(
                        CA,
                        KeyName.of("golden.issuer"),
                        "476173",
                        ExpirationDate.ofYymm("3012"),
                        ByteString.fromHex("000001")));
        sent = new IssuerCertificateProfile.Imported(made.certificate(), made.remainder(), made.exponent());
    }

    @AfterAll
    static void close() {
        module.close();
    }

    @Test
    void takes_a_certificate_that_says_what_its_profile_says() {
        assertThatCode(() -> check(profile("golden.issuer", "476173", "3012", "000001")))
                .doesNotThrowAnyException();
    }

    @Test
    void refuses_one_of_another_identifier_date_number_or_key() {
        refuses(() -> check(profile("golden.issuer", "476174", "3012", "000001")), "C-103 issuer certificate ");
        refuses(() -> check(profile("golden.issuer", "476173", "3011", "000001")), "C-104 issuer certificate ");
        refuses(() -> check(profile("golden.issuer", "476173", "3012", "000002")), "C-105 issuer certificate ");
        refuses(
                () -> check(profile("bank-one.issuer-a000000003", "476173", "3012", "000001")),
                "not that of key bank-one.issuer-a000000003/1 (EMV 4.4 Book 2, 5.3)");
    }

    @Test
    void refuses_one_that_a_terminal_would_not_recover() {
        IssuerCertificateProfile.Imported right = sent;
        byte[] flipped = right.certificate().toByteArray();
        flipped[flipped.length - 1] ^= 1;
        refuses(
                () -> check(of(new IssuerCertificateProfile.Imported(
                        ByteString.of(flipped), right.remainder(), right.exponent()))),
                "C-102 issuer certificate ");
        refuses(
                () -> check(of(new IssuerCertificateProfile.Imported(
                        right.certificate(), right.remainder(), ByteString.fromHex("010001")))),
                "a terminal refuses it: ");
    }

    @Test
    void refuses_one_of_an_authority_that_no_terminal_knows() {
        ImportedCertificates unknown =
                new ImportedCertificates(module.inventory(), (rid, index, bytes) -> Optional.empty());
        refuses(
                () -> unknown.require(profile("golden.issuer", "476173", "3012", "000001")),
                "C-101 issuer certificate golden.visa: no public key of authority A000000003, index FE");
    }

    private static void check(IssuerCertificateProfile profile) {
        new ImportedCertificates(
                        module.inventory(),
                        (rid, index, bytes) -> Optional.of(module.inventory().rsaPublicKey(CA))
                                .filter(key -> rid.equals(RID)
                                        && index == INDEX
                                        && key.modulus().size() == bytes))
                .require(profile);
    }

    private static IssuerCertificateProfile of(IssuerCertificateProfile.Imported origin) {
        IssuerCertificateProfile right = profile("golden.issuer", "476173", "3012", "000001");
        return new IssuerCertificateProfile(
                right.name(),
                right.rid(),
                right.index(),
                right.issuerKey(),
                right.identifier(),
                right.expiration(),
                right.serialNumber(),
                right.authorityBytes(),
                right.issuerBytes(),
                origin);
    }

    private static IssuerCertificateProfile profile(String key, String identifier, String yymm, String serial) {
        return new IssuerCertificateProfile(
                "golden.visa",
                RID,
                INDEX,
                new KeyReference(key, 1),
                identifier,
                ExpirationDate.ofYymm(yymm),
                ByteString.fromHex(serial),
                sent.certificate().size(),
                144,
                sent);
    }

    private static void refuses(ThrowingCallable check, String reason) {
        assertThatThrownBy(check)
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        refused -> org.assertj.core.api.Assertions.assertThat(refused.kind())
                                .isEqualTo(SecurityModuleException.Kind.KEY_REFUSED))
                .hasMessageContaining("golden.visa")
                .hasMessageContaining(reason);
    }
}
