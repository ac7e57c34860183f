package org.cardwright.jobs.scorecard.answers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.oda.IccPublicKeyCertificate;
import org.cardwright.crypto.oda.IssuerPublicKeyCertificate;
import org.cardwright.crypto.oda.Recovery;
import org.cardwright.crypto.oda.SignedDynamicApplicationData;
import org.cardwright.crypto.oda.SignedStaticApplicationData;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.sample.PublishedVector;

/** Public test cards and payment system certificates, recovered as a terminal does. EMV 4.4 Book 2, 5 and 6. */
final class CardChains {

    private static final String CARD = "Public test-card transcript ";

    private CardChains() {}

    static List<KnownAnswer> all() {
        return Stream.of(
                        Stream.of(
                                card("Mastercard contact SDA+ICC cert"),
                                signed(card("UnionPay contact DDA"), "7863AFC6", "07000659A2F145F4"),
                                signed(card("Amex contact CDA"), "327273B9", ""),
                                signed(card("Mastercard contactless CDA"), "000EEC85", "")),
                        Stream.of("emv-utils emv_rsa_test.c", "emv-utils emv_rsa_cda_test.c")
                                .map(CardChains::terminalTest),
                        certificates())
                .flatMap(answers -> answers)
                .toList();
    }

    private static KnownAnswer card(String name) {
        return KnownAnswer.of(CARD + name, CardChains::chain)
                .withoutInputs("rid", "ca_index", "aip", "tag9F4A", "tag8C", "tag8D", "tag9F49", "transcript")
                .withoutOutputs("dda", "cda");
    }

    /** With the dynamic signature that its transcript holds; of a combined one, what the vector says in words. */
    private static KnownAnswer signed(KnownAnswer card, String number, String dynamicData) {
        PublishedVector vector = PublishedVector.named(card.name());
        String words = vector.outputs().getOrDefault("cda", "");
        String[] parts = words.split(" ", -1);
        String expected = words.isEmpty() ? dynamicData : parts[3].length() / 2 + parts[3] + parts[5] + parts[7];
        Map<String, String> outputs = new TreeMap<>(card.outputs());
        outputs.put("dynamic", words.isEmpty() ? expected : "0" + expected);
        KnownAnswer more = new KnownAnswer(card.name(), card.inputs(), outputs, card.calculation(), card.unheard());
        return more.withInput("sdad", signature(vector)).withInput("un", number);
    }

    /** Tag 9F4B of the last response, or the whole response in format 1. */
    private static String signature(PublishedVector vector) {
        for (String line : vector.transcript()) {
            String response = line.toUpperCase(Locale.ROOT);
            if (response.startsWith("8081B0")) {
                return response.substring(6, 6 + 2 * 0xB0);
            }
        }
        String response = vector.transcript().get(vector.transcript().size() - 1);
        int at = response.toUpperCase(Locale.ROOT).indexOf("9F4B") + 4;
        at += response.startsWith("81", at) ? 2 : 0;
        int length = Integer.parseInt(response.substring(at, at + 2), 16);
        return response.substring(at + 2, at + 2 + 2 * length);
    }

    private static Map<String, String> chain(Given given) {
        IssuerPublicKeyCertificate issuer =
                valid(IssuerPublicKeyCertificate.recover(given.publicKey("ca_n", "ca_e"), data(given, "tag92")));
        Pan pan = Pan.of(given.text("tag5A").replace("F", ""));
        ByteString staticData = given.bytes("static_data_to_be_authenticated");
        IccPublicKeyCertificate card =
                valid(IccPublicKeyCertificate.recover(issuer.publicKey(), elements(given), staticData));
        if (!card.pan().equals(pan) || !issuer.belongsTo(pan)) {
            throw new IllegalArgumentException("the certificates are those of another card");
        }
        Map<String, String> found = new TreeMap<>();
        found.put("issuer", words(issuer));
        found.put("icc", words(card));
        if (given.inputs().containsKey("tag93")) {
            SignedStaticApplicationData signed =
                    valid(SignedStaticApplicationData.recover(issuer.publicKey(), given.bytes("tag93"), staticData));
            found.put("ssad", "DAC " + signed.dataAuthenticationCode().toHex() + " hash True");
        }
        if (given.inputs().containsKey("sdad")) {
            found.put(
                    "dynamic",
                    dynamic(given, card.publicKey(), "sdad", "un")
                            .slice(0, dynamicBytes(given))
                            .toHex());
        }
        return found;
    }

    /** Without the transaction hash, whose data stand in the transcript. */
    private static int dynamicBytes(Given given) {
        return given.text("un").equals("7863AFC6") ? 8 : 18;
    }

    private static String words(IssuerPublicKeyCertificate issuer) {
        RsaPublicKey key = issuer.publicKey();
        return String.join(
                " ",
                padded(issuer.issuerIdentifier(), 8),
                issuer.expirationDate().mmyy(),
                issuer.serialNumber().toHex(),
                "NI " + key.modulus().size(),
                "e " + key.exponent().toHex(),
                "hash True");
    }

    private static String words(IccPublicKeyCertificate card) {
        return String.join(
                " ",
                padded(card.pan().digits(), 20),
                card.expirationDate().mmyy(),
                card.serialNumber().toHex(),
                "NIC " + card.publicKey().modulus().size(),
                "hash True");
    }

