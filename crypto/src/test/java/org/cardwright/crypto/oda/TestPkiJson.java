package org.cardwright.crypto.oda;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.formats.bytes.ByteString;

/** The files of the test PKI: arrays of objects of strings, binary values in upper-case hexadecimal. */
final class TestPkiJson {

    private TestPkiJson() {}

    /** {@code ca-public-keys.json}. */
    static String caPublicKeys(Map<TestPki.Ca, RsaPublicKey> keys) {
        return array(keys.entrySet().stream()
                .map(entry -> {
                    TestPki.Ca ca = entry.getKey();
                    CaPublicKey key = new CaPublicKey(ca.rid(), ca.index(), entry.getValue());
                    Map<String, String> members = new LinkedHashMap<>();
                    members.put("rid", ca.rid().toHex());
                    members.put("index", ByteString.ofByte(ca.index()).toHex());
                    members.put("modulus", key.key().modulus().toHex());
                    members.put("exponent", key.key().exponent().toHex());
                    members.put("hash", key.checkSum().toHex());
                    return members;
                })
                .toList());
    }

    /** {@code ca-private-keys.json} and {@code issuer-rsa-keys.json}. */
    static String privateKeys(Map<KeyName, RsaPrivateKey> keys) {
        return array(keys.entrySet().stream()
                .map(entry -> privateKey(entry.getKey(), entry.getValue()))
                .toList());
    }

    /** {@code issuer-certificates.json}. */
    static String certificates(List<TestPki.Certified> certificates) {
        return array(certificates.stream()
                .map(certified -> {
                    Map<String, String> members = new LinkedHashMap<>();
                    members.put("issuerKey", certified.issuer().name().label());
                    members.put("caKey", certified.ca().name().label());
                    members.put("caRid", certified.ca().rid().toHex());
                    members.put(
                            "caIndex", ByteString.ofByte(certified.ca().index()).toHex());
                    members.put("issuerIdentifier", "999999");
                    members.put("expires", "2039-12");
                    members.put("serial", certified.serial().toHex());
                    members.put("certificate", certified.data().certificate().toHex());
                    members.put("remainder", certified.data().remainder().toHex());
                    members.put("exponent", certified.data().exponent().toHex());
                    return members;
                })
                .toList());
    }

    /** The parts are left-filled to half the modulus. */
    private static Map<String, String> privateKey(KeyName name, RsaPrivateKey key) {
        try (SecretBytes encoded = key.toPkcs1()) {
            RSAPrivateKey parts = RSAPrivateKey.getInstance(ClearKeyAccess.open(encoded));
            int hexDigits = key.publicKey().modulus().size();
            Map<String, String> members = new LinkedHashMap<>();
            members.put("name", name.label());
            members.put("n", key.publicKey().modulus().toHex());
            members.put("e", key.publicKey().exponent().toHex());
            members.put("p", hex(parts.getPrime1(), hexDigits));
            members.put("q", hex(parts.getPrime2(), hexDigits));
            members.put("dP", hex(parts.getExponent1(), hexDigits));
            members.put("dQ", hex(parts.getExponent2(), hexDigits));
            members.put("qInv", hex(parts.getCoefficient(), hexDigits));
            return members;
        }
    }

    private static String hex(BigInteger number, int digits) {
        String hex = number.toString(16).toUpperCase(Locale.ROOT);
        return "0".repeat(digits - hex.length()) + hex;
    }

    private static String array(List<Map<String, String>> objects) {
        return objects.stream().map(TestPkiJson::object).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "    \"" + member.getKey() + "\": \"" + member.getValue() + "\"")
                .collect(Collectors.joining(",\n", "  {\n", "\n  }"));
    }
}
