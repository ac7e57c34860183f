package org.cardwright.jobs.scorecard.answers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cardwright.crypto.derive.CounterModeKdf;
import org.cardwright.crypto.derive.CounterModeKdf.FixedInput;
import org.cardwright.crypto.key.AesKeyWrap;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.key.Tr31;
import org.cardwright.crypto.mac.RetailMac;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;

/** Check values, key blocks, key wraps, MACs and keys under keys. ANSI X9.143; ANSI X9.24-1. */
final class KeyValues {

    private KeyValues() {}

    static List<KnownAnswer> all() {
        return Stream.of(checkValues(), keyBlocks(), wraps(), macs(), transports())
                .flatMap(answers -> answers)
                .toList();
    }

    private static Stream<KnownAnswer> checkValues() {
        return PublishedVector.all().stream()
                .filter(vector -> vector.name().matches("KCV .*|jPOS test key KCV"))
                .map(vector -> KnownAnswer.of(
                        vector.name(),
                        given -> Map.of(
                                "kcv",
                                checkValue(
                                        given,
                                        vector.name(),
                                        vector.output("kcv").length() / 2))));
    }

    private static String checkValue(Given given, String name, int bytes) {
        KeyCheckValue.Method method = name.contains("AES CMAC")
                ? KeyCheckValue.Method.AES_CMAC
                : name.contains("AES") ? KeyCheckValue.Method.AES_ONES : KeyCheckValue.Method.TDES_ZEROS;
        KeyCipher cipher = name.contains("AES") ? given.aes("key") : given.tdes("key");
        return KeyCheckValue.of(method, cipher, bytes).toHex();
    }

    /** The two keys inside the unwrapping never leave it. */
    private static Stream<KnownAnswer> keyBlocks() {
        return PublishedVector.all().stream()
                .filter(vector -> vector.inputs().containsKey("keyblock"))
                .map(vector -> KnownAnswer.of(
                                vector.name(),
                                given -> Map.of(
                                        "key",
                                        Given.hex(Tr31.unwrap(given.text("keyblock"), given.secret("kbpk"))
                                                .key()),
                                        "mac_ok",
                                        "True"))
                        .withoutOutputs("kbek", "kbmk"));
    }

    private static Stream<KnownAnswer> wraps() {
        return PublishedVector.startingWith("AES-KW").stream()
                .map(vector -> KnownAnswer.of(vector.name(), given -> wrapped(given, vector.name())));
    }

    static Map<String, String> wrapped(Given given, String name) {
        AesKeyWrap wrap = name.startsWith("AES-KWP") ? AesKeyWrap.KWP : AesKeyWrap.KW;
        ByteString wrapped = wrap.wrap(given.secret("key"), given.secret("kek"));
        SecretBytes opened = wrap.unwrap(wrapped, given.secret("kek"));
        if (!opened.equals(given.secret("key"))) {
            throw new IllegalArgumentException("another key came out than went in");
        }
        return Map.of("wrapped", wrapped.toHex());
    }

    private static Stream<KnownAnswer> macs() {
        Stream<KnownAnswer> cmacs = PublishedVector.startingWith("AES-CMAC ").stream()
                .map(vector -> KnownAnswer.of(vector.name(), KeyValues::cmac));
        Stream<KnownAnswer> derived = PublishedVector.startingWith("SP800-108 CTR CMAC").stream()
                .map(vector ->
                        KnownAnswer.of(vector.name(), KeyValues::counterMode).partly("L"));
        KnownAnswer retail = KnownAnswer.of(
                "ISO9797-1 alg3 classic",
                given -> Map.of(
                        "mac",
                        Given.hex(new RetailMac(given.secret("key"))
                                .compute(RetailMac.Padding.ZEROS, given.raw("msg")))));
        return Stream.of(cmacs, derived, Stream.of(retail)).flatMap(answers -> answers);
    }

    static Map<String, String> cmac(Given given) {
        return Map.of("mac", Given.hex(given.aes("key").cmac(given.raw("msg"))));
    }

