package org.cardwright.jobs.scorecard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A planted secret in every form in which it could leak.
 *
 * @param name how a finding calls it; never the secret
 * @param forms its encodings
 */
record Canary(String name, List<byte[]> forms) {

    /** Digits: ASCII, packed, hexadecimal of the ASCII in two cases, Base64 at three alignments, UTF-16 in two orders. */
    static Canary ofDigits(String name, String digits) {
        List<byte[]> forms = textForms(digits);
        forms.add(HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : digits + "F"));
        return new Canary(name, forms);
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
