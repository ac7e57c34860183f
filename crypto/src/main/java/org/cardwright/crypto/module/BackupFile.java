package org.cardwright.crypto.module;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.crypto.key.KeyBlock;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.formats.bytes.ByteString;

/**
 * The text of a backup: how many keys, one key block under the backup key to a line, a MAC over all of it. Name, use, state and check
 * value of every key stand readable in the head of its block.
 *
 * <pre>
 * cardwright-backup 1
 * keys 17
 * key D0...
 * mac (64 hex, HMAC-SHA-256 over every byte before this line)
 * </pre>
 *
 * @param keys key blocks in the order of their names
 */
record BackupFile(List<KeyBlock> keys) {

    private static final String KEY = "key ";
    private static final String MAC = "mac ";
    private static final Pattern HEAD = Pattern.compile("cardwright-backup 1\nkeys ([0-9]{1,5})\n");
    private static final Pattern MAC_LINE = Pattern.compile(MAC + "([0-9A-F]{64})\n");

    BackupFile {
        keys = List.copyOf(keys);
    }

    /**
     * What a file says, before it is authenticated.
     *
     * @param file content
     * @param authenticated the bytes that the MAC covers
     * @param mac 32 bytes
     */
    record Read(BackupFile file, ByteString authenticated, ByteString mac) {}

    /** The lines before the MAC. */
    ByteString authenticated() {
        StringBuilder text = new StringBuilder("cardwright-backup 1\nkeys ")
                .append(keys.size())
                .append('\n');
        keys.forEach(block -> text.append(KEY).append(block.text()).append('\n'));
        return ByteString.ascii(text.toString());
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
        if (macAt <= 0 || !head.lookingAt() || !mac.matches() || head.end() > macAt) {
            throw malformed();
        }
        List<KeyBlock> keys = new ArrayList<>();
        int count = Integer.parseInt(head.group(1));
        int at = head.end();
        while (at < macAt && keys.size() < VaultFile.MAX_KEYS) {
            int end = text.indexOf('\n', at);
            if (!text.startsWith(KEY, at)) {
                throw malformed();
            }
            keys.add(KeyBlock.parse(text.substring(at + KEY.length(), end)));
            at = end + 1;
        }
        if (keys.size() != count || at != macAt) {
            throw malformed();
        }
        return new Read(new BackupFile(keys), ByteString.copyOf(content, 0, macAt), ByteString.fromHex(mac.group(1)));
    }

    private static KeyRefusedException malformed() {
        return new KeyRefusedException("the backup is malformed, or not whole");
    }
}
