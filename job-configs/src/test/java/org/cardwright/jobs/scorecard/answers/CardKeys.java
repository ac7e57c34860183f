package org.cardwright.jobs.scorecard.answers;

import java.math.BigInteger;
import java.util.Iterator;
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
import org.cardwright.crypto.oda.CertificateEngine;
import org.cardwright.crypto.oda.IccKeyContext;
import org.cardwright.crypto.oda.PartWrapper;
import org.cardwright.crypto.rsa.PrimeSearch;
import org.cardwright.crypto.rsa.PrivateOperation;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;

/** Lets the product make a card key whose factors are published. EMV 4.4 Book 2, 6.1 and 7.1. */
final class CardKeys {

    private CardKeys() {}

    /**
     * What the certificate says.
     *
     * @param panField ten bytes, PAN filled up with F
     * @param mmyy last month
     * @param serialNumber three bytes
     * @param staticData what the certificate is hashed with
     */
    record Content(String panField, String mmyy, ByteString serialNumber, ByteString staticData) {}

    static IccKeySet make(RsaPrivateKey issuer, RsaPrivateKey card, Content content, SecretBytes kek) {
        List<BigInteger> numbers = PrivateKeys.numbers(card);
        CertificateEngine engine = new CertificateEngine(new PublishedFactors(numbers.get(4), numbers.get(5)));
        IccKeyContext context = new IccKeyContext(name -> issuer, reference -> target -> {}, new UnderKek(kek));
        IccKeyRequest request = new IccKeyRequest(
                "A-1/9F46",
                card.modulusBits(),
                numbers.get(2).intValueExact(),
                KeyName.of("issuer"),
                Pan.of(content.panField().replace("F", "")),
                expiration(content.mmyy()),
                content.serialNumber(),
                Optional.of(content.staticData()),
                new WrapUnder(KeyName.of("kek2"), WrapUnder.Mode.ECB),
                ZeroPolicy.LEFT_FILL,
                0);
        return engine.generateIccKeys(List.of(request), context).get(0);
    }

    static ExpirationDate expiration(String mmyy) {
        return ExpirationDate.ofYymm(mmyy.substring(2) + mmyy.substring(0, 2));
    }

    private record UnderKek(SecretBytes kek) implements PartWrapper {

        @Override
        public int blockBytes(WrapUnder under) {
            return 8;
        }

        @Override
        public ByteString wrap(WrapUnder under, SecretBytes clear) {
            return ByteString.of(KeyCipher.tdes(kek).encryptEcb(ClearKeyAccess.open(clear)));
        }
    }

    /** Finds the two published factors instead of random ones. */
    private static final class PublishedFactors implements RsaEngine {

        private final RsaEngine arithmetic = RsaEngine.scalar();
        private final Iterator<BigInteger> factors;

        PublishedFactors(BigInteger p, BigInteger q) {
            factors = List.of(q, p).iterator();
        }

        @Override
        public List<BigInteger> findPrimes(List<PrimeSearch> searches) {
            if (!factors.hasNext()) {
                throw new IllegalArgumentException("the published factors make no usable pair");
            }
            return List.of(factors.next());
        }

        @Override
        public List<byte[]> privateOperations(List<PrivateOperation> operations) {
            return arithmetic.privateOperations(operations);
        }
    }
}
