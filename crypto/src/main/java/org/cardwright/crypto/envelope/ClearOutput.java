package org.cardwright.crypto.envelope;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Takes what is in an envelope, and knows when it could not: that is no fault of the envelope. */
final class ClearOutput extends FilterOutputStream {

    private @Nullable IOException failed;

    ClearOutput(OutputStream out) {
        super(out);
    }

    /** Throws what the stream behind it threw. */
    void requireWritable() throws IOException {
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        try {
            out.write(from, offset, length);
        } catch (IOException unwritable) {
            failed = unwritable;
            throw unwritable;
        }
    }
}
