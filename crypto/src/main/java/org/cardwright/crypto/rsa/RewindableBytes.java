package org.cardwright.crypto.rsa;

import java.util.Arrays;

/**
 * Random bytes that an engine may look ahead in and hand back, so that a search which tests several candidates at once leaves the
 * stream exactly where a search one by one would have left it.
 *
 * <p>Bytes are kept only between {@link #mark()} and {@link #release()} and wiped behind the reader. Not safe for several threads.
 */
final class RewindableBytes implements RandomBytes {

    private final RandomBytes source;
    private byte[] kept = {};
    private int size;
    private int read;
    private boolean marked;

    RewindableBytes(RandomBytes source) {
        this.source = source;
    }

    @Override
    public void fill(byte[] target) {
        int known = Math.min(size - read, target.length);
        System.arraycopy(kept, read, target, 0, known);
        read += known;
        if (known < target.length) {
            byte[] fresh = new byte[target.length - known];
            source.fill(fresh);
            System.arraycopy(fresh, 0, target, known, fresh.length);
            if (marked) {
                keep(fresh);
            }
            Arrays.fill(fresh, (byte) 0);
        }
        if (!marked && read == size) {
            release();
        }
    }

    /** From here on bytes are kept; this place has the position 0. */
    void mark() {
        release();
        marked = true;
    }

    /** How many bytes were read since the mark. */
    int position() {
        return read;
    }

    /** Goes back to a position; what was read since comes again. */
    void rewind(int position) {
        if (!marked || position < 0 || position > read) {
            throw new IllegalStateException("no way back to " + position + " from " + read);
        }
        read = position;
    }

    /** Wipes what was read; what was handed back stays. */
    void release() {
        marked = false;
        byte[] unread = Arrays.copyOfRange(kept, read, size);
        Arrays.fill(kept, (byte) 0);
        kept = unread;
        size = unread.length;
        read = 0;
    }

    private void keep(byte[] fresh) {
        if (size + fresh.length > kept.length) {
            byte[] longer = Arrays.copyOf(kept, 2 * (size + fresh.length));
            Arrays.fill(kept, (byte) 0);
            kept = longer;
        }
        System.arraycopy(fresh, 0, kept, size, fresh.length);
        size += fresh.length;
        read = size;
    }
}
