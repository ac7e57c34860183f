package org.cardwright.jobs.scorecard.answers;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.Certificates.IssuerCertificateRequest;
import org.cardwright.crypto.module.Certificates.StaticSignatureRequest;
import org.cardwright.crypto.oda.CaPublicKey;
import org.cardwright.crypto.oda.CertificateEngine;
import org.cardwright.crypto.oda.IccPublicKeyCertificate;
import org.cardwright.crypto.oda.SignedDynamicApplicationData;
import org.cardwright.crypto.rsa.BlockSignature;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;

/** Key pairs, certificates and signatures with published private keys. EMV 4.4 Book 2, 5 to 7. */
final class Signatures {

    private static final KeyName CA = KeyName.of("ca");
    private static final KeyName ISSUER = KeyName.of("issuer");
    private static final String NO_KEK = "00112233445566778899AABBCCDDEEFF";

    private Signatures() {}

    static List<KnownAnswer> all() {
        return Stream.of(keyPairs(), issuerCertificates(), cardCertificates(), signatures(), authorities())
                .flatMap(answers -> answers)
                .toList();
    }

    /** Names of the parts differ in their letters between the sources; the product computes them all from p and q. */
    private static Stream<KnownAnswer> keyPairs() {
        return PublishedVector.all().stream()
                .filter(vector -> vector.name().matches(".*test .*RSA key.*"))
                .map(vector -> {
                    Map<String, String> parts = new TreeMap<>();
                    vector.inputs().forEach((name, value) -> parts.put(name.toLowerCase(Locale.ROOT), value));
                    Map<String, String> inputs = Map.of(
                            "n", parts.remove("n"),
                            "e", parts.remove("e"),
                            "p", parts.get("p"),
                            "q", parts.get("q"));
                    parts.put("d", canonical(parts));
                    return KnownAnswer.of(vector.name(), inputs, parts, Signatures::parts);
                });
    }

    /** A private exponent may be one of several; the smallest is the product's. RFC 8017, 3.2. */
    private static String canonical(Map<String, String> parts) {
        BigInteger p = new BigInteger(parts.get("p"), 16).subtract(BigInteger.ONE);
        BigInteger q = new BigInteger(parts.get("q"), 16).subtract(BigInteger.ONE);
        BigInteger lambda = p.multiply(q).divide(p.gcd(q));
        return filled(
                new BigInteger(parts.get("d"), 16).mod(lambda), parts.get("d").length());
    }

    private static Map<String, String> parts(Given given) {
        RsaPrivateKey key = PrivateKeys.ofFactors(given.publicKey("n", "e"), given.bytes("p"), given.bytes("q"));
        List<BigInteger> numbers = PrivateKeys.numbers(key);
        int digits = given.text("n").length();
        BigInteger lambda = lambda(numbers.get(4), numbers.get(5));
        return Map.of(
                "d", filled(numbers.get(3).mod(lambda), digits),
                "p", filled(numbers.get(4), digits / 2),
                "q", filled(numbers.get(5), digits / 2),
                "dp", filled(numbers.get(6), digits / 2),
                "dq", filled(numbers.get(7), digits / 2),
                "qinv", filled(numbers.get(8), digits / 2));
    }

    private static BigInteger lambda(BigInteger p, BigInteger q) {
        BigInteger one = p.subtract(BigInteger.ONE);
        BigInteger other = q.subtract(BigInteger.ONE);
        return one.multiply(other).divide(one.gcd(other));
    }

    private static String filled(BigInteger number, int digits) {
        String hex = number.toString(16).toUpperCase(Locale.ROOT);
        return "0".repeat(digits - hex.length()) + hex;
    }

    private static Stream<KnownAnswer> issuerCertificates() {
        return Stream.of(
                KnownAnswer.of(
                                "Issuer PK certificate (90/92/9F32) full signing, javaemvreader test CA",
                                Signatures::issuerCertificate)
                        .with("javaemvreader test Issuer RSA key pair 1152-bit e=3", "p", "q")
                        .withoutInputs("rid", "ca_index"),
                KnownAnswer.of(
                                "Issuer PK certificate full signing, 1408/1408 e=3 (mrautio)",
                                Signatures::issuerCertificate)
                        .with("mrautio test RSA key issuer 1408 (IIN 123456)", "p", "q")
                        .withInput("ca_e", "03"));
    }

