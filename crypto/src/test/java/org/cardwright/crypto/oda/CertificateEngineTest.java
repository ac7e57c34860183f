package org.cardwright.crypto.oda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.module.Certificates.IssuerCertificateRequest;
import org.cardwright.crypto.module.Certificates.StaticSignatureRequest;
import org.cardwright.crypto.module.Certificates.ZeroPolicy;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.crypto.rsa.PaddedParts;
import org.cardwright.crypto.rsa.PrimeSearch;
import org.cardwright.crypto.rsa.PrivateOperation;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaKeyGenerator;
import org.cardwright.crypto.rsa.RsaKeyRequest;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.crypto.rsa.SeededRandomBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.junit.jupiter.api.Test;

class CertificateEngineTest {

    private static final KeyName ISSUER = KeyName.of("bank-one.issuer");
    private static final WrapUnder KEK2 = new WrapUnder(KeyName.of("bureau.kek2"), WrapUnder.Mode.ECB);
    private static final Pan CARD = Pan.of("9999990000000014");
    private static final ByteString STATIC_DATA = ByteString.fromHex("5A0899999900000000147C00");
    private static final byte[] SEED = "certificate engine test".getBytes(StandardCharsets.US_ASCII);

    private static final RsaPrivateKey ISSUER_1408 = key(1408, 3);

    private final CertificateEngine engine = new CertificateEngine(RsaEngine.scalar());
    private final List<SecretBytes> wrapped = new ArrayList<>();

    @Test
    void certifies_a_card_key_with_a_remainder() {
        IccKeySet set = engine.generateIccKeys(List.of(request("A-1/9F46", 1408, 3)), context(8))
                .get(0);

        assertThat(set.certificate().size()).isEqualTo(176);
        assertThat(set.remainder().size()).isEqualTo(42);
        assertThat(set.modulus().slice(134)).isEqualTo(set.remainder());
        assertThat(set.exponent().toHex()).isEqualTo("03");
        assertThat(recover(set, STATIC_DATA).value())
                .hasValueSatisfying(c -> assertThat(c.pan()).isEqualTo(CARD))
                .hasValueSatisfying(c -> assertThat(c.expirationDate().yymm()).isEqualTo("2912"))
                .hasValueSatisfying(c -> assertThat(c.serialNumber().toHex()).isEqualTo("00002A"));
    }

    @Test
    void certifies_a_short_card_key_without_a_remainder() {
        IccKeySet set = engine.generateIccKeys(List.of(request("A-1/9F46", 1024, 65537)), context(8))
                .get(0);

        assertThat(set.remainder()).isEqualTo(ByteString.EMPTY);
        assertThat(set.exponent().toHex()).isEqualTo("010001");
        assertThat(recover(set, STATIC_DATA).value()).isPresent();
    }

    @Test
    void binds_the_static_data_to_the_certificate() {
        IccKeySet set = engine.generateIccKeys(List.of(request("A-1/9F46", 1024, 3)), context(8))
                .get(0);

        assertThat(recover(set, STATIC_DATA.plus(ByteString.ofByte(0))).fault()).contains(CertificateFault.HASH);
    }

    @Test
    void leaves_static_data_out_of_a_pin_encipherment_certificate() {
        IccKeyRequest request = request("A-1/9F2D", 1024, 3, Optional.empty());

        IccKeySet set = engine.generateIccKeys(List.of(request), context(8)).get(0);

        assertThat(recover(set, ByteString.EMPTY).value()).isPresent();
        assertThat(recover(set, STATIC_DATA).fault()).contains(CertificateFault.HASH);
    }

    @Test
    void hands_five_padded_parts_to_the_wrapper() {
        IccKeySet set = engine.generateIccKeys(List.of(request("A-1/9F46", 1024, 3)), context(8))
                .get(0);

        assertThat(set.wrappedParts()).hasSize(5).extracting(ByteString::size).containsOnly(72);
        List<SecretBytes> clear = set.wrappedParts().stream()
                .map(part -> SecretBytes.adopt(part.toByteArray()))
                .toList();
        assertThat(PaddedParts.fit(clear, 8, new RsaPublicKey(set.modulus(), set.exponent()), 0))
                .isTrue();
    }

    @Test
    void wipes_the_clear_parts_after_wrapping() {
        var unused = engine.generateIccKeys(List.of(request("A-1/9F46", 1024, 3)), context(8));

        assertThat(wrapped).hasSize(5).allMatch(SecretBytes::isDestroyed);
    }

    @Test
    void pads_to_the_block_of_an_aes_key() {
        IccKeySet set = engine.generateIccKeys(List.of(request("A-1/9F46", 1024, 3)), context(16))
                .get(0);

        assertThat(set.wrappedParts()).extracting(ByteString::size).containsOnly(80);
    }

    @Test
    void makes_the_same_card_key_in_any_batch() {
        IccKeyRequest one = request("A-1/9F46", 1024, 3);
        IccKeyRequest two = request("A-2/9F46", 1024, 3);

        IccKeySet alone = engine.generateIccKeys(List.of(two), context(8)).get(0);
        List<IccKeySet> together = engine.generateIccKeys(List.of(one, two), context(8));

        assertThat(together.get(1)).isEqualTo(alone);
        assertThat(together.get(0).modulus()).isNotEqualTo(alone.modulus());
    }

    @Test
    void answers_nothing_to_an_empty_batch() {
        assertThat(engine.generateIccKeys(List.of(), context(8))).isEmpty();
        assertThat(engine.signStaticData(List.of(), name -> ISSUER_1408)).isEmpty();
    }

