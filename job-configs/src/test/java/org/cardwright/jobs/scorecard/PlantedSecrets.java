package org.cardwright.jobs.scorecard;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.cardwright.jobs.sample.TestKeys;
import org.cardwright.sample.SampleData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every secret of a test run as a canary: what the issuer sent, what follows from it, and the keys of the test vault. */
final class PlantedSecrets {

    private static final int LEAST_TEXT = 8;
    private static final int PAN_DIGITS = 13;
    private static final int PIN_BLOCK_DIGITS = 16;
    private static final List<String> CARD_KEYS = List.of("imk-ac", "imk-smi", "imk-smc", "imk-idn");

    private PlantedSecrets() {}

    /** Secrets of every order of a delimited export, named by kind and place, {@code pan:17}. */
    static List<Canary> ofExport(byte[] export, String issuer) throws GeneralSecurityException {
        String[] lines = new String(export, StandardCharsets.UTF_8).split("\n", -1);
        List<String> names = List.of(lines[1].split(";", -1));
        List<Canary> canaries = new ArrayList<>();
        for (int line = 2; line < lines.length && !lines[line].startsWith("TRL;"); line++) {
            String[] fields = lines[line].split(";", -1);
            Map<String, String> order = new HashMap<>();
            for (int i = 0; i < fields.length; i++) {
                order.put(names.get(i), fields[i]);
            }
            canaries.addAll(ofOrder(order, issuer, line - 1));
        }
        return canaries;
    }

    private static List<Canary> ofOrder(Map<String, String> order, String issuer, int number)
            throws GeneralSecurityException {
        List<Canary> canaries = new ArrayList<>();
        String pan = order.getOrDefault("pan", "");
        String name = order.getOrDefault("name", "").split("/", -1)[0];
        if (name.length() >= LEAST_TEXT) {
            canaries.add(Canary.ofText("name:" + number, name));
        }
        canaries.add(Canary.ofText("address:" + number, order.getOrDefault("address1", "")));
        if (pan.length() < PAN_DIGITS) {
            return canaries;
        }
        canaries.add(Canary.ofDigits("pan:" + number, pan));
        String pinBlock = order.getOrDefault("pinBlock", "");
        if (pinBlock.length() == PIN_BLOCK_DIGITS && pinBlock.matches(".*[1-9A-F].*")) {
            byte[] clear = tdes(Cipher.DECRYPT_MODE, TestKeys.hex(issuer + ".kek1-p0"), hex(pinBlock));
            canaries.add(Canary.ofBytes("pin-block:" + number, clear));
            canaries.add(Canary.ofBytes("pin-block-format-2:" + number, format2(clear, pan)));
        }
        for (String key : CARD_KEYS) {
            byte[] cardKey = cardKey(TestKeys.hex(issuer + "." + key), pan, order.getOrDefault("sequence", ""));
            canaries.add(Canary.ofBytes("card-" + key + ":" + number, cardKey));
        }
        return canaries;
    }

    /** What goes to the card: the PIN field with its first half byte changed to 2. ISO 9564-1. */
    private static byte[] format2(byte[] format0, String pan) {
        byte[] block = format0.clone();
        byte[] panField = hex("0000" + pan.substring(pan.length() - 13, pan.length() - 1));
        for (int i = 0; i < block.length; i++) {
            block[i] ^= panField[i];
        }
        block[0] = (byte) (0x20 | (block[0] & 0x0F));
        return block;
    }

    /** EMV 4.4 Book 2, A1.4.1: option A; B is the same for 16 digits. */
    private static byte[] cardKey(byte[] issuerMasterKey, String pan, String sequence) throws GeneralSecurityException {
        String digits = "0".repeat(16) + pan + (sequence.isEmpty() ? "00" : sequence);
        byte[] y = hex(digits.substring(digits.length() - 16));
        byte[] both = Arrays.copyOf(y, 16);
        for (int i = 0; i < 8; i++) {
            both[8 + i] = (byte) ~y[i];
        }
        byte[] key = tdes(Cipher.ENCRYPT_MODE, issuerMasterKey, both);
        for (int i = 0; i < key.length; i++) {
            int seven = key[i] & 0xFE;
            key[i] = (byte) (seven | (Integer.bitCount(seven) % 2 == 0 ? 1 : 0));
        }
        return key;
    }

    private static byte[] tdes(int mode, byte[] doubleLengthKey, byte[] data) throws GeneralSecurityException {
        byte[] key = Arrays.copyOf(doubleLengthKey, 24);
        System.arraycopy(key, 0, key, 16, 8);
        Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "DESede"));
        return cipher.doFinal(data);
    }

    /** Transport keys, issuer master keys, the bureau's own keys, private RSA numbers and the passphrase. */
    static List<Canary> keys() {
        List<Canary> canaries = new ArrayList<>();
        TestKeys.names().forEach(name -> canaries.add(Canary.ofBytes("key:" + name, TestKeys.hex(name))));
        for (String file : List.of("issuer-rsa-keys.json", "ca-private-keys.json")) {
            JsonNode keys = new JsonMapper().readTree(SampleData.bytes("keys-test-only/" + file));
            StreamSupport.stream(keys.spliterator(), false).forEach(key -> {
                for (String part : List.of("p", "q", "dP", "dQ", "qInv")) {
                    byte[] number = hex(key.get(part).asString());
                    canaries.add(Canary.ofNumber("key:" + key.get("name").asString() + " " + part, number));
                }
            });
        }
        String passphrase = new String(SampleData.bytes("keys-test-only/passphrase.txt"), StandardCharsets.UTF_8);
        canaries.add(Canary.ofText("passphrase", passphrase.strip()));
        return canaries;
    }

    /** What the personalizer finds when it opens the secret data groupings of its cards: lines {@code DGIxxxx=HEX}. */
    static List<Canary> ofOpenedCards(List<String> lines) {
        List<Canary> canaries = new ArrayList<>();
        for (String line : lines) {
            if (line.matches("DGI820[1-5]=.*")) {
                canaries.add(Canary.ofNumber("card-rsa:" + canaries.size(), hex(line.substring(8))));
            }
        }
        return canaries;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
