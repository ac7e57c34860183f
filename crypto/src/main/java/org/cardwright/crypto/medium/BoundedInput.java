package org.cardwright.crypto.medium;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Gives so many bytes and no more until it is told otherwise, so that no list in a message fills the memory; knows when its source failed. */
public final class BoundedInput extends FilterInputStream {

    private long allowed;
    private @Nullable IOException failed;

    /** Over a source, with so many bytes to begin with. */
    public BoundedInput(InputStream in, long allowed) {
        super(in);
        this.allowed = allowed;
    }

    /** From here on so many more. */
    public void allow(long bytes) {
        allowed = bytes;
    }

    /** Throws what its source threw, so that a broken disk is not taken for broken content. */
    public void requireReadable() throws IOException {
        if (failed != null) {
            throw failed;
        }
    }

    private int spend(int bytes) {
        allowed -= Math.max(bytes, 0);
        return bytes;
    }

    private void require() throws IOException {
        if (allowed <= 0) {
            throw new IOException("more than is allowed at this place");
        }
    }

    @Override
    public int read() throws IOException {
        require();
        try {
            int read = super.read();
            spend(read < 0 ? 0 : 1);
            return read;
        } catch (IOException unreadable) {
            failed = unreadable;
            throw unreadable;
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        require();
        try {
            return spend(super.read(into, offset, (int) Math.min(length, allowed)));
        } catch (IOException unreadable) {
            failed = unreadable;
            throw unreadable;
        }
    }
}
