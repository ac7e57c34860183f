package org.cardwright.crypto.ceremony;

import java.util.Arrays;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;

/**
 * The share of one custodian in our own checked envelope; closing wipes it.
 *
 * <p>A share alone, or any number of them below the quorum, tells nothing of the secret. Envelope: version 01, kind, rehearsal, m, n,
 * index (1 byte each), set (8), commitment (16), name and custodian (length and ASCII each), value (length and bytes), and the first
 * 8 bytes of SHA-256 over all before.
 */
public final class Share implements AutoCloseable {

    static final int LEAST_BYTES = 16;
    static final int MOST_BYTES = 32;

    private final ShareSet set;
    private final int index;
    private final String custodian;
    private final SecretBytes value;

    /** Takes the value over. */
    Share(ShareSet set, int index, String custodian, SecretBytes value) {
        this.set = set;
        this.index = index;
        this.custodian = custodian;
        this.value = value;
        boolean fits = index >= 1
                && index <= set.quorum().shares()
                && custodian.matches("[a-z0-9][a-z0-9.-]{1,31}")
                && value.size() >= LEAST_BYTES
                && value.size() <= MOST_BYTES;
        if (!fits) {
            value.close();
            throw new KeyRefusedException("the share contradicts itself");
        }
    }

    /**
     * A share as people type it, or as a scanner reads it: numbered lines with a check group each, or all of it in one line.
     *
     * @param text ASCII, closed by the caller
     * @throws KeyRefusedException naming the line with a typing error, or what else is wrong
     */
    public static Share parse(SecretBytes text) {
        byte[] binary = ShareText.decode(ClearKeyAccess.open(text));
        try {
            return ShareForm.read(binary);
        } finally {
            Arrays.fill(binary, (byte) 0);
        }
    }

    /**
     * Looks at one line while a share is typed.
     *
     * @param number 1 for the first
     * @param line ASCII, closed by the caller
     * @throws KeyRefusedException when it has a slip
     */
    public static void requireLine(int number, SecretBytes line) {
        ShareText.requireLine(number, ClearKeyAccess.open(line));
    }

    /** What all shares of the secret have in common. */
    public ShareSet set() {
        return set;
    }

    /** 1 to n. */
    public int index() {
        return index;
    }

    /** Id of the person who keeps it. */
    public String custodian() {
        return custodian;
    }

    /** The value itself, without envelope. */
    SecretBytes value() {
        return value;
    }

    /** The envelope, at most 172 bytes; closed by the caller. */
    public SecretBytes binary() {
        return ShareForm.write(this);
    }

    /** The envelope as numbered lines to print and to type, ASCII; closed by the caller. */
    public SecretBytes text() {
        try (SecretBytes binary = binary()) {
            return SecretBytes.adopt(ShareText.lines(ClearKeyAccess.open(binary)));
        }
    }

    /** The envelope in one line of capital letters and digits, for a QR code; closed by the caller. */
    public SecretBytes compactText() {
        try (SecretBytes binary = binary()) {
            return SecretBytes.adopt(Base32.encode(ClearKeyAccess.open(binary)));
        }
    }

    @Override
    public void close() {
        value.close();
    }

    /** {@code share 2 of 3/5, set 1F0C9A2B00112233, check value A1B2C3}: by what people know it. */
    public String words() {
        return this + ", set " + set.id().toHex() + ", check value " + set.checkValue();
    }

    /** Which share, nothing of its value. */
    @Override
    public String toString() {
        return "share " + index + " of " + set.quorum();
    }
}
