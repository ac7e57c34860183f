package org.cardwright.formats.bytes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable sequence of bytes, the value behind every data element, record and cryptogram.
 *
 * <p>It is for public or already encrypted data. Clear secrets do not belong here, because an immutable value cannot be
 * wiped. {@link #toString()} shows the length only: a byte string may hold a PAN or a name.
 */
public final class ByteString implements Comparable<ByteString> {

    /** No bytes at all. */
    public static final ByteString EMPTY = new ByteString(new byte[0]);

    private static final byte[] HEX_DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of the given bytes. */
    public static ByteString of(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new ByteString(bytes.clone());
    }

    /** A copy of {@code length} bytes from {@code offset} on. */
    public static ByteString copyOf(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        return length == 0 ? EMPTY : new ByteString(Arrays.copyOfRange(source, offset, offset + length));
    }

    /** One byte, the low eight bits of {@code value}. */
    public static ByteString ofByte(int value) {
        return new ByteString(new byte[] {(byte) value});
    }

    /**
     * An unsigned number, big-endian, in exactly {@code length} bytes (1 to 4).
     *
     * @throws IllegalArgumentException when the value does not fit
     */
    public static ByteString ofUnsigned(int value, int length) {
        if (length < 1 || length > 4 || (length < 4 && value >>> (8 * length) != 0)) {
            throw new IllegalArgumentException("number does not fit into " + length + " bytes");
        }
        byte[] out = new byte[length];
        for (int i = 0; i < length; i++) {
            out[i] = (byte) (value >>> (8 * (length - 1 - i)));
        }
        return new ByteString(out);
    }

    /** {@code count} times the same byte. */
    public static ByteString repeat(int value, int count) {
        byte[] out = new byte[count];
        Arrays.fill(out, (byte) value);
        return count == 0 ? EMPTY : new ByteString(out);
    }

    /**
     * Hexadecimal digits, upper or lower case, an even number, no separators.
     *
     * @throws IllegalArgumentException when the text is anything else; the message does not quote it
     */
    public static ByteString fromHex(CharSequence hex) {
        byte[] out = new byte[hex.length() / 2];
        // a character that is no digit has a negative value, and so has everything it is part of
        int worst = hex.length() % 2 == 0 ? 0 : -1;
        for (int i = 0; i < out.length; i++) {
            int value = (nibble(hex.charAt(2 * i)) << 4) | nibble(hex.charAt(2 * i + 1));
            worst |= value;
            out[i] = (byte) value;
        }
        if (worst < 0) {
            throw new IllegalArgumentException("not an even number of hexadecimal digits, length " + hex.length());
        }
        return out.length == 0 ? EMPTY : new ByteString(out);
    }

    private static int nibble(char digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        int letter = digit | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /**
     * The ASCII bytes of the text.
     *
     * @throws IllegalArgumentException when a character is outside 00 to 7F
     */
    public static ByteString ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                throw new IllegalArgumentException("not ASCII, length " + text.length());
            }
        }
        return text.isEmpty() ? EMPTY : new ByteString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** All parts one after the other. */
    public static ByteString concat(Iterable<ByteString> parts) {
        int total = 0;
        for (ByteString part : parts) {
            total = Math.addExact(total, part.bytes.length);
        }
        byte[] out = new byte[total];
        int at = 0;
        for (ByteString part : parts) {
            System.arraycopy(part.bytes, 0, out, at, part.bytes.length);
            at += part.bytes.length;
        }
        return total == 0 ? EMPTY : new ByteString(out);
    }

    /** All parts one after the other. */
    public static ByteString concat(ByteString... parts) {
        return concat(Arrays.asList(parts));
    }

    /** Number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** True when there are no bytes. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The byte at the index, 0 to 255. */
    public int unsignedAt(int index) {
        return bytes[index] & 0xFF;
    }

    /** The whole value as an unsigned big-endian number; at most 4 bytes with the top bit clear when there are 4. */
    public int toUnsigned() {
        if (bytes.length > 4) {
            throw new IllegalStateException("too long for a number, bytes " + bytes.length);
        }
        int value = 0;
        for (byte b : bytes) {
            value = (value << 8) | (b & 0xFF);
        }
        if (value < 0) {
            throw new IllegalStateException("number above 2^31 - 1");
        }
        return value;
    }

    /** Bytes {@code from} (inclusive) to {@code to} (exclusive). */
    public ByteString slice(int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        return from == 0 && to == bytes.length ? this : copyOf(bytes, from, to - from);
    }

    /** Everything from {@code from} on. */
    public ByteString slice(int from) {
        return slice(from, bytes.length);
    }

    /** This followed by the other. */
    public ByteString plus(ByteString other) {
        byte[] out = Arrays.copyOf(bytes, Math.addExact(bytes.length, other.bytes.length));
        System.arraycopy(other.bytes, 0, out, bytes.length, other.bytes.length);
        return out.length == 0 ? EMPTY : new ByteString(out);
    }

    /** True when the first bytes are those of {@code prefix}. */
    public boolean startsWith(ByteString prefix) {
        return bytes.length >= prefix.bytes.length
                && Arrays.equals(bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
    }

    /** A fresh array with the bytes; changing it does not change this value. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Copies all bytes into {@code target} at {@code offset} and returns the offset behind them. */
    public int copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
        return offset + bytes.length;
    }

    /** Upper-case hexadecimal. The caller decides that the content may be seen. */
    public String toHex() {
        byte[] digits = new byte[2 * bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            digits[2 * i] = HEX_DIGITS[(bytes[i] >> 4) & 0x0F];
            digits[2 * i + 1] = HEX_DIGITS[bytes[i] & 0x0F];
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    /** Adds all bytes to a hash, without a copy. */
    public void update(MessageDigest hash) {
        hash.update(bytes);
    }

    /** The bytes read as ASCII. The caller decides that the content may be seen. */
    public String toAscii() {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    @Override
    public int compareTo(ByteString other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The length only, never the content. */
    @Override
    public String toString() {
        return "ByteString(" + bytes.length + ")";
    }
}
