package org.cardwright.crypto.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Secrets to look for in a dump of the heap, every byte masked, so that the patterns are not what the search finds.
 *
 * <p>A secret is looked for as its bytes, as hexadecimal text, and with each four bytes reversed, which is how the key schedule of
 * AES begins in Bouncy Castle. A dump writes numbers in big-endian order, so that a {@code BigInteger} shows its bytes as well.
 */
final class MaskedSecrets {

    /** Behind the name of a secret: its hexadecimal text. */
    static final String HEX = " as hexadecimal";

    /** Behind the name of a secret: the first round keys of AES. */
    static final String SCHEDULE = " as key schedule";

    private static final int MASK = 0x5A;
    private static final int LEAST_BYTES = 8;

    private record Pattern(String name, byte[] masked) {

        private boolean isAt(ByteBuffer dump, int at) {
            if (at + masked.length > dump.limit()) {
                return false;
            }
            for (int i = 0; i < masked.length; i++) {
                if ((dump.get(at + i) ^ MASK) != masked[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    /** By their first two bytes. */
    private final Map<Integer, List<Pattern>> patterns = new TreeMap<>();

    private final Set<String> names = new TreeSet<>();

    /** Adds a secret in all its forms and wipes it. */
    void add(String name, byte[] secret) {
        form(name, secret.clone());
        form(name + HEX, hex(secret, "0123456789abcdef"));
        form(name + HEX, hex(secret, "0123456789ABCDEF"));
        if (secret.length % Integer.BYTES == 0) {
            form(name + SCHEDULE, reversed(secret));
        }
        Arrays.fill(secret, (byte) 0);
    }

    /** Adds one form alone. */
    void form(String name, byte[] form) {
        if (form.length < LEAST_BYTES) {
            throw new IllegalArgumentException("too short to be told from chance: " + name);
        }
        names.add(name);
        for (int i = 0; i < form.length; i++) {
            form[i] ^= MASK;
        }
        patterns.computeIfAbsent(key(form[0], form[1]), first -> new ArrayList<>())
                .add(new Pattern(name, form));
    }

    /** Without a string, which nobody could wipe. */
    private static byte[] hex(byte[] secret, String digits) {
        byte[] hex = new byte[2 * secret.length];
        for (int i = 0; i < hex.length; i++) {
            hex[i] = (byte) digits.charAt(i % 2 == 0 ? (secret[i / 2] >> 4) & 0xF : secret[i / 2] & 0xF);
        }
        return hex;
    }

    private static byte[] reversed(byte[] secret) {
        byte[] reversed = new byte[secret.length];
        for (int i = 0; i < secret.length; i++) {
            reversed[i] = secret[i ^ (Integer.BYTES - 1)];
        }
        return reversed;
    }

    Set<String> names() {
        return names;
    }

    /** All forms in clear, one behind the other, for the proof that each would be found. */
    byte[] planted() {
        byte[] planted = new byte
                [patterns.values().stream()
                        .flatMap(List::stream)
                        .mapToInt(pattern -> pattern.masked().length)
                        .sum()];
        int at = 0;
        for (List<Pattern> all : patterns.values()) {
            for (Pattern pattern : all) {
                for (byte masked : pattern.masked()) {
                    planted[at++] = (byte) (masked ^ MASK);
                }
            }
        }
        return planted;
    }

    /** How often which secret stands in the file. */
    Map<String, Integer> foundIn(Path file) {
        Pattern[][] byStart = new Pattern[1 << 16][];
        patterns.forEach((start, all) -> byStart[start] = all.toArray(Pattern[]::new));
        Map<String, Integer> found = new TreeMap<>();
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer dump = channel.map(MapMode.READ_ONLY, 0, channel.size());
            for (int at = 0; at + 1 < dump.limit(); at++) {
                Pattern[] candidates = byStart[key((byte) (dump.get(at) ^ MASK), (byte) (dump.get(at + 1) ^ MASK))];
                if (candidates != null) {
                    count(found, candidates, dump, at);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }

    private static void count(Map<String, Integer> found, Pattern[] candidates, ByteBuffer dump, int at) {
        for (Pattern pattern : candidates) {
            if (pattern.isAt(dump, at)) {
                found.merge(pattern.name(), 1, Integer::sum);
            }
        }
    }

    private static int key(byte first, byte second) {
        return (first & 0xFF) << 8 | (second & 0xFF);
    }
}
