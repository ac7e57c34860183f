package org.cardwright.jobs.scorecard.answers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.derive.CardManagementKeys;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.mac.RetailMac;
import org.cardwright.crypto.scp.Scp02Keys;
import org.cardwright.crypto.scp.Scp03Keys;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;

/**
 * Keys of card managers and how their secure channels open: session keys, cryptograms, EXTERNAL AUTHENTICATE. GlobalPlatform Card
 * Specification 2.3.1, annex E; Amendment D 1.2. The commands that follow come with the loading of cards.
 */
final class CardManagerKeys {

    /** The session keys stand in the note of most vectors: {@code S-ENC C4E8...}. */
    private static final Pattern SESSION_KEY = Pattern.compile("(S-[A-Z]+) ([0-9A-F]{32,64})");

    private CardManagerKeys() {}

    static List<KnownAnswer> all() {
        Stream<KnownAnswer> diversified = Stream.of(
                diversified("GP KMC diversification EMV CPS 1.1", KeyDiversification.CPS11)
                        .unheard("kdd", place -> place < 8),
                diversified("GP KMC diversification VISA2", KeyDiversification.VISA2)
                        .unheard("kdd", place -> (place >= 4 && place < 8) || place >= 16),
                diversified("GP KMC diversification KDF3 AES-128", KeyDiversification.KDF3),
                diversified("GP KDF3 AES-256 external vector", KeyDiversification.KDF3));
        Stream<KnownAnswer> sessions = Stream.of(
                KnownAnswer.of("SCP02 session keys seq 0000", CardManagerKeys::sessionKeys),
                KnownAnswer.of("PUT KEY key encryption SCP02", CardManagerKeys::keyForTheCard));
        Stream<KnownAnswer> scp02 = PublishedVector.startingWith("SCP02 i=15").stream()
                .map(vector -> opened(vector, CardManagerKeys::scp02, place -> place < 24 || place >= 40));
        Stream<KnownAnswer> scp03 = PublishedVector.startingWith("SCP03").stream()
                .map(vector -> opened(vector, CardManagerKeys::scp03, place -> place < 26 || place >= 42)
                        .unheard("init_update_cmd", place -> place < 10 || place >= 26));
        return Stream.of(diversified, sessions, scp02, scp03)
                .flatMap(answers -> answers)
                .toList();
    }

    private static KnownAnswer diversified(String name, KeyDiversification method) {
        KeyAlgorithm algorithm = method == KeyDiversification.KDF3 ? KeyAlgorithm.AES : KeyAlgorithm.TDES;
        return KnownAnswer.of(name, given -> {
            CardKeySet keys = CardManagementKeys.derive(method, algorithm, given.secret("kmc"), given.bytes("kdd"));
            return Map.of(
                    "kcv_enc", checkValue(algorithm, keys.enc()),
                    "kcv_mac", checkValue(algorithm, keys.mac()),
                    "kcv_dek", checkValue(algorithm, keys.dek()),
                    "k_enc", Given.hex(keys.enc()));
        });
    }

    private static Map<String, String> sessionKeys(Given given) {
        Scp02Keys keys = Scp02Keys.derive(equal(given, "key"), given.bytes("seq"));
        return Map.of(
                "kcv_senc", checkValue(KeyAlgorithm.TDES, keys.enc()),
                "kcv_smac", checkValue(KeyAlgorithm.TDES, keys.mac()),
                "kcv_srmac", checkValue(KeyAlgorithm.TDES, keys.rmac()),
                "kcv_sdek", checkValue(KeyAlgorithm.TDES, keys.dek()));
    }

    private static Map<String, String> keyForTheCard(Given given) {
        Scp02Keys keys = Scp02Keys.derive(equal(given, "static_dek"), given.bytes("seq"));
        return Map.of("enc", Given.hex(KeyCipher.tdes(keys.dek()).encryptEcb(given.raw("key"))));
    }

