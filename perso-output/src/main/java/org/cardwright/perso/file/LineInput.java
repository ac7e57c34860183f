package org.cardwright.perso.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.cardwright.formats.bytes.ByteString;

/** A buffered stream that looks for line feeds in its buffer, not byte by byte. For one thread. */
final class LineInput extends BufferedInputStream {

    LineInput(InputStream in, int bufferBytes) {
        super(in, bufferBytes);
    }

    /** Everything up to and with the next line feed; what there is when the stream ends before it or so many bytes have none. */
    ByteString line(int mostBytes) throws IOException {
        ByteString line = ByteString.EMPTY;
        boolean ended = false;
        // reading one byte fills an empty buffer; it is taken again with the others
        while (!ended && line.size() < mostBytes && read() >= 0) {
            int from = pos - 1;
            int end = Math.min(count, from + mostBytes - line.size());
            int to = pos;
            while (to < end && buf[to - 1] != '\n') {
                to++;
            }
            ended = buf[to - 1] == '\n';
            line = line.plus(ByteString.copyOf(buf, from, to - from));
            pos = to;
        }
        return line;
    }
}
