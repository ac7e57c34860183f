package org.cardwright.jobs.secrets;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds in a text what could be a key: long enough, and too irregular to be a counter, a filler or a word.
 *
 * <p>PCI Card Production, Logical, 8.1 g: no hard-coded keys.
 */
final class KeyLiteralScan {

    /** The shortest key: two-key triple DES, AES-128. */
    private static final int KEY_BYTES = 16;

    private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern HEX = Pattern.compile("(?<![0-9A-Za-z])[0-9A-Fa-f]{32,}(?![0-9A-Za-z])");
    private static final Pattern SPACED_HEX = Pattern.compile(
            "(?<![0-9A-Za-z])(?:(?:[0-9A-Fa-f]{2}){1,8}[ :-]){1,63}(?:[0-9A-Fa-f]{2}){1,8}(?![0-9A-Za-z])");
    private static final Pattern BYTES =
            Pattern.compile("(?:(?:\\(byte\\)\\s*)?0x[0-9A-Fa-f]{2}\\s*,\\s*){15,}(?:\\(byte\\)\\s*)?0x[0-9A-Fa-f]{2}");
    private static final Pattern BYTE = Pattern.compile("0x([0-9A-Fa-f]{2})");
    private static final Pattern BASE64 =
            Pattern.compile("(?<![0-9A-Za-z+/_-])[0-9A-Za-z+/_-]{22,}={0,2}(?![0-9A-Za-z+/_=-])");
    private static final Pattern PEM = Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY");
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)\\b[a-z_.-]*(?:passphrase|password|passwd|secret|api[_-]?key)\\s*\"?\\s*(?:=|:)\\s*(\"[^\"\\s]{6,}\"|[^\"\\s,;(){}<>$]{6,})\\s*(?:[;,]|$)",
            Pattern.MULTILINE);

    private static final Pattern NUMBER_OR_NAME =
            Pattern.compile("0x[0-9A-Fa-f]+|[0-9_]+[Ll]?|[A-Za-z]+[._][A-Za-z0-9_.]+");
    private static final int OTHER = 3;

    private KeyLiteralScan() {}

    /** All that could be a key, by line. */
    static List<KeyLiteral> scan(String text) {
        // a literal that is broken over lines is one literal
        String joined = CONCATENATION
                .matcher(text)
                .replaceAll(match -> "\0".repeat(match.group().length()));
        Found found = new Found(text, new ArrayList<>());
        String compact = joined.replace("\0", "");
        Offsets offsets = Offsets.of(joined);
        find(
                HEX,
                compact,
                m -> isIrregular(bytes(m.group())),
                m -> found.add(offsets.at(m.start()), KeyLiteral.Kind.HEXADECIMAL));
        find(
                SPACED_HEX,
                compact,
                m -> isIrregular(bytes(m.group())),
                m -> found.add(offsets.at(m.start()), KeyLiteral.Kind.HEXADECIMAL));
        find(BASE64, compact, m -> isBase64(m.group()), m -> found.add(offsets.at(m.start()), KeyLiteral.Kind.BASE64));
        find(
                BYTES,
                text,
                m -> isIrregular(constants(m.group())),
                m -> found.add(m.start(), KeyLiteral.Kind.BYTE_ARRAY));
        find(PEM, text, m -> true, m -> found.add(m.start(), KeyLiteral.Kind.PEM));
        find(ASSIGNED, text, m -> isPassphrase(m.group(1)), m -> found.add(m.start(), KeyLiteral.Kind.PASSPHRASE));
        return found.literals().stream()
                .sorted(Comparator.comparingInt(KeyLiteral::line))
                .toList();
    }

    private interface Hit {
        void of(Matcher matcher);
    }

    private static void find(Pattern pattern, String text, Predicate<Matcher> isKey, Hit hit) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (isKey.test(matcher)) {
                hit.of(matcher);
            }
        }
    }

    private record Found(String text, List<KeyLiteral> literals) {
        void add(int offset, KeyLiteral.Kind kind) {
            int line = 1
                    + (int) text.substring(0, offset)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            literals.add(new KeyLiteral(line, kind));
        }
    }

    /** Where each kept character stood. */
    private record Offsets(int[] kept) {

        static Offsets of(String joined) {
            int[] kept = new int[joined.length()];
            int n = 0;
            for (int i = 0; i < joined.length(); i++) {
                if (joined.charAt(i) != '\0') {
                    kept[n++] = i;
                }
            }
            return new Offsets(kept);
        }

        int at(int position) {
            return kept[position];
        }
    }

    private static byte[] bytes(String hex) {
        String digits = hex.replaceAll("[^0-9A-Fa-f]", "");
        return HexFormat.of().parseHex(digits.substring(0, digits.length() & ~1));
    }

    private static byte[] constants(String array) {
        StringBuilder hex = new StringBuilder();
        Matcher matcher = BYTE.matcher(array);
        while (matcher.find()) {
            hex.append(matcher.group(1));
        }
        return HexFormat.of().parseHex(hex);
    }

    /** Is there a stretch of the length of a key whose bytes and steps differ as those of random bytes do? */
    private static boolean isIrregular(byte[] bytes) {
        return IntStream.rangeClosed(0, bytes.length - KEY_BYTES)
                .anyMatch(from -> distinct(bytes, from, 0) >= 12
                        && distinct(bytes, from, 1) >= 11
                        && !isDecimal(bytes, from)
                        && !isTagList(bytes, from));
    }

    /** Three tags of two bytes in sixteen: a data object list or a template (one key in thirty thousand is like that). */
    private static boolean isTagList(byte[] bytes, int from) {
        return IntStream.range(from, from + KEY_BYTES)
                        .filter(i -> bytes[i] == (byte) 0x9F || bytes[i] == 0x5F)
                        .count()
                >= 3;
    }

    /** How many values, or steps between neighbours, a stretch has. Sixteen random bytes have 15.5 values on average. */
    private static long distinct(byte[] bytes, int from, int step) {
        return IntStream.range(from, from + KEY_BYTES - step)
                .map(i -> step == 0 ? bytes[i] : (byte) (bytes[i + 1] - bytes[i]))
                .distinct()
                .count();
    }

    /** Account numbers, dates and tracks have hardly a letter; of random digits three of eight are letters. */
    private static boolean isDecimal(byte[] bytes, int from) {
        return HexFormat.of()
                        .formatHex(bytes, from, from + KEY_BYTES)
                        .chars()
                        .filter(Character::isLetter)
                        .count()
                < 4;
    }

    /** Random characters change between capital, small and digit two times of three; words and names far less often. */
    private static boolean isBase64(String text) {
        String body = text.replace("=", "").replace('-', '+').replace('_', '/');
        int[] kinds = body.chars()
                .map(KeyLiteralScan::kind)
                .filter(kind -> kind != OTHER)
                .toArray();
        long changes = IntStream.range(1, kinds.length)
                .filter(i -> kinds[i] != kinds[i - 1])
                .count();
        return body.length() % 4 != 1
                && IntStream.of(kinds).distinct().count() == 3
                && changes >= 0.42 * body.length()
                && isIrregular(Base64.getDecoder().decode(body));
    }

    private static int kind(int c) {
        return c >= '0' && c <= '9' ? 0 : c >= 'a' && c <= 'z' ? 1 : c >= 'A' && c <= 'Z' ? 2 : OTHER;
    }

    /** A value, not the name of a file, a variable or a type. */
    private static boolean isPassphrase(String value) {
        String word = value.replace("\"", "");
        String small = word.toLowerCase(Locale.ROOT);
        boolean quoted = value.startsWith("\"");
        boolean name = small.contains("file") || small.contains("path") || word.contains("@") || word.endsWith(".");
        boolean bare = word.chars().anyMatch(Character::isDigit)
                && !NUMBER_OR_NAME.matcher(word).matches();
        return !name && (quoted || bare);
    }
}
