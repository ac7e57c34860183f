package org.cardwright.perso.surface;

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
        byte[] bits = new byte[((framed.length() + 1) * bitsPerCharacter + 7) / 8];
        int lrc = 0;
        for (int i = 0; i < framed.length(); i++) {
            int code = framed.charAt(i) - track.base();
            lrc ^= code;
            put(bits, i * bitsPerCharacter, code, track.dataBits());
        }
        put(bits, framed.length() * bitsPerCharacter, lrc, track.dataBits());
        return ByteString.of(bits);
    }

    /**
     * Reads a coded track as a stripe reader does: parity of each character, sentinels, LRC.
     *
     * @return the text without sentinels
     * @throws MalformedStripeException when any check fails
     */
    public static String decode(StripeTrack track, ByteString coded) {
        byte[] bits = coded.toByteArray();
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

    /** At most 8 bits, which lie in one byte or two. */
    private static void put(byte[] bits, int at, int code, int dataBits) {
        int parity = Integer.bitCount(code) % 2 == 0 ? 1 : 0;
        int character = (code | (parity << dataBits)) << (at % 8);
        bits[at / 8] |= (byte) character;
        if (character > 0xFF) {
            bits[at / 8 + 1] |= (byte) (character >> 8);
        }
    }

    private static int take(byte[] bits, int index, int dataBits) {
        int at = index * (dataBits + 1);
        int both = (bits[at / 8] & 0xFF) | (at / 8 + 1 < bits.length ? (bits[at / 8 + 1] & 0xFF) << 8 : 0);
        int character = (both >> (at % 8)) & ((1 << (dataBits + 1)) - 1);
        if (Integer.bitCount(character) % 2 == 0) {
            throw new MalformedStripeException("parity of character " + (index + 1));
        }
        return character & ((1 << dataBits) - 1);
    }

    private static void requireHolds(StripeTrack track, String text) {
        if (!track.holds(text)) {
            throw new IllegalArgumentException(
                    track + " cannot hold the text, length " + text.length() + ", capacity " + track.capacity());
        }
    }
}
