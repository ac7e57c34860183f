package org.cardwright.crypto.module;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.crypto.key.KeyBlock;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.formats.bytes.ByteString;

/**
 * The text of a vault file: cost and salt of the passphrase, the wrapped vault secret, one key block to a line, a MAC over all
 * of it.
 *
 * <pre>
 * cardwright-vault 1
 * argon2id memory-kib=65536 iterations=3 parallelism=1 salt=(32 hex)
 * secret (80 hex, RFC 3394)
 * key D0...
 * mac (64 hex, HMAC-SHA-256 over every byte before this line)
 * </pre>
 *
 * @param cost what one guess costs
 * @param salt 16 bytes
 * @param wrappedSecret 40 bytes
 * @param keys key blocks in the order of their names
 */
record VaultFile(PassphraseCost cost, ByteString salt, ByteString wrappedSecret, List<KeyBlock> keys) {

    /** Most keys that one vault holds. */
    static final int MAX_KEYS = 10_000;

    private static final String FIRST_LINE = "cardwright-vault 1";
    private static final String KEY = "key ";
    private static final String MAC = "mac ";
    private static final Pattern HEAD = Pattern.compile(FIRST_LINE
            + "\nargon2id memory-kib=([0-9]{1,9}) iterations=([0-9]{1,9}) parallelism=([0-9]{1,9})"
            + " salt=([0-9A-F]{32})\nsecret ([0-9A-F]{80})\n");
    private static final Pattern MAC_LINE = Pattern.compile(MAC + "([0-9A-F]{64})\n");

    VaultFile {
        keys = List.copyOf(keys);
    }

    /**
     * What a file says, before it is authenticated.
     *
     * @param file content
     * @param authenticated the bytes that the MAC covers
     * @param mac 32 bytes
     */
    record Read(VaultFile file, ByteString authenticated, ByteString mac) {}

    /** The lines before the MAC. */
    ByteString authenticated() {
        StringBuilder text = new StringBuilder(FIRST_LINE)
                .append("\nargon2id memory-kib=")
                .append(cost.memoryKib())
                .append(" iterations=")
                .append(cost.iterations())
                .append(" parallelism=")
                .append(cost.parallelism())
                .append(" salt=")
                .append(salt.toHex())
                .append("\nsecret ")
                .append(wrappedSecret.toHex())
                .append('\n');
        keys.forEach(block -> text.append(KEY).append(block.text()).append('\n'));
        return ByteString.ascii(text.toString());
    }

    /**
     * The key blocks by name.
     *
     * @throws KeyRefusedException when two have one name
     */
    Map<KeyName, KeyBlock> byName() {
        Map<KeyName, KeyBlock> byName = new TreeMap<>();
        for (KeyBlock block : keys) {
            require(byName.put(block.attributes().name(), block) == null, "the vault has two keys of one name");
        }
        return Collections.unmodifiableMap(byName);
    }

    /** The line of the MAC. */
    static ByteString macLine(ByteString mac) {
        return ByteString.ascii(MAC + mac.toHex() + "\n");
    }

    /**
     * Takes a file apart.
     *
     * @throws KeyRefusedException when it has another shape
     */
    static Read parse(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int macAt = text.lastIndexOf(MAC);
        Matcher head = HEAD.matcher(text);
        Matcher mac = MAC_LINE.matcher(text.substring(Math.max(macAt, 0)));
        require(macAt > 0 && head.lookingAt() && mac.matches() && head.end() <= macAt, "the vault file is malformed");
        PassphraseCost cost = new PassphraseCost(
                Integer.parseInt(head.group(1)), Integer.parseInt(head.group(2)), Integer.parseInt(head.group(3)));
        VaultFile file = new VaultFile(
                cost,
                ByteString.fromHex(head.group(4)),
                ByteString.fromHex(head.group(5)),
                keys(text.substring(head.end(), macAt)));
        return new Read(file, ByteString.copyOf(content, 0, macAt), ByteString.fromHex(mac.group(1)));
    }

    private static List<KeyBlock> keys(String lines) {
        List<KeyBlock> keys = new ArrayList<>();
        int at = 0;
        while (at < lines.length()) {
            int end = lines.indexOf('\n', at);
            require(lines.startsWith(KEY, at) && end > at && keys.size() < MAX_KEYS, "the vault file is malformed");
            keys.add(KeyBlock.parse(lines.substring(at + KEY.length(), end)));
            at = end + 1;
        }
        return keys;
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new KeyRefusedException(message);
        }
    }
}