    /** The opening of a published exchange, with the session keys of its note. */
    private static KnownAnswer opened(
            PublishedVector vector, KnownAnswer.Calculation calculation, IntPredicate unheardResponse) {
        Map<String, String> outputs = new TreeMap<>(vector.outputs());
        outputs.keySet().removeIf(name -> name.matches("case\\d|get_.*|delete\\d?"));
        Matcher sessionKey = SESSION_KEY.matcher(vector.note());
        while (sessionKey.find()) {
            outputs.put(sessionKey.group(1).toLowerCase(Locale.ROOT).replace('-', '_'), sessionKey.group(2));
        }
        Map<String, String> inputs = new TreeMap<>(vector.inputs());
        inputs.keySet().removeIf(name -> name.matches("apdus?\\d?|get_.*|delete_plain"));
        if (!outputs.containsKey("s_dek")) {
            inputs.remove("k_dek");
        }
        inputs.putIfAbsent("security_level", vector.output("ext_auth").substring(4, 6));
        // of the answer of the card the challenge goes into keys and cryptograms, the rest is names and what is
        // compared
        IntPredicate counter = place -> place >= 58 && inputs.containsKey("invoking_aid");
        return new KnownAnswer(vector.name(), inputs, outputs, calculation, Map.of())
                .unheard("init_update_resp", unheardResponse.and(counter.negate()));
    }

    private static Map<String, String> scp02(Given given) {
        CardKeySet card = given.inputs().containsKey("key")
                ? equal(given, "key")
                : set(KeyAlgorithm.TDES, given.secret("k_enc"), given.secret("k_mac"), given.secret("k_dek"));
        ByteString response = given.bytes("init_update_resp");
        ByteString challenge = response.slice(14, 20);
        Scp02Keys keys = Scp02Keys.derive(card, response.slice(12, 14));
        ByteString command = authenticate(given).plus(keys.hostCryptogram(given.bytes("host_challenge"), challenge));
        byte[] mac = new RetailMac(keys.mac()).compute(RetailMac.Padding.MANDATORY_80, command.toByteArray());
        return Map.of(
                "card_cryptogram",
                        keys.cardCryptogram(given.bytes("host_challenge"), challenge)
                                .toHex(),
                "ext_auth", command.plus(ByteString.of(mac)).toHex(),
                "s_enc", Given.hex(keys.enc()),
                "s_mac", Given.hex(keys.mac()),
                "s_dek", Given.hex(keys.dek()));
    }

    private static Map<String, String> scp03(Given given) {
        CardKeySet card = set(KeyAlgorithm.AES, given.secret("k_enc"), given.secret("k_mac"), given.secret("k_mac"));
        ByteString response = given.bytes("init_update_resp");
        ByteString host = given.inputs().containsKey("host_challenge")
                ? given.bytes("host_challenge")
                : given.bytes("init_update_cmd").slice(5, 13);
        Scp03Keys keys = Scp03Keys.derive(card, host, response.slice(13, 21));
        ByteString command = authenticate(given).plus(keys.hostCryptogram());
        byte[] mac = KeyCipher.aes(keys.mac())
                .cmac(ByteString.repeat(0, 16).plus(command).toByteArray());
        Map<String, String> found = new TreeMap<>(Map.of(
                "card_cryptogram", keys.cardCryptogram().toHex(),
                "ext_auth", command.plus(ByteString.copyOf(mac, 0, 8)).toHex(),
                "s_enc", Given.hex(keys.enc()),
                "s_mac", Given.hex(keys.mac()),
                "s_rmac", Given.hex(keys.rmac())));
        if (given.inputs().containsKey("invoking_aid")) {
            ByteString foretold =
                    Scp03Keys.cardChallenge(card.enc(), response.slice(29, 32), given.bytes("invoking_aid"));
            found.put("card_challenge", foretold.toHex());
        }
        return found;
    }

    /** The head of EXTERNAL AUTHENTICATE. */
    private static ByteString authenticate(Given given) {
        return ByteString.fromHex("8482" + given.text("security_level") + "0010");
    }

    private static CardKeySet equal(Given given, String key) {
        return set(KeyAlgorithm.TDES, given.secret(key), given.secret(key), given.secret(key));
    }

    private static CardKeySet set(KeyAlgorithm algorithm, SecretBytes enc, SecretBytes mac, SecretBytes dek) {
        return new CardKeySet(algorithm, enc, mac, dek);
    }

    private static String checkValue(KeyAlgorithm algorithm, SecretBytes key) {
        return KeyCheckValue.of(KeyCipher.of(algorithm, key)).toHex();
    }
}