    static Map<String, String> issuerCertificate(Given given) {
        RsaPrivateKey ca = PrivateKeys.ofExponent(given.publicKey("ca_n", "ca_e"), given.bytes("ca_d"));
        RsaPrivateKey issuer =
                PrivateKeys.ofFactors(given.publicKey("issuer_n", "issuer_e"), given.bytes("p"), given.bytes("q"));
        IssuerCertificateRequest request = new IssuerCertificateRequest(
                CA,
                ISSUER,
                given.text("issuer_id").replace("F", ""),
                CardKeys.expiration(given.text("cert_exp_mmyy")),
                given.bytes("serial"));
        IssuerCertificate made = engine().certifyIssuerKey(request, name -> name.equals(CA) ? ca : issuer);
        String block = RsaSigner.recover(ca.publicKey(), made.certificate()).toHex();
        return Map.of(
                "plaintext", block,
                "recovered_plaintext", block,
                "tag90", made.certificate().toHex(),
                "tag92", made.remainder().toHex(),
                "tag9F32", made.exponent().toHex());
    }

    private static Stream<KnownAnswer> cardCertificates() {
        return Stream.of(
                KnownAnswer.of(
                                "ICC PK certificate (9F46/9F47, 9F48 absent) full signing, issuer 1408 / ICC 1024"
                                        + " e=3 (mrautio)",
                                Signatures::cardCertificate)
                        .with("mrautio test RSA key ICC 1024 (PAN 1234560012345608)", "p", "q")
                        .withInput("issuer_e", "03")
                        .withoutInputs("afl", "aip"),
                pinCertificate());
    }

    private static Map<String, String> cardCertificate(Given given) {
        RsaPrivateKey card =
                PrivateKeys.ofFactors(given.publicKey("icc_n", "icc_e"), given.bytes("p"), given.bytes("q"));
        IccKeySet made = certified(given, card, given.bytes("static_data_to_be_authenticated"));
        return Map.of(
                "plaintext",
                        RsaSigner.recover(issuer(given).publicKey(), made.certificate())
                                .toHex(),
                "tag9F46", made.certificate().toHex(),
                "tag9F48", made.remainder().toHex(),
                "tag9F47", made.exponent().toHex());
    }

    private static KnownAnswer pinCertificate() {
        PublishedVector vector =
                PublishedVector.named("ICC PIN encipherment PK certificate (9F2D/9F2E/9F2F) self-generated");
        Map<String, String> inputs = new TreeMap<>(vector.inputs());
        inputs.put("issuer_e", "03");
        inputs.put("plaintext", vector.output("plaintext"));
        inputs.put("tag9F2E", vector.output("tag9F2E"));
        inputs.put("tag9F2F", vector.output("tag9F2F"));
        Map<String, String> outputs = Map.of(
                "certificate", vector.output("tag9F2D"),
                "pan_field", inputs.remove("pan_field"),
                "mmyy", inputs.remove("cert_exp_mmyy"),
                "serial", inputs.remove("serial"),
                "modulus", vector.input("pe_n"));
        return KnownAnswer.of(vector.name(), inputs, outputs, Signatures::pinCertificate);
    }

    /** Its smaller factor is below what the product would choose, so it is not made but recovered. */
    private static Map<String, String> pinCertificate(Given given) {
        PrivateKeys.ofExponent(given.publicKey("pe_n", "pe_e"), given.bytes("pe_d"));
        ByteString signed = sign(issuer(given), given.bytes("plaintext"));
        return CardChains.cardCertificate(
                given.publicKey("issuer_n", "issuer_e"),
                new IccPublicKeyCertificate.Elements(signed, given.bytes("tag9F2F"), given.bytes("tag9F2E")),
                ByteString.EMPTY);
    }

    static ByteString sign(RsaPrivateKey key, ByteString block) {
        return new RsaSigner(RsaEngine.scalar())
                .sign(List.of(new BlockSignature(key, block)))
                .get(0);
    }

    private static IccKeySet certified(Given given, RsaPrivateKey card, ByteString staticData) {
        CardKeys.Content content = new CardKeys.Content(
                given.text("pan_field"), given.text("cert_exp_mmyy"), given.bytes("serial"), staticData);
        SecretBytes kek = SecretBytes.adopt(ByteString.fromHex(NO_KEK).toByteArray());
        return CardKeys.make(issuer(given), card, content, kek);
    }

