package org.cardwright.jobs.scorecard.answers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.crypto.key.AesKeyWrap;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.SignatureVerifier;

/**
 * The test vectors of project Wycheproof for the algorithms that the product has, from a folder that somebody downloaded.
 *
 * <p>RSA files are left out: they hold PKCS #1 and PSS signatures, and the product signs with message recovery only.
 */
public final class Wycheproof {

    private static final Pattern TEST = Pattern.compile("\\{[^{}]*\"tcId\"[^{}]*}");
    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\"\\s*:\\s*(?:\"([^\"]*)\"|(\\d+))");
    private static final Pattern PUBLIC_KEY = Pattern.compile("\"pk\"\\s*:\\s*\"([0-9a-f]+)\"");

    private static final Map<String, Judge> FILES = files();

    private final Path folder;

    /** A folder with files such as {@code aes_cmac_test.json}. */
    public Wycheproof(Path folder) {
        this.folder = folder;
    }

    /** Accepts or refuses one test. */
    private interface Judge {
        boolean accepts(Map<String, String> test);
    }

    /**
     * What was run.
     *
     * @param tests all
     * @param invalid those that must be refused
     * @param faults in words; empty when all is right
     */
    public record Found(int tests, int invalid, List<String> faults) {}

    /** Runs all files that are there; at least one must be. */
    public Found run() throws IOException {
        Map<Integer, Integer> counts = new HashMap<>();
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, Judge> file : FILES.entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (Files.exists(path)) {
                run(Files.readString(path, StandardCharsets.UTF_8), file, counts, faults);
            }
        }
        if (counts.isEmpty()) {
            throw new IOException("no file of Wycheproof in the folder: " + FILES.keySet());
        }
        int invalid = counts.getOrDefault(1, 0);
        return new Found(counts.getOrDefault(0, 0) + invalid, invalid, faults);
    }

    private static void run(
            String text, Map.Entry<String, Judge> file, Map<Integer, Integer> counts, List<String> faults) {
        Matcher tests = TEST.matcher(text);
        Matcher keys = PUBLIC_KEY.matcher(text);
        String publicKey = "";
        int from = 0;
        while (tests.find()) {
            while (keys.find(from) && keys.start() < tests.start()) {
                publicKey = keys.group(1);
                from = keys.end();
            }
            Map<String, String> test = members(tests.group());
            test.put("pk", publicKey);
            boolean mustAccept = !"invalid".equals(test.get("result"));
            boolean mayDiffer = "acceptable".equals(test.get("result"));
            counts.merge(mustAccept ? 0 : 1, 1, Integer::sum);
            if (!mayDiffer && accepts(file.getValue(), test) != mustAccept) {
                faults.add(file.getKey() + " " + test.get("tcId") + " must be " + test.get("result"));
            }
        }
    }

    private static boolean accepts(Judge judge, Map<String, String> test) {
        try {
            return judge.accepts(test);
        } catch (KeyRefusedException | IllegalArgumentException refused) {
            return false;
        }
    }

    private static Map<String, String> members(String object) {
        Map<String, String> members = new HashMap<>();
        Matcher member = MEMBER.matcher(object);
        while (member.find()) {
            members.put(member.group(1), Optional.ofNullable(member.group(2)).orElseGet(() -> member.group(3)));
        }
        return members;
    }

    private static Map<String, Judge> files() {
        Map<String, Judge> files = new LinkedHashMap<>();
        files.put("aes_cmac_test.json", Wycheproof::cmac);
        files.put("aes_wrap_test.json", test -> unwraps(AesKeyWrap.KW, test));
        files.put("kw_test.json", test -> unwraps(AesKeyWrap.KW, test));
        files.put("aes_kwp_test.json", test -> unwraps(AesKeyWrap.KWP, test));
        files.put("kwp_test.json", test -> unwraps(AesKeyWrap.KWP, test));
        files.put("aes_cbc_pkcs5_test.json", Wycheproof::cbc);
        files.put("eddsa_test.json", Wycheproof::signature);
        files.put("ed25519_test.json", Wycheproof::signature);
        return files;
    }

    /** Truncated codes occur; the product compares whole ones, so the leftmost bytes are compared here. */
    private static boolean cmac(Map<String, String> test) {
        String mac = Given.hex(new Given(test).aes("key").cmac(new Given(test).raw("msg")));
        String tag = test.get("tag");
        return tag.length() >= 2 * 8 && mac.regionMatches(true, 0, tag, 0, tag.length());
    }

    private static boolean unwraps(AesKeyWrap wrap, Map<String, String> test) {
        Given given = new Given(test);
        SecretBytes opened = wrap.unwrap(given.bytes("ct"), given.secret("key"));
        return opened.equals(given.secret("msg"));
    }

    /** The product has no PKCS #7 padding; it is taken off here, strictly. */
    private static boolean cbc(Map<String, String> test) {
        Given given = new Given(test);
        byte[] clear = given.aes("key").decryptCbc(given.raw("ct"), given.raw("iv"));
        int pad = clear.length == 0 ? 0 : clear[clear.length - 1];
        String padded =
                test.get("msg") + String.format(Locale.ROOT, "%02x", pad).repeat(Math.max(pad, 0));
        return pad >= 1 && pad <= 16 && Given.hex(clear).equalsIgnoreCase(padded);
    }

    private static boolean signature(Map<String, String> test) {
        Given given = new Given(test);
        return SignatureVerifier.ed25519().verify(given.bytes("pk"), given.bytes("msg"), given.bytes("sig"));
    }
}
