package org.cardwright.jobs.scorecard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A planted secret in every form in which it could leak.
 *
 * @param name how a finding calls it; never the secret
 * @param forms its encodings
 */
record Canary(String name, List<byte[]> forms) {

    private static final int LEAST_PACKED_DIGITS = 12;

    /**
     * Digits: ASCII, packed, hexadecimal of the ASCII in two cases, Base64 at three alignments, UTF-16 in two orders;
     * also packed half a byte aside, as in a decimal of a host, and in groups of four, as on a card.
     */
    static Canary ofDigits(String name, String digits) {
        List<byte[]> forms = textForms(digits);
        forms.addAll(textForms(digits.replaceAll("(.{4})(?=.)", "$1 ")));
        forms.add(packed(digits));
        if (digits.length() > LEAST_PACKED_DIGITS) {
            forms.add(packed(digits.substring(1)));
        }
        forms.removeIf(Canary::isCommon);
        return new Canary(name, forms);
    }

    /** Mostly zeros: such bytes stand in every database and would be found by chance. */
    private static boolean isCommon(byte[] form) {
        return IntStream.range(0, form.length).filter(i -> form[i] == 0).count() * 2 > form.length;
    }

    /** Whole bytes of digits. */
    private static byte[] packed(String digits) {
        return HexFormat.of().parseHex(digits.substring(0, digits.length() / 2 * 2));
    }

    /** Letters as they are written. */
    static Canary ofText(String name, String text) {
        return new Canary(name, textForms(text));
    }

    /** A big number: as bytes, and as the words of 32 and 64 bits in which this machine would calculate with it. */
    static Canary ofNumber(String name, byte[] number) {
        List<byte[]> forms = new ArrayList<>(ofBytes(name, number).forms());
        forms.add(wordsReversed(number, 4, false));
        forms.add(wordsReversed(number, 4, true));
        forms.add(wordsReversed(number, 8, false));
        return new Canary(name, forms);
    }

    /** Each word in little-endian order, the words themselves in the given or the opposite order. */
    private static byte[] wordsReversed(byte[] number, int wordBytes, boolean lowestWordFirst) {
        int words = number.length / wordBytes;
        byte[] out = new byte[words * wordBytes];
        int skipped = number.length - out.length;
        for (int word = 0; word < words; word++) {
            int to = lowestWordFirst ? words - 1 - word : word;
            for (int i = 0; i < wordBytes; i++) {
                out[to * wordBytes + i] = number[skipped + word * wordBytes + wordBytes - 1 - i];
            }
        }
        return out;
    }

    /** Bytes: raw, hexadecimal text in two cases and all forms of that text. */
    static Canary ofBytes(String name, byte[] secret) {
        String hex = HexFormat.of().formatHex(secret);
        List<byte[]> forms = new ArrayList<>(textForms(hex));
        forms.addAll(textForms(hex.toUpperCase(Locale.ROOT)));
        forms.addAll(base64(secret));
        forms.add(secret.clone());
        return new Canary(name, forms);
    }

    private static List<byte[]> textForms(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        String hex = HexFormat.of().formatHex(ascii);
        List<byte[]> forms = new ArrayList<>();
        forms.add(ascii);
        forms.add(hex.getBytes(StandardCharsets.US_ASCII));
        forms.add(hex.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
        forms.add(text.getBytes(StandardCharsets.UTF_16LE));
        forms.add(text.getBytes(StandardCharsets.UTF_16BE));
        forms.addAll(base64(ascii));
        return forms;
    }

    /** The part of the Base64 text that depends on the secret alone, for each of the three alignments. */
    private static List<byte[]> base64(byte[] secret) {
        List<byte[]> forms = new ArrayList<>();
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + secret.length];
            System.arraycopy(secret, 0, shifted, shift, secret.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int from = shift == 0 ? 0 : 4;
            int wholeGroups = shifted.length / 3 * 4;
            forms.add(text.substring(from, wholeGroups).getBytes(StandardCharsets.US_ASCII));
        }
        return forms;
    }

    @Override
    public String toString() {
        return name;
    }
}
