package org.cardwright.jobs.scorecard.answers;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.formats.bytes.ByteString;

/** Examples of RFC 3394, RFC 4493, RFC 8032, NIST SP 800-38A and SP 800-38B that the vector file does not hold. */
final class StandardAnswers {

    private static final String KEY_128 = "2B7E151628AED2A6ABF7158809CF4F3C";
    private static final String KEY_192 = "8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B";
    private static final String KEY_256 = "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4";

    private static final String BLOCKS = "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51"
            + "30C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710";

    private static final String KEK = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";
    private static final String DATA = "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F";

    private StandardAnswers() {}

    static List<KnownAnswer> all() {
        return Stream.of(cmac(), modes(), wraps(), signatures())
                .flatMap(answers -> answers)
                .toList();
    }

    private static Stream<KnownAnswer> cmac() {
        return Stream.of(
                cmac("RFC 4493 example 1", KEY_128, 0, "BB1D6929E95937287FA37D129B756746"),
                cmac("RFC 4493 example 2", KEY_128, 16, "070A16B46B4D4144F79BDD9DD04A287C"),
                cmac("RFC 4493 example 3", KEY_128, 40, "DFA66747DE9AE63030CA32611497C827"),
                cmac("RFC 4493 example 4", KEY_128, 64, "51F0BEBF7E3B9D92FC49741779363CFE"),
                cmac("SP 800-38B D.2 example 5", KEY_192, 0, "D17DDF46ADAACDE531CAC483DE7A9367"),
                cmac("SP 800-38B D.2 example 8", KEY_192, 64, "A1D5DF0EED790F794D77589659F39A11"),
                cmac("SP 800-38B D.3 example 9", KEY_256, 0, "028962F61B7BF89EFC6B551F4667D983"),
                cmac("SP 800-38B D.3 example 12", KEY_256, 64, "E1992190549F6ED5696A2C056C315410"));
    }

    private static KnownAnswer cmac(String name, String key, int bytes, String mac) {
        return KnownAnswer.of(
                name, Map.of("key", key, "msg", BLOCKS.substring(0, 2 * bytes)), Map.of("mac", mac), KeyValues::cmac);
    }

    private static Stream<KnownAnswer> modes() {
        return Stream.of(
                ecb("SP 800-38A F.1.1", KEY_128, "3AD77BB40D7A3660A89ECAF32466EF97"),
                ecb("SP 800-38A F.1.3", KEY_192, "BD334F1D6E45F25FF712A214571FA5CC"),
                ecb("SP 800-38A F.1.5", KEY_256, "F3EED1BDB5D2A03C064B5A7E3DB181F8"),
                cbc("SP 800-38A F.2.1", KEY_128, "7649ABAC8119B246CEE98E9B12E9197D5086CB9B507219EE95DB113A917678B2"),
                cbc("SP 800-38A F.2.3", KEY_192, "4F021DB243BC633D7178183A9FA071E8B4D9ADA9AD7DEDF4E5E738763F69145A"),
                cbc("SP 800-38A F.2.5", KEY_256, "F58C4C04D6E5F1BA779EABFB5F7BFBD69CFC4E967EDB808D679F777BC6702C7D"));
    }

    private static KnownAnswer ecb(String name, String key, String cryptogram) {
        return KnownAnswer.of(
                name,
                Map.of("key", key, "clear", BLOCKS.substring(0, 32)),
                Map.of("cryptogram", cryptogram, "opened", BLOCKS.substring(0, 32)),
                given -> {
                    byte[] under = given.aes("key").encryptEcb(given.raw("clear"));
                    return Map.of(
                            "cryptogram", Given.hex(under),
                            "opened", Given.hex(given.aes("key").decryptEcb(under)));
                });
    }

    private static KnownAnswer cbc(String name, String key, String cryptogram) {
        return KnownAnswer.of(
                name,
                Map.of("key", key, "iv", KEK.substring(0, 32), "clear", BLOCKS.substring(0, 64)),
                Map.of("cryptogram", cryptogram, "opened", BLOCKS.substring(0, 64)),
                given -> {
                    byte[] under = given.aes("key").encryptCbc(given.raw("clear"), given.raw("iv"));
                    return Map.of(
                            "cryptogram", Given.hex(under),
                            "opened", Given.hex(given.aes("key").decryptCbc(under, given.raw("iv"))));
                });
    }

    private static Stream<KnownAnswer> wraps() {
        return Stream.of(
                wrap("4.2", 24, 16, "96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D"),
                wrap("4.3", 32, 16, "64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7"),
                wrap("4.4", 24, 24, "031D33264E15D33268F24EC260743EDCE1C6C7DDEE725A936BA814915C6762D2"),
                wrap("4.5", 32, 24, "A8F9BC1612C68B3FF6E6F4FBE30E71E4769C8B80A32CB8958CD5D17D6B254DA1"),
                wrap(
                        "4.6",
                        32,
                        32,
                        "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21"));
    }

    private static KnownAnswer wrap(String section, int kekBytes, int keyBytes, String wrapped) {
        return KnownAnswer.of(
                "RFC 3394 " + section,
                Map.of("kek", KEK.substring(0, 2 * kekBytes), "key", DATA.substring(0, 2 * keyBytes)),
                Map.of("wrapped", wrapped),
                given -> KeyValues.wrapped(given, "AES-KW"));
    }

    private static Stream<KnownAnswer> signatures() {
        return Stream.of(
                signature(
                        "1",
                        "D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A",
                        "",
                        "E5564300C360AC729086E2CC806E828A84877F1EB8E5D974D873E06522490155"
                                + "5FB8821590A33BACC61E39701CF9B46BD25BF5F0595BBE24655141438E7A100B"),
                signature(
                        "2",
                        "3D4017C3E843895A92B70AA74D1B7EBC9C982CCF2EC4968CC0CD55F12AF4660C",
                        "72",
                        "92A009A9F0D4CAB8720E820B5F642540A2B27B5416503F8FB3762223EBDB69DA"
                                + "085AC1E43E15996E458F3613D0F11D8C387B2EAEB4302AEEB00D291612BB0C00"),
                signature(
                        "3",
                        "FC51CD8E6218A1A38DA47ED00230F0580816ED13BA3303AC5DEB911548908025",
                        "AF82",
                        "6291D657DEEC24024827E69C3ABE01A30CE548A284743A445E3680D7DB5AC3AC"
                                + "18FF9B538D16F290AE67F760984DC6594A7C15E9716ED28DC027BECEEA1EC40A"));
    }

    private static KnownAnswer signature(String test, String publicKey, String message, String signature) {
        return KnownAnswer.of(
                "RFC 8032 7.1 test " + test,
                Map.of("public", publicKey, "message", message, "signature", signature),
                Map.of("verifies", "true"),
                StandardAnswers::verified);
    }

    private static Map<String, String> verified(Given given) {
        ByteString message = given.bytes("message");
        boolean verifies = SignatureVerifier.ed25519().verify(given.bytes("public"), message, given.bytes("signature"));
        return Map.of("verifies", Boolean.toString(verifies));
    }
}
