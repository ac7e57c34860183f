package org.cardwright.crypto.oda;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.module.Certificates.ZeroPolicy;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.crypto.rsa.PrimeSearch;
import org.cardwright.crypto.rsa.PrivateOperation;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way of a card key with published factors: certificate and wrapped parts come out as published. */
class PublishedCardKeyTest {

    private static final PublishedVector CERTIFICATE = PublishedVector.named(
            "ICC PK certificate (9F46/9F47, 9F48 absent) full signing, issuer 1408 / ICC 1024 e=3 (mrautio)");
    private static final PublishedVector ISSUER =
            PublishedVector.named("mrautio test RSA key issuer 1408 (IIN 123456)");

    @ParameterizedTest
    @EnumSource
    void generates_the_published_card_key(WrapUnder.Mode mode) {
        PublishedVector parts =
                PublishedVector.named("ICC RSA CRT components encrypted under KEK, 80-padding, 3DES-" + mode.name());
        RsaPrivateKey issuerKey = TestKeys.withFactors(ISSUER);
        var engine = new CertificateEngine(new PublishedFactors(parts));
        // The randomness is never asked for: the engine knows its factors.
        var context = new IccKeyContext(name -> issuerKey, card -> target -> {}, wrapper(parts));

        IccKeySet set = engine.generateIccKeys(List.of(request(mode)), context).get(0);

        assertThat(set.modulus().toHex()).isEqualTo(CERTIFICATE.input("icc_n"));
        assertThat(set.certificate().toHex()).isEqualTo(CERTIFICATE.output("tag9F46"));
        assertThat(set.remainder().toHex()).isEqualTo(CERTIFICATE.output("tag9F48"));
        assertThat(set.exponent().toHex()).isEqualTo(CERTIFICATE.output("tag9F47"));
        assertThat(set.wrappedParts())
                .extracting(ByteString::toHex)
                .containsExactly(
                        parts.output("qinv_enc"),
                        parts.output("dq_enc"),
                        parts.output("dp_enc"),
                        parts.output("q_enc"),
                        parts.output("p_enc"));
    }

    private static IccKeyRequest request(WrapUnder.Mode mode) {
        return new IccKeyRequest(
                "A-1/9F46",
                1024,
                3,
                KeyName.of("issuer"),
                Pan.of(CERTIFICATE.input("pan_field").replace("F", "")),
                ExpirationDate.ofYymm("2912"),
                ByteString.fromHex(CERTIFICATE.input("serial")),
                Optional.of(ByteString.fromHex(CERTIFICATE.input("static_data_to_be_authenticated"))),
                new WrapUnder(KeyName.of("kek2"), mode),
                ZeroPolicy.LEFT_FILL,
                0);
    }

    private static PartWrapper wrapper(PublishedVector vector) {
        SecretBytes kek = SecretBytes.adopt(HexFormat.of().parseHex(vector.input("kek")));
        return new PartWrapper() {
            @Override
            public int blockBytes(WrapUnder under) {
                return 8;
            }

            @Override
            public ByteString wrap(WrapUnder under, SecretBytes clear) {
                try (KeyCipher cipher = KeyCipher.tdes(kek)) {
                    byte[] bytes = ClearKeyAccess.open(clear);
                    boolean ecb = under.mode() == WrapUnder.Mode.ECB;
                    return ByteString.of(ecb ? cipher.encryptEcb(bytes) : cipher.encryptCbc(bytes));
                }
            }
        };
    }

    /** Finds the two published factors instead of random ones, the smaller one first. */
    private static final class PublishedFactors implements RsaEngine {

        private final RsaEngine arithmetic = RsaEngine.scalar();
        private final PublishedVector vector;
        private String next = "q";

        PublishedFactors(PublishedVector vector) {
            this.vector = vector;
        }

        @Override
        public List<BigInteger> findPrimes(List<PrimeSearch> searches) {
            BigInteger factor = new BigInteger(vector.input(next), 16);
            next = "p";
            return List.of(factor);
        }

        @Override
        public List<byte[]> privateOperations(List<PrivateOperation> operations) {
            return arithmetic.privateOperations(operations);
        }
    }
}
