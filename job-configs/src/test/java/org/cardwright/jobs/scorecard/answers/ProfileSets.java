package org.cardwright.jobs.scorecard.answers;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.oda.IccPublicKeyCertificate;
import org.cardwright.crypto.rsa.PaddedParts;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.SampleData;

/** The two complete cards of {@code vectors/cps-profiles.txt}: keys, certificates and secret DGIs. */
final class ProfileSets {

    private static final Map<String, String> VALUES = load();

    private ProfileSets() {}

    static List<KnownAnswer> all() {
        return Stream.of("visa", "mc")
                .flatMap(profile -> Stream.of(
                        issuerCertificate(profile), staticSignature(profile), cardKey(profile), masterKeys(profile)))
                .toList();
    }

    private static KnownAnswer issuerCertificate(String profile) {
        Map<String, String> inputs = new TreeMap<>(Map.of(
                "ca_n", of("keys/ca.n"),
                "ca_e", of("keys/ca.e"),
                "ca_d", of("keys/ca.d"),
                "issuer_n", of("keys/issuer.n"),
                "issuer_e", of("keys/issuer.e"),
                "issuer_d", of("keys/issuer.d"),
                "issuer_id", of(profile + "/issuer_id"),
                "cert_exp_mmyy", of("keys/issuer_cert.expiry_mmyy"),
                "serial", of("keys/issuer_cert.serial")));
        String keyData = dgi(profile, "0301", "clear");
        Map<String, String> outputs = Map.of(
                "tag90", dgi(profile, "0302", "clear").substring(12),
                "tag9F32", keyData.substring(16, 18),
                "tag92", keyData.substring(22));
        return KnownAnswer.of("issuer certificate of the profile " + profile, inputs, outputs, given -> {
            List<BigInteger> issuer = PrivateKeys.numbers(Signatures.issuer(given));
            Map<String, String> factors = new TreeMap<>(given.inputs());
            factors.put("p", hex(issuer.get(4)));
            factors.put("q", hex(issuer.get(5)));
            return Signatures.issuerCertificate(new Given(factors));
        });
    }

    private static KnownAnswer staticSignature(String profile) {
        return KnownAnswer.of(
                "static signature of the profile " + profile,
                Map.of(
                        "issuer_n", of("keys/issuer.n"),
                        "issuer_e", of("keys/issuer.e"),
                        "issuer_d", of("keys/issuer.d"),
                        "dac", of("keys/dac"),
                        "static_data_to_be_authenticated", of(profile + "/static_data")),
                Map.of("tag93", dgi(profile, "0303", "clear").substring(12)),
                Signatures::staticSignature);
    }

    /** Its smaller factor is below what the product would choose, so the certificate is not made but recovered. */
    private static KnownAnswer cardKey(String profile) {
        String keyData = dgi(profile, "0305", "clear");
        int remainder = keyData.indexOf("9F481A") + 6;
        Map<String, String> inputs = new TreeMap<>(Map.of(
                "issuer_n", of("keys/issuer.n"),
                "issuer_e", of("keys/issuer.e"),
                "tag9F46", dgi(profile, "0304", "clear").substring(14),
                "tag9F48", keyData.substring(remainder, remainder + 2 * 0x1A),
                "icc_n", of("keys/icc.n"),
                "icc_e", of("keys/icc.e"),
                "icc_d", of("keys/icc.d"),
                "static_data", of(profile + "/static_data"),
                "kek", of("keys/tk_key")));
        Map<String, String> outputs = new TreeMap<>(Map.of(
                "pan_field", (of(profile + "/pan") + "F".repeat(20)).substring(0, 20),
                "mmyy", of("keys/icc_cert.expiry_mmyy"),
                "serial", of("keys/icc_cert.serial"),
                "modulus", of("keys/icc.n")));
        for (int i = 1; i <= 5; i++) {
            outputs.put("820" + i, dgi(profile, "820" + i, "encrypted"));
        }
        return KnownAnswer.of("card key of the profile " + profile, inputs, outputs, ProfileSets::cardKey);
    }

