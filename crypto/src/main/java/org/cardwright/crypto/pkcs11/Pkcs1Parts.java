package org.cardwright.crypto.pkcs11;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;

/**
 * The nine numbers of an encoded RSA private key as arrays that are wiped when closed; a library's numbers could not be. RFC 8017, A.1.2:
 * version, n, e, d, p, q, d mod p-1, d mod q-1, 1/q mod p.
 */
final class Pkcs1Parts implements AutoCloseable {

    private static final int NUMBERS = 9;
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int MAX_LENGTH_BYTES = 2;

    private final byte[] encoded;
    private final List<byte[]> numbers = new ArrayList<>();
    private int at;

    private Pkcs1Parts(byte[] encoded) {
        this.encoded = encoded;
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException when it is not such a key; nothing is quoted
     */
    static Pkcs1Parts of(SecretBytes pkcs1) {
        Pkcs1Parts parts = new Pkcs1Parts(ClearKeyAccess.open(pkcs1));
        try {
            parts.read();
            return parts;
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
            parts.close();
            throw new IllegalArgumentException("not an RSA private key, length " + pkcs1.size());
        }
    }

    private void read() {
        if (length(SEQUENCE) != encoded.length - at) {
            throw new IllegalArgumentException();
        }
        for (int i = 0; i < NUMBERS; i++) {
            int length = length(INTEGER);
            int from = at;
            at += length;
            while (from < at - 1 && encoded[from] == 0) {
                from++;
            }
            if (at > encoded.length) {
                throw new IllegalArgumentException();
            }
            numbers.add(Arrays.copyOfRange(encoded, from, at));
        }
        if (at != encoded.length) {
            throw new IllegalArgumentException();
        }
    }

    private int length(int tag) {
        if (encoded[at++] != tag) {
            throw new IllegalArgumentException();
        }
        int first = encoded[at++] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int more = first & 0x7F;
        if (more == 0 || more > MAX_LENGTH_BYTES) {
            throw new IllegalArgumentException();
        }
        int length = 0;
        for (int i = 0; i < more; i++) {
            length = (length << 8) | (encoded[at++] & 0xFF);
        }
        return length;
    }

    /** Number {@code index} of the list above, big-endian without leading zeros. */
    byte[] number(int index) {
        return numbers.get(index);
    }

    /** Wipes all numbers. */
    @Override
    public void close() {
        numbers.forEach(number -> Arrays.fill(number, (byte) 0));
    }
}
