package org.cardwright.jobs.scorecard;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cardwright.sample.SampleData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Opens the RSA key of a card as the personalizer does: primes under the published transport keys. EMV CPS. */
final class PlainPersonalizer {

    private static final int TKID_BYTES = 9;
    private static final int PRIME_Q = 0x8204;
    private static final int PRIME_P = 0x8205;

    private final JsonNode keys = new JsonMapper().readTree(SampleData.bytes("keys-test-only/transport-keys.json"));

    /** True when the card has no RSA key, or when its primes give one of the certified moduli. */
    boolean fits(PlainCard card, Set<BigInteger> certified) throws GeneralSecurityException {
        if (!card.groupings().containsKey(PRIME_P)) {
            return true;
        }
        Optional<BigInteger> p = opened(card, PRIME_P);
        Optional<BigInteger> q = opened(card, PRIME_Q);
        return p.isPresent()
                && q.isPresent()
                && certified.contains(p.get().multiply(q.get()))
                && p.get().isProbablePrime(20)
                && q.get().isProbablePrime(20);
    }

    private Optional<BigInteger> opened(PlainCard card, int grouping) throws GeneralSecurityException {
        JsonNode key =
                keys.get(Optional.ofNullable(directory(card.transportKeys()).get(grouping))
                        .orElse(""));
        if (key == null) {
            return Optional.empty();
        }
        byte[] clear = decrypted(key, card.groupings().get(grouping));
        int end = clear.length - 1;
        while (end > 0 && clear[end] == 0) {
            end--;
        }
        return (clear[end] & 0xFF) == 0x80
                ? Optional.of(new BigInteger(1, Arrays.copyOf(clear, end)))
                : Optional.empty();
    }

    /** Which transport key every secret grouping is under. */
    private static Map<Integer, String> directory(byte[] data) {
        Map<Integer, String> keys = new HashMap<>();
        int at = 1;
        while (at < data.length) {
            String identifier = HexFormat.of().withUpperCase().formatHex(data, at, at + TKID_BYTES);
            int count = PlainCard.number(data, at + TKID_BYTES + 2, 1);
            at += TKID_BYTES + 3;
            for (int i = 0; i < count; i++, at += 2) {
                keys.put(PlainCard.number(data, at, 2), identifier);
            }
        }
        return keys;
    }

    private static byte[] decrypted(JsonNode key, byte[] data) throws GeneralSecurityException {
        byte[] bytes = HexFormat.of().parseHex(key.get("key").asString());
        boolean aes = key.get("algorithm").asString().equals("AES");
        boolean cbc = key.get("mode").asString().equals("CBC");
        if (bytes.length == 16 && !aes) {
            bytes = PlainTerminal.joined(bytes, Arrays.copyOf(bytes, 8));
        }
        Cipher cipher = Cipher.getInstance((aes ? "AES" : "DESede") + (cbc ? "/CBC" : "/ECB") + "/NoPadding");
        SecretKeySpec secret = new SecretKeySpec(bytes, aes ? "AES" : "DESede");
        if (cbc) {
            cipher.init(Cipher.DECRYPT_MODE, secret, new IvParameterSpec(new byte[cipher.getBlockSize()]));
        } else {
            cipher.init(Cipher.DECRYPT_MODE, secret);
        }
        return cipher.doFinal(data);
    }
}
