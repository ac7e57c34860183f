package org.cardwright.perso.surface;

import java.util.BitSet;
import org.cardwright.formats.bytes.ByteString;

/**
 * Codes the text of one track into the bits of the stripe and back.
 *
 * <p>ISO/IEC 7811-2: each character least significant bit first, followed by an odd parity bit; behind the end sentinel a
 * longitudinal redundancy check (LRC), the exclusive or of the data bits of all characters, with its own odd parity.
 */
public final class MagneticStripe {

    private MagneticStripe() {}

    /** The text between its sentinels, as encoders take it: {@code %B...?} or {@code ;...?}. */
    public static String withSentinels(StripeTrack track, String text) {
        requireHolds(track, text);
        return track.start() + text + StripeTrack.END;
    }

    /**
     * The bits of sentinels, text and LRC, first bit of the stripe in bit 0 of byte 0, zero-padded at the end.
     *
     * @param text without sentinels
     * @throws IllegalArgumentException when a character has no code on this track or the text is too long
     */
    public static ByteString encode(StripeTrack track, String text) {
        String framed = withSentinels(track, text);
        int bitsPerCharacter = track.dataBits() + 1;
        BitSet bits = new BitSet();
        int lrc = 0;
        for (int i = 0; i < framed.length(); i++) {
            int code = framed.charAt(i) - track.base();
            lrc ^= code;
            put(bits, i * bitsPerCharacter, code, track.dataBits());
        }
        put(bits, framed.length() * bitsPerCharacter, lrc, track.dataBits());
        byte[] out = new byte[((framed.length() + 1) * bitsPerCharacter + 7) / 8];
        byte[] used = bits.toByteArray();
        System.arraycopy(used, 0, out, 0, used.length);
        return ByteString.of(out);
    }

    /**
     * Reads a coded track as a stripe reader does: parity of each character, sentinels, LRC.
     *
     * @return the text without sentinels
     * @throws MalformedStripeException when any check fails
     */
    public static String decode(StripeTrack track, ByteString coded) {
        BitSet bits = BitSet.valueOf(coded.toByteArray());
        StringBuilder text = new StringBuilder();
        int lrc = 0;
        boolean ended = false;
        int characters = coded.size() * 8 / (track.dataBits() + 1);
        for (int i = 0; i < Math.min(characters, track.capacity()); i++) {
            int code = take(bits, i, track.dataBits());
            if (ended) {
                return checked(track, text, code == lrc);
            }
            lrc ^= code;
            char character = (char) (code + track.base());
            text.append(character);
            ended = character == StripeTrack.END;
        }
        throw new MalformedStripeException("no LRC behind an end sentinel");
    }

    private static String checked(StripeTrack track, StringBuilder framed, boolean lrcFits) {
        if (!lrcFits) {
            throw new MalformedStripeException("LRC differs");
        }
        if (framed.charAt(0) != track.start()) {
            throw new MalformedStripeException("no start sentinel");
        }
        return framed.substring(1, framed.length() - 1);
    }

    private static void put(BitSet bits, int at, int code, int dataBits) {
        for (int bit = 0; bit < dataBits; bit++) {
            bits.set(at + bit, (code >> bit & 1) != 0);
        }
        bits.set(at + dataBits, Integer.bitCount(code) % 2 == 0);
    }

    private static int take(BitSet bits, int index, int dataBits) {
        int at = index * (dataBits + 1);
        int code = 0;
        for (int bit = 0; bit < dataBits; bit++) {
            code |= bits.get(at + bit) ? 1 << bit : 0;
        }
        if ((Integer.bitCount(code) + (bits.get(at + dataBits) ? 1 : 0)) % 2 == 0) {
            throw new MalformedStripeException("parity of character " + (index + 1));
        }
        return code;
    }

    private static void requireHolds(StripeTrack track, String text) {
        if (!track.holds(text)) {
            throw new IllegalArgumentException(
                    track + " cannot hold the text, length " + text.length() + ", capacity " + track.capacity());
        }
    }
}