    /** K(i) = CMAC(KI, i | fixed input), leftmost L bits. NIST SP 800-108, 5.1. */
    private static Map<String, String> counterMode(Given given) {
        FixedInput input = FixedInput.behindCounter(given.bytes("fixed_input"));
        int bits = Integer.parseInt(given.text("L"));
        return Map.of("ko", Given.hex(CounterModeKdf.cmac(given.aes("ki"), input, bits / 8)));
    }

    private static Stream<KnownAnswer> transports() {
        return Stream.of(
                KnownAnswer.of("ZMK from 3 odd-parity components", KeyValues::components),
                KnownAnswer.of("Key translation KEK1 -> KEK2 (3DES ECB and CBC IV=0)", KeyValues::translated),
                KnownAnswer.of(
                        "ICC RSA CRT components encrypted under KEK, 80-padding, 3DES-ECB",
                        given -> parts(given, false)),
                KnownAnswer.of(
                        "ICC RSA CRT components encrypted under KEK, 80-padding, 3DES-CBC",
                        given -> parts(given, true)),
                KnownAnswer.of("Thales LMK 28-29 variant 1 scheme U", KeyValues::variantOfLocalMasterKey)
                        .withoutInputs("variant", "scheme"));
    }

    private static Map<String, String> components(Given given) {
        byte[] sum = Given.xor(Given.xor(given.raw("c1"), given.raw("c2")), given.raw("c3"));
        SecretBytes zmk = SecretBytes.copyOf(sum);
        return Map.of(
                "kcv1", Given.checkValue(given.secret("c1"), 3),
                "kcv2", Given.checkValue(given.secret("c2"), 3),
                "kcv3", Given.checkValue(given.secret("c3"), 3),
                "zmk", Given.hex(sum),
                "raw_xor", Given.hex(zmk),
                "zmk_kcv", Given.checkValue(zmk, 3));
    }

    private static Map<String, String> translated(Given given) {
        byte[] clear = given.tdes("kek1").decryptEcb(given.raw("cryptogram_ecb_kek1"));
        byte[] chained = given.tdes("kek1").decryptCbc(given.raw("cryptogram_cbc_kek1"));
        return Map.of(
                "clear", Given.hex(clear),
                "kcv", Given.checkValue(SecretBytes.copyOf(clear), 3),
                "cryptogram_ecb_kek2", Given.hex(given.tdes("kek2").encryptEcb(clear)),
                "cryptogram_cbc_kek2", Given.hex(given.tdes("kek2").encryptCbc(chained)));
    }

    private static Map<String, String> parts(Given given, boolean chained) {
        KeyCipher kek = given.tdes("kek");
        return Map.of(
                "p_enc", part(kek, given.text("p"), chained),
                "q_enc", part(kek, given.text("q"), chained),
                "dp_enc", part(kek, given.text("dp"), chained),
                "dq_enc", part(kek, given.text("dq"), chained),
                "qinv_enc", part(kek, given.text("qinv"), chained));
    }

    private static String part(KeyCipher kek, String part, boolean chained) {
        byte[] padded = ByteString.fromHex(part + "8000000000000000").toByteArray();
        return Given.hex(chained ? kek.encryptCbc(padded) : kek.encryptEcb(padded));
    }

    /** A6 on the left half for variant 1, A6 and 5A on the right half for the two parts of a key. */
    private static Map<String, String> variantOfLocalMasterKey(Given given) {
        StringBuilder clear = new StringBuilder();
        byte[] encrypted = given.raw("enc");
        for (int part = 0; part < 2; part++) {
            byte[] key = given.raw("lmk_pair");
            key[0] ^= (byte) 0xA6;
            key[8] ^= (byte) (part == 0 ? 0xA6 : 0x5A);
            byte[] half = Arrays.copyOfRange(encrypted, 8 * part, 8 * part + 8);
            clear.append(Given.hex(KeyCipher.tdes(SecretBytes.adopt(key)).decryptEcb(half)));
        }
        return Map.of("clear", clear.toString());
    }
}