    @Test
    void refuses_a_card_key_that_is_longer_than_that_of_its_issuer() {
        IccKeyRequest request = request("A-1/9F46", 1416, 3);

        assertThatThrownBy(() -> engine.generateIccKeys(List.of(request), context(8)))
                .isInstanceOfSatisfying(
                        SecurityModuleException.class, e -> assertThat(e.kind()).isEqualTo(Kind.KEY_REFUSED))
                .hasMessage("bank-one.issuer/1: an ICC modulus is not longer than that of its issuer");
    }

    @Test
    void refuses_malformed_requests() {
        refuses(request("A-1/9F46", 1023, 3));
        refuses(request("A-1/9F46", 1016, 3));
        refuses(request("A-1/9F46", 1024, 5));
        refuses(new IccKeyRequest(
                "A-1/9F46",
                1024,
                3,
                ISSUER,
                CARD,
                ExpirationDate.ofYymm("2912"),
                ByteString.fromHex("0001"),
                Optional.of(STATIC_DATA),
                KEK2,
                ZeroPolicy.LEFT_FILL,
                0));
    }

    @Test
    void refuses_a_data_authentication_code_of_three_bytes() {
        var request = new StaticSignatureRequest(ISSUER, ByteString.fromHex("DAC100"), STATIC_DATA);

        assertThatThrownBy(() -> engine.signStaticData(List.of(request), name -> ISSUER_1408))
                .isInstanceOfSatisfying(
                        SecurityModuleException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_INPUT));
    }

    @Test
    void refuses_an_issuer_key_that_is_longer_than_that_of_its_ca() {
        RsaPrivateKey shortCa = key(1024, 3);
        var request = new IssuerCertificateRequest(
                KeyName.of("ca"), ISSUER, "999999", ExpirationDate.ofYymm("3912"), ByteString.fromHex("000001"));

        assertThatThrownBy(() -> engine.certifyIssuerKey(request, name -> name.equals(ISSUER) ? ISSUER_1408 : shortCa))
                .isInstanceOfSatisfying(
                        SecurityModuleException.class, e -> assertThat(e.kind()).isEqualTo(Kind.KEY_REFUSED));
    }

    @Test
    void uses_no_signature_with_one_wrong_bit() {
        CertificateEngine faulty = new CertificateEngine(new FaultyEngine());
        var request = new StaticSignatureRequest(ISSUER, ByteString.fromHex("DAC1"), STATIC_DATA);

        assertThatThrownBy(() -> faulty.signStaticData(List.of(request), name -> ISSUER_1408))
                .isInstanceOfSatisfying(
                        SecurityModuleException.class, e -> assertThat(e.kind()).isEqualTo(Kind.WRONG_RESULT));
    }

    @Test
    void uses_no_key_pair_that_fails_its_check() {
        CertificateEngine faulty = new CertificateEngine(new FaultyEngine());

        assertThatThrownBy(() -> faulty.generateIccKeys(List.of(request("A-1/9F46", 1024, 3)), context(8)))
                .isInstanceOfSatisfying(
                        SecurityModuleException.class, e -> assertThat(e.kind()).isEqualTo(Kind.WRONG_RESULT));
        assertThat(wrapped).isEmpty();
    }

    private void refuses(IccKeyRequest request) {
        assertThatThrownBy(() -> engine.generateIccKeys(List.of(request), context(8)))
                .isInstanceOfSatisfying(
                        SecurityModuleException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_INPUT));
    }

    private static Recovery<IccPublicKeyCertificate> recover(IccKeySet set, ByteString staticData) {
        var elements = new IccPublicKeyCertificate.Elements(set.certificate(), set.remainder(), set.exponent());
        return IccPublicKeyCertificate.recover(ISSUER_1408.publicKey(), elements, staticData);
    }

    private static IccKeyRequest request(String reference, int bits, int exponent) {
        return request(reference, bits, exponent, Optional.of(STATIC_DATA));
    }

    private static IccKeyRequest request(String reference, int bits, int exponent, Optional<ByteString> staticData) {
        return new IccKeyRequest(
                reference,
                bits,
                exponent,
                ISSUER,
                CARD,
                ExpirationDate.ofYymm("2912"),
                ByteString.ofUnsigned(42, 3),
                staticData,
                KEK2,
                ZeroPolicy.LEFT_FILL,
                0);
    }

    private IccKeyContext context(int blockBytes) {
        PartWrapper recording = new PartWrapper() {
            @Override
            public int blockBytes(WrapUnder under) {
                return blockBytes;
            }

            @Override
            public ByteString wrap(WrapUnder under, SecretBytes clear) {
                assertThat(under).isEqualTo(KEK2);
                wrapped.add(clear);
                return ByteString.of(ClearKeyAccess.open(clear));
            }
        };
        return new IccKeyContext(name -> ISSUER_1408, card -> new SeededRandomBytes(SEED, card), recording);
    }

    private static RsaPrivateKey key(int bits, int exponent) {
        var random = new SeededRandomBytes(SEED, "issuer/" + bits + "/" + exponent);
        return new RsaKeyGenerator(RsaEngine.scalar())
                .generate(List.of(new RsaKeyRequest(bits, exponent, false, random)))
                .get(0);
    }

    /** Flips one bit of every result. */
    private static final class FaultyEngine implements RsaEngine {

        private final RsaEngine good = RsaEngine.scalar();

        @Override
        public List<BigInteger> findPrimes(List<PrimeSearch> searches) {
            return good.findPrimes(searches);
        }

        @Override
        public List<byte[]> privateOperations(List<PrivateOperation> operations) {
            List<byte[]> results = good.privateOperations(operations);
            results.forEach(result -> result[result.length - 1] ^= 1);
            return results;
        }
    }
}