    private static Stream<KnownAnswer> signatures() {
        return Stream.of(
                KnownAnswer.of("Signed Static Application Data (93), javaemvreader", Signatures::staticSignature)
                        .withInput("issuer_e", "03")
                        .withoutInputs("aip", "tag9F4A"),
                KnownAnswer.of("SSAD (93) self-generated with the mrautio issuer key", Signatures::staticSignature)
                        .withInput("issuer_e", "03"),
                KnownAnswer.of("DDA SDAD self-generated with published ICC key", Signatures::dynamicSignature)
                        .withInput("icc_e", "03")
                        .withoutInputs("ddol"),
                KnownAnswer.of(
                                "CDA SDAD (GENERATE AC 1) self-generated with published ICC key",
                                Signatures::combinedSignature)
                        .withInput("icc_e", "03"),
                KnownAnswer.of(
                                "Stored SDAD structure (mrautio 9F4B, static test value)",
                                given -> Map.of(
                                        "plaintext_prefix", recovered(given).substring(0, 14)))
                        .withInput("icc_e", "03"),
                KnownAnswer.of("Enciphered PIN for VERIFY (P2=88) self-generated", Signatures::encipheredPin)
                        .withoutInputs("pin"));
    }

    static Map<String, String> staticSignature(Given given) {
        StaticSignatureRequest request =
                new StaticSignatureRequest(ISSUER, given.bytes("dac"), given.bytes("static_data_to_be_authenticated"));
        RsaPrivateKey issuer = issuer(given);
        ByteString made =
                engine().signStaticData(List.of(request), name -> issuer).get(0);
        return Map.of(
                "plaintext", RsaSigner.recover(issuer.publicKey(), made).toHex(),
                "tag93", made.toHex());
    }

    private static Map<String, String> dynamicSignature(Given given) {
        return dynamic(given, given.bytes("icc_dynamic_data"), given.bytes("ddol_data"));
    }

    /** Length, ICC dynamic number, CID, cryptogram, hash over the transaction. EMV 4.4 Book 2, 6.6.1, Table 19. */
    private static Map<String, String> combinedSignature(Given given) {
        ByteString hash = SignedDynamicApplicationData.transactionDataHashCode(
                given.bytes("pdol_values").plus(given.bytes("cdol1_values")),
                given.bytes("response_tlvs_without_9F4B"));
        ByteString number = given.bytes("idn");
        ByteString data = ByteString.concat(
                ByteString.ofByte(number.size()), number, given.bytes("cid"), given.bytes("ac"), hash);
        Map<String, String> found = new TreeMap<>(dynamic(given, data, given.bytes("un")));
        found.put("tdhc", hash.toHex());
        found.put("icc_dynamic_data", data.toHex());
        return found;
    }

    private static Map<String, String> dynamic(Given given, ByteString dynamicData, ByteString terminalData) {
        RsaPrivateKey card = PrivateKeys.ofExponent(given.publicKey("icc_n", "icc_e"), given.bytes("icc_d"));
        SignedDynamicApplicationData content = new SignedDynamicApplicationData(dynamicData);
        ByteString block = content.block(card.modulusBits() / 8, terminalData);
        return Map.of("plaintext", block.toHex(), "tag9F4B", sign(card, block).toHex());
    }

    private static String recovered(Given given) {
        return RsaSigner.recover(given.publicKey("icc_n", "icc_e"), given.bytes("tag9F4B"))
                .toHex();
    }

    private static Map<String, String> encipheredPin(Given given) {
        ByteString clear = ByteString.concat(
                ByteString.ofByte(0x7F), given.bytes("pin_block"), given.bytes("icc_un"), given.bytes("random"));
        return Map.of(
                "plaintext", clear.toHex(),
                "enciphered",
                        RsaSigner.recover(given.publicKey("pe_n", "pe_e"), clear)
                                .toHex());
    }

    private static Stream<KnownAnswer> authorities() {
        Stream<KnownAnswer> listed = PublishedVector.startingWith("CAPK ").stream()
                .map(vector -> KnownAnswer.of(vector.name(), given -> checkSum(given, "modulus", "exponent")));
        return Stream.concat(
                listed,
                Stream.of(KnownAnswer.of(
                        "CA public key check sum, javaemvreader test CA", given -> checkSum(given, "n", "e"))));
    }

    private static Map<String, String> checkSum(Given given, String modulus, String exponent) {
        CaPublicKey key = new CaPublicKey(
                given.bytes("rid"), given.bytes("index").toUnsigned(), given.publicKey(modulus, exponent));
        return Map.of("checksum", key.checkSum().toHex());
    }

    static RsaPrivateKey issuer(Given given) {
        return PrivateKeys.ofExponent(given.publicKey("issuer_n", "issuer_e"), given.bytes("issuer_d"));
    }

    private static CertificateEngine engine() {
        return new CertificateEngine(RsaEngine.scalar());
    }
}