    /** Content of a card key certificate, with the certificate itself. EMV 4.4 Book 2, 6.4, Table 14. */
    static Map<String, String> cardCertificate(
            RsaPublicKey issuer, IccPublicKeyCertificate.Elements elements, ByteString staticData) {
        IccPublicKeyCertificate card = valid(IccPublicKeyCertificate.recover(issuer, elements, staticData));
        return Map.of(
                "certificate", elements.certificate().toHex(),
                "pan_field", padded(card.pan().digits(), 20),
                "mmyy", card.expirationDate().mmyy(),
                "serial", card.serialNumber().toHex(),
                "modulus", card.publicKey().modulus().toHex());
    }

    /** The static data are not published, so the card certificate and the static signature cannot be recovered. */
    private static KnownAnswer terminalTest(String name) {
        PublishedVector vector = PublishedVector.named(name);
        return KnownAnswer.of(name, CardChains::terminalTest)
                .withInput("icc_n", vector.output("icc_modulus"))
                .withInput("tag92", vector.inputs().getOrDefault("tag92", ""))
                .withoutInputs("rid", "ca_index", "tag5A", "tag9F46", "tag9F48", "tag93")
                .withoutOutputs("icc_pan", "icc_exp", "icc_serial", "icc_modulus", "icc_hash")
                .withoutOutputs("ssad_dac", "ssad_hash", "cda_idn", "cda_ac", "cda_tdhc");
    }

    private static Map<String, String> terminalTest(Given given) {
        IssuerPublicKeyCertificate issuer =
                valid(IssuerPublicKeyCertificate.recover(given.publicKey("ca_n", "ca_e"), data(given, "tag92")));
        RsaPublicKey card = given.publicKey("icc_n", "tag9F47");
        return Map.of(
                "issuer_id", padded(issuer.issuerIdentifier(), 8),
                "issuer_exp", issuer.expirationDate().mmyy(),
                "issuer_serial", issuer.serialNumber().toHex(),
                "issuer_modulus", issuer.publicKey().modulus().toHex(),
                "issuer_hash_ok", "True",
                "sdad_hash_ok", "True",
                "sdad_icc_dynamic_data",
                        dynamic(given, card, "tag9F4B", "unpredictable_number").toHex());
    }

    /** Of the files that payment systems send, the certificate; the clear header and detached signature are not read. */
    private static Stream<KnownAnswer> certificates() {
        IntPredicate around = place -> place < 36 || place >= 36 + 496;
        return Stream.of(
                KnownAnswer.of("CA response file 960097.I94 (Visa)", given -> certificate(given, 18))
                        .withoutOutputs("header", "service_id", "remainder", "ca_index", "detached_T", "detached_hash")
                        .unheard("file", around),
                KnownAnswer.of("CA response file 009390.I0B (UnionPay)", given -> certificate(given, 18))
                        .withoutOutputs("header", "service_id", "remainder", "ca_index", "detached_T", "detached_hash")
                        .unheard("file", around),
                KnownAnswer.of("CA response file 522230-000001.cEF (Mastercard)", given -> certificate(given, 9))
                        .withoutOutputs("ipk_index", "ca_index")
                        .unheard("file", place -> place < 18));
    }

    private static Map<String, String> certificate(Given given, int at) {
        RsaPublicKey ca = given.publicKey("ca_n", "ca_e");
        ByteString certificate = given.bytes("file").slice(at, at + 248);
        IssuerPublicKeyCertificate issuer = valid(IssuerPublicKeyCertificate.recover(
                ca, new IssuerCertificate(certificate, ByteString.EMPTY, ByteString.fromHex("03"))));
        return Map.of(
                "issuer_id", padded(issuer.issuerIdentifier(), 8),
                "iid", padded(issuer.issuerIdentifier(), 8),
                "serial", issuer.serialNumber().toHex(),
                "exp", issuer.expirationDate().mmyy(),
                "exponent", issuer.publicKey().exponent().toHex(),
                "remainder_and_exponent", issuer.publicKey().exponent().toHex(),
                "certificate_plaintext", RsaSigner.recover(ca, certificate).toHex(),
                "cert_hash_ok", "True");
    }

    private static IssuerCertificate data(Given given, String remainder) {
        return new IssuerCertificate(given.bytes("tag90"), given.bytes(remainder), given.bytes("tag9F32"));
    }

    private static IccPublicKeyCertificate.Elements elements(Given given) {
        return new IccPublicKeyCertificate.Elements(
                given.bytes("tag9F46"), given.bytes("tag9F48"), given.bytes("tag9F47"));
    }

    private static ByteString dynamic(Given given, RsaPublicKey key, String signature, String terminalData) {
        return valid(SignedDynamicApplicationData.recover(key, given.bytes(signature), given.bytes(terminalData)))
                .iccDynamicData();
    }

    private static <T> T valid(Recovery<T> recovery) {
        return recovery.value().orElseThrow(() -> new IllegalArgumentException("refused: " + recovery.fault()));
    }

    private static String padded(String digits, int length) {
        return digits + "F".repeat(length - digits.length());
    }
}
