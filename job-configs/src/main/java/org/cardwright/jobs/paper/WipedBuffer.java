package org.cardwright.jobs.paper;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, and of which nothing is left when they have moved or are closed. */
final class WipedBuffer implements AutoCloseable {

    private static final int FIRST_BYTES = 16 * 1024;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    /** Number of bytes so far. */
    int size() {
        return size;
    }

    WipedBuffer put(byte[] source) {
        reserve(source.length);
        System.arraycopy(source, 0, bytes, size, source.length);
        size += source.length;
        return this;
    }

    WipedBuffer put(String ascii) {
        return put(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    WipedBuffer put(WipedBuffer other) {
        reserve(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
        return this;
    }

    /** Two hexadecimal digits for each byte. */
    WipedBuffer putHex(byte[] source) {
        reserve(2 * source.length);
        for (byte b : source) {
            bytes[size++] = (byte) Character.forDigit((b >> 4) & 0x0F, 16);
            bytes[size++] = (byte) Character.forDigit(b & 0x0F, 16);
        }
        return this;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            byte[] old = bytes;
            bytes = Arrays.copyOf(old, Math.max(2 * old.length, size + more));
            Arrays.fill(old, (byte) 0);
        }
    }

    /** A copy, to be wiped by the caller. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
        size = 0;
    }
}
