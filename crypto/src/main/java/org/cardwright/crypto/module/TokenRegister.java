package org.cardwright.crypto.module;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyBlock;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.formats.bytes.ByteString;

/**
 * What is known of the keys on tokens, as text: a token keeps a key and what it may do, but not whose it is, where it stands in its life
 * or which way it goes.
 *
 * <pre>
 * cardwright-token-register 1
 * key D0...  (the head of a key block, ANSI X9.143, 5, with no key behind it)
 * mac (64 hex, HMAC-SHA-256 under a key of the tokens over every byte before this line)
 * </pre>
 *
 * @param keys attributes in the order of their names
 */
record TokenRegister(List<KeyAttributes> keys) {

    private static final String FIRST_LINE = "cardwright-token-register 1\n";
    private static final String KEY = "key ";
    private static final String MAC = "mac ";
    private static final Pattern MAC_LINE = Pattern.compile(MAC + "([0-9A-F]{64})\n");

    TokenRegister {
        keys = List.copyOf(keys);
    }

    /**
     * What a file says, before it is authenticated.
     *
     * @param register content
     * @param authenticated the bytes that the MAC covers
     * @param mac 32 bytes
     */
    record Read(TokenRegister register, ByteString authenticated, ByteString mac) {}

    /** The lines before the MAC. */
    ByteString authenticated() {
        StringBuilder text = new StringBuilder(FIRST_LINE);
        keys.forEach(key -> text.append(KEY).append(KeyBlock.head(key)).append('\n'));
        return ByteString.ascii(text.toString());
    }

    /**
     * The attributes by name.
     *
     * @throws KeyRefusedException when two keys have one name
     */
    Map<KeyName, KeyAttributes> byName() {
        Map<KeyName, KeyAttributes> byName = new TreeMap<>();
        for (KeyAttributes key : keys) {
            if (byName.put(key.name(), key) != null) {
                throw new KeyRefusedException("the register has two keys of one name");
            }
        }
        return Collections.unmodifiableMap(byName);
    }

    /** The whole file. */
    ByteString withMac(ByteString mac) {
        return authenticated().plus(ByteString.ascii(MAC + mac.toHex() + "\n"));
    }

    /**
     * Takes a file apart.
     *
     * @throws KeyRefusedException when it has another shape
     */
    static Read parse(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int macAt = text.lastIndexOf(MAC);
        Matcher mac = MAC_LINE.matcher(text.substring(Math.max(macAt, 0)));
        require(text.startsWith(FIRST_LINE) && macAt >= FIRST_LINE.length() && mac.matches());
        return new Read(
                new TokenRegister(keys(text.substring(FIRST_LINE.length(), macAt))),
                ByteString.copyOf(content, 0, macAt),
                ByteString.fromHex(mac.group(1)));
    }

    private static List<KeyAttributes> keys(String lines) {
        List<KeyAttributes> keys = new ArrayList<>();
        int at = 0;
        while (at < lines.length()) {
            int end = lines.indexOf('\n', at);
            require(lines.startsWith(KEY, at) && end > at && keys.size() < VaultFile.MAX_KEYS);
            keys.add(KeyBlock.attributesOf(lines.substring(at + KEY.length(), end)));
            at = end + 1;
        }
        return keys;
    }

    private static void require(boolean met) {
        if (!met) {
            throw new KeyRefusedException("the register of the tokens is malformed");
        }
    }
}
