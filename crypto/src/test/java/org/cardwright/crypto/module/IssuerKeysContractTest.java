package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ModuleCalls.assertBadInput;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.time.YearMonth;
import java.util.List;
import java.util.function.Function;
import org.cardwright.crypto.certification.CertificationFormats;
import org.cardwright.crypto.certification.IssuerKeyRequest;
import org.cardwright.crypto.certification.IssuerKeyRequestFormat;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyTerm;
import org.cardwright.crypto.key.StandardPeriod;
import org.cardwright.crypto.module.Certificates.StaticSignatureRequest;
import org.cardwright.crypto.module.IssuerKeys.Certification;
import org.cardwright.crypto.module.KeyExchange.Form;
import org.cardwright.crypto.module.KeyExchange.Order;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Issuer key pairs: made, certified, in use, out of use, and never outside. */
class IssuerKeysContractTest extends ModuleContract {

    private static final KeyName PUBLISHED = KeyName.of("bank-one.issuer-a000000003");
    private static final KeyName CA = KeyName.of("test-ca.a000000003-e0");
    private static final ExpirationDate EXPIRES = new ExpirationDate(YearMonth.of(2039, 12));

    IssuerKeysContractTest(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @CsvSource({"1024, 3, 03", "1152, 65537, 010001"})
    void a_key_is_made_as_it_was_wanted_and_begins_before_its_activation(int bits, int exponent, String encoded) {
        RsaPublicKey made = module.issuerKeys().generate(name, bits, exponent);
        assertThat(8 * made.modulus().size()).isEqualTo(bits);
        assertThat(made.exponent().toHex()).isEqualTo(encoded);
        assertThat(module.inventory().rsaPublicKey(name)).isEqualTo(made);
        KeyDescription key = described();
        assertThat(key.state()).isEqualTo(KeyState.PRE_ACTIVATION);
        assertThat(key.purpose()).isEqualTo(KeyPurpose.ISSUER_RSA);
        assertThat(key.algorithm()).isEqualTo("RSA-" + bits);
        assertThat(key.test()).isFalse();
        assertThat(key.term()).isEqualTo(KeyTerm.UNLIMITED);
    }

    /** EMV 4.4 Book 2, 5.1; the request is verified by code that did not write it. */
    @Test
    void a_key_before_its_activation_asks_for_its_certificate() throws Exception {
        IssuerKeyRequestFormat format =
                CertificationFormats.installed().request("generic").orElseThrow();
        IssuerKeyRequest request = request(module.issuerKeys().generate(name, 1024, 3));
        ByteString file =
                format.write(request, (frame, content) -> module.issuerKeys().signRequest(name, frame, content));
        assertThat(format.read("request.cwkr", file)).isEqualTo(request);
        assertThat(format.fault(file, request)).isEmpty();
        assertThat(format.fault(file, request(module.inventory().rsaPublicKey(PUBLISHED))))
                .isPresent();
    }

    private static IssuerKeyRequest request(RsaPublicKey publicKey) {
        return new IssuerKeyRequest(
                ByteString.fromHex("A000000003"),
                "999999",
                new IssuerKeyRequest.References(
                        ByteString.fromHex("000001"), ByteString.fromHex("000017"), ByteString.fromHex("00000000")),
                EXPIRES,
                publicKey);
    }

    /** NIST SP 800-57 part 1, 7.1: before its activation a key proves its possession and nothing else. */
    @Test
    void an_issuer_key_is_not_in_use_before_it_is_activated() {
        module.issuerKeys().generate(name, 1024, 3);
        assertRefused(() -> sign(name), name + " is PRE_ACTIVATION");
        module.keyLife().change(name, KeyState.ACTIVE);
        assertThat(sign(name)).hasSize(1);
        assertThat(described().term())
                .isEqualTo(
                        KeyTerm.of(StandardPeriod.SIGNATURE.from(backend.clock().today())));
        module.keyLife().change(name, KeyState.DEACTIVATED);
        assertRefused(() -> sign(name), name + " is DEACTIVATED");
        assertRefused(
                () -> module.issuerKeys()
                        .signRequest(
                                name,
                                SignatureFrame.SHA256_DIGEST_INFO,
                                module.inventory().rsaPublicKey(name).modulus()),
                name + " is DEACTIVATED");
    }

    @Test
    void a_name_is_given_once() {
        RsaPublicKey made = module.issuerKeys().generate(name, 1024, 3);
        assertRefused(() -> module.issuerKeys().generate(name, 1024, 3), "already");
        assertRefused(() -> module.issuerKeys().generate(KeyName.of("bank-one.cvk"), 1024, 3), "already");
        assertThat(module.inventory().rsaPublicKey(name)).isEqualTo(made);
        module.keyLife().awaitDestruction(name, backend.clock().today());
        module.keyLife().destroy(name);
        assertRefused(() -> module.issuerKeys().generate(name, 1024, 3), "already");
        assertRefused(() -> module.inventory().rsaPublicKey(name), "DESTROYED");
    }

    @ParameterizedTest
    @CsvSource({"1016, 3", "1030, 3", "2048, 3", "1024, 17"})
    void a_length_or_an_exponent_that_is_none_of_an_issuer_key_is_refused(int bits, int exponent) {
        assertRefused(() -> module.issuerKeys().generate(name, bits, exponent), "");
        assertThat(module.inventory().find(name)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_private_half_leaves_in_no_form(Form form) {
        assertRefused(
                () -> module.keyExchange()
                        .export(new Order(PUBLISHED, ExchangeVault.KBPK2_AES, ExchangeVault.PERSONALIZER, form)),
                "a ISSUER_RSA key does not leave");
    }

    /** RFC 8017, 8.2.1 is deterministic, and so is EMV 4.4 Book 2, A2.1. */
    @ParameterizedTest
    @EnumSource
    void signatures_of_a_known_key_are_the_same_bytes_everywhere(SignatureFrame frame) {
        ByteString modulus = module.inventory().rsaPublicKey(PUBLISHED).modulus();
        ByteString content = ByteString.ascii("request of ").plus(modulus);
        same(one -> one.issuerKeys().signRequest(PUBLISHED, frame, content));
        same(one -> one.issuerKeys().signResponse(CA, frame, content));
        assertBadInput(() -> module.issuerKeys().signRequest(PUBLISHED, frame, modulus.slice(1)));
        assertRefused(() -> module.issuerKeys().signRequest(CA, frame, content), "is for CA_RSA");
        assertRefused(() -> module.issuerKeys().signResponse(PUBLISHED, frame, content), "is for ISSUER_RSA");
    }

    @Test
    void a_certificate_of_the_test_authority_is_the_same_everywhere() {
        RsaPublicKey key = module.inventory().rsaPublicKey(PUBLISHED);
        Certification wanted = new Certification(CA, key, "999999", EXPIRES, ByteString.fromHex("000001"));
        same(one -> one.issuerKeys().certify(wanted));
        assertRefused(
                () -> module.issuerKeys()
                        .certify(new Certification(PUBLISHED, key, "999999", EXPIRES, ByteString.fromHex("000001"))),
                "is for ISSUER_RSA");
    }

    private <T> void same(Function<SecurityModule, T> work) {
        try (SecurityModule vault = TestModule.open()) {
            assertThat(work.apply(module)).isEqualTo(work.apply(vault));
        }
    }

    private KeyDescription described() {
        return module.inventory().find(name).orElseThrow();
    }

    private List<ByteString> sign(KeyName issuer) {
        return module.certificates()
                .signStaticData(
                        List.of(new StaticSignatureRequest(issuer, ByteString.fromHex("0000"), ByteString.EMPTY)));
    }
}
