package org.cardwright.formats.issuer;

import java.io.IOException;
import java.io.InputStream;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.bytes.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One record a line. Lines end with LF or CR LF in the character set of the file; a lone CR refuses the file, because it
 * would glue records together.
 */
final class LineFrames implements Frames {

    private static final int BUFFER_BYTES = 1 << 13;

    private final InputStream in;
    private final FileForm.Text text;
    private final FileFaults faults;
    private final int lineFeed;
    private final int carriageReturn;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int filled;
    private boolean lastLineEnded = true;
    private boolean ended;

    LineFrames(InputStream in, FileForm.Text text, FileFaults faults) {
        this.in = in;
        this.text = text;
        this.faults = faults;
        this.lineFeed = "\n".getBytes(text.charset())[0] & 0xFF;
        this.carriageReturn = "\r".getBytes(text.charset())[0] & 0xFF;
    }

    @Override
    public @Nullable ByteString next() throws IOException {
        if (isAtEnd()) {
            return null;
        }
        ByteString line = ByteString.EMPTY;
        while (!isAtEnd()) {
            int from = at;
            while (at < filled && !endsLine(buffer[at] & 0xFF)) {
                at++;
            }
            if (at - from > text.maxRecordBytes() - line.size()) {
                throw faults.file(FileRule.RECORD_TOO_LONG);
            }
            line = line.plus(ByteString.copyOf(buffer, from, at - from));
            if (at < filled) {
                passLineEnd();
                return line;
            }
        }
        lastLineEnded = false;
        return line;
    }

    private boolean endsLine(int octet) {
        return octet == lineFeed || octet == carriageReturn;
    }

    private void passLineEnd() throws IOException {
        if ((buffer[at++] & 0xFF) == carriageReturn) {
            if (isAtEnd() || (buffer[at] & 0xFF) != lineFeed) {
                throw faults.file(FileRule.LINE_END);
            }
            at++;
        }
    }

    /** Fills the buffer when everything in it was given away; true when nothing came. */
    private boolean isAtEnd() throws IOException {
        // bounded by the file: a stream that gives nothing is asked again
        while (at == filled && !ended) {
            int read = in.read(buffer, 0, buffer.length);
            ended = read < 0;
            at = 0;
            filled = Math.max(0, read);
        }
        return at == filled;
    }

    /** False when the last line given away had no line end. */
    boolean isLastLineEnded() {
        return lastLineEnded;
    }
}
