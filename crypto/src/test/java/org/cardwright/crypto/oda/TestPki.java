package org.cardwright.crypto.oda;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.Certificates.IssuerCertificateRequest;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaKeyGenerator;
import org.cardwright.crypto.rsa.RsaKeyRequest;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.crypto.rsa.SeededRandomBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;

/**
 * Makes the test PKI of {@code keys-test-only}: two CA keys for each of two payment systems, one issuer key for each bank and
 * payment system, and a certificate for each issuer key under each CA key of its payment system.
 *
 * <p>Every key depends on a published seed and its name alone, so that nobody can mistake one for a secret. The indexes E0 and
 * E1 are in no published list of CA keys.
 */
final class TestPki {

    static final ByteString VISA_LIKE = ByteString.fromHex("A000000003");
    static final ByteString MASTERCARD_LIKE = ByteString.fromHex("A000000004");

    private static final byte[] SEED = "Cardwright test PKI, published, test only".getBytes(StandardCharsets.US_ASCII);
    private static final ExpirationDate EXPIRES = ExpirationDate.ofYymm("3912");
    private static final String ISSUER_IDENTIFIER = "999999";

    /** A CA key. */
    record Ca(KeyName name, ByteString rid, int index, int bits) {}

    /** An issuer key. */
    record Issuer(KeyName name, ByteString rid, int bits, int exponent) {}

    /** An issuer certificate with what it says. */
    record Certified(Issuer issuer, Ca ca, ByteString serial, IssuerCertificate data) {}

    static final List<Ca> CAS = List.of(
            ca(VISA_LIKE, 0xE0, 1408),
            ca(VISA_LIKE, 0xE1, 1984),
            ca(MASTERCARD_LIKE, 0xE0, 1408),
            ca(MASTERCARD_LIKE, 0xE1, 1984));

    static final List<Issuer> ISSUERS = List.of(
            issuer("bank-one", VISA_LIKE, 1408, 3),
            issuer("bank-one", MASTERCARD_LIKE, 1408, 3),
            issuer("bank-two", VISA_LIKE, 1408, 3),
            issuer("bank-two", MASTERCARD_LIKE, 1408, 65537),
            issuer("bank-three", VISA_LIKE, 1152, 3),
            issuer("bank-three", MASTERCARD_LIKE, 1408, 3));

    private final Map<KeyName, RsaPrivateKey> keys = new LinkedHashMap<>();

    TestPki() {
        CAS.forEach(ca -> keys.put(ca.name(), generate(ca.name(), ca.bits(), 3)));
        ISSUERS.forEach(issuer -> keys.put(issuer.name(), generate(issuer.name(), issuer.bits(), issuer.exponent())));
    }

    RsaPrivateKey key(KeyName name) {
        return Optional.ofNullable(keys.get(name)).orElseThrow();
    }

    /** All certificates; serial numbers count from 1 under each CA key. */
    List<Certified> certificates() {
        return CAS.stream()
                .flatMap(ca -> {
                    List<Issuer> issuers = ISSUERS.stream()
                            .filter(issuer -> issuer.rid().equals(ca.rid()))
                            .toList();
                    return issuers.stream().map(issuer -> certify(ca, issuer, issuers.indexOf(issuer) + 1));
                })
                .toList();
    }

    private Certified certify(Ca ca, Issuer issuer, int number) {
        ByteString serial = ByteString.ofUnsigned(number, 3);
        var request = new IssuerCertificateRequest(ca.name(), issuer.name(), ISSUER_IDENTIFIER, EXPIRES, serial);
        IssuerCertificate data = new CertificateEngine(RsaEngine.scalar()).certifyIssuerKey(request, this::key);
        return new Certified(issuer, ca, serial, data);
    }

    private static RsaPrivateKey generate(KeyName name, int bits, int exponent) {
        var random = new SeededRandomBytes(SEED, name.toString());
        return new RsaKeyGenerator(RsaEngine.scalar())
                .generate(List.of(new RsaKeyRequest(bits, exponent, false, random)))
                .get(0);
    }

    private static Ca ca(ByteString rid, int index, int bits) {
        String label = "test-ca." + lower(rid) + "-" + lower(ByteString.ofByte(index));
        return new Ca(KeyName.of(label), rid, index, bits);
    }

    private static Issuer issuer(String bank, ByteString rid, int bits, int exponent) {
        return new Issuer(KeyName.of(bank + ".issuer-" + lower(rid)), rid, bits, exponent);
    }

    private static String lower(ByteString bytes) {
        return bytes.toHex().toLowerCase(Locale.ROOT);
    }
}