    private static Map<String, String> cardKey(Given given) {
        RsaPrivateKey card = PrivateKeys.ofExponent(given.publicKey("icc_n", "icc_e"), given.bytes("icc_d"));
        IccPublicKeyCertificate.Elements elements = new IccPublicKeyCertificate.Elements(
                given.bytes("tag9F46"), given.bytes("tag9F48"), given.bytes("icc_e"));
        Map<String, String> found = new TreeMap<>(CardChains.cardCertificate(
                given.publicKey("issuer_n", "issuer_e"), elements, given.bytes("static_data")));
        KeyCipher kek = given.tdes("kek");
        int dgi = 0x8201;
        for (SecretBytes part : PaddedParts.of(card, kek.blockBytes(), 0)) {
            found.put(Integer.toHexString(dgi++), Given.hex(kek.encryptEcb(ClearKeyAccess.open(part))));
        }
        return found;
    }

    /** DGIs 8000 and 9000: three card keys under the transport key, and their check values. EMV CPS. */
    private static KnownAnswer masterKeys(String profile) {
        Map<String, String> inputs = Map.of(
                "imk_ac", of("keys/imk_ac"),
                "imk_smi", of("keys/imk_smi"),
                "imk_smc", of("keys/imk_smc"),
                "tk_key", of("keys/tk_key"),
                "tk_pin", of("keys/tk_pin"),
                "pan", of(profile + "/pan"),
                "psn", of(profile + "/psn"),
                "pin", dgi(profile, "8010", "clear").substring(2, 6));
        Map<String, String> outputs = Map.of(
                "8000", dgi(profile, "8000", "encrypted"),
                "9000", dgi(profile, "9000", "clear"),
                "8010", dgi(profile, "8010", "encrypted"));
        return KnownAnswer.of("master keys and PIN of the profile " + profile, inputs, outputs, ProfileSets::masterKeys)
                .optionA();
    }

    private static Map<String, String> masterKeys(Given given) {
        StringBuilder keys = new StringBuilder();
        StringBuilder checkValues = new StringBuilder();
        for (String use : List.of("imk_ac", "imk_smi", "imk_smc")) {
            SecretBytes key = given.optionA(use);
            keys.append(Given.hex(key));
            checkValues.append(Given.checkValue(key, 3));
        }
        KeyCipher transport = given.tdes("tk_key");
        byte[] clear = ByteString.fromHex(keys).toByteArray();
        return Map.of(
                "8000", Given.hex(transport.encryptEcb(clear)),
                "9000", checkValues.toString(),
                "8010", Given.hex(given.tdes("tk_pin").encryptEcb(PinValues.clearIso2(given.text("pin")))));
    }

    private static String hex(BigInteger number) {
        String hex = number.toString(16);
        return hex.length() % 2 == 0 ? hex : "0" + hex;
    }

    private static String of(String name) {
        return Optional.ofNullable(VALUES.get(name)).orElseThrow(() -> new IllegalStateException("no " + name));
    }

    private static String dgi(String section, String id, String form) {
        for (int i = 0; i < 100; i++) {
            String dgi = section + "/dgi." + (i < 10 ? "0" : "") + i + ".";
            if (id.equals(VALUES.get(dgi + "id"))) {
                return of(dgi + form);
            }
        }
        throw new IllegalStateException("no DGI " + id + " of " + section);
    }

    private static Map<String, String> load() {
        Map<String, String> values = new HashMap<>();
        String section = "";
        String text = new String(SampleData.vectors("cps-profiles.txt"), StandardCharsets.US_ASCII);
        for (String line : text.lines().toList()) {
            int equals = line.indexOf(" = ");
            if (line.startsWith("[")) {
                section = line.substring(1, line.indexOf(']')) + "/";
            } else if (equals > 0 && !line.startsWith("#")) {
                values.put(section + line.substring(0, equals), line.substring(equals + 3));
            }
        }
        return values;
    }
}
