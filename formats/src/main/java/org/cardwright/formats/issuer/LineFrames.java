package org.cardwright.formats.issuer;

import java.io.ByteArrayOutputStream;
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

    private final InputStream in;
    private final FileForm.Text text;
    private final FileFaults faults;
    private final int lineFeed;
    private final int carriageReturn;
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
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = ended ? -1 : in.read();
        if (octet < 0) {
            ended = true;
            return null;
        }
        boolean afterReturn = false;
        while (octet >= 0 && octet != lineFeed) {
            if (afterReturn) {
                throw faults.file(FileRule.LINE_END);
            }
            afterReturn = octet == carriageReturn;
            if (!afterReturn) {
                append(line, octet);
            }
            octet = in.read();
        }
        lastLineEnded = octet >= 0;
        if (afterReturn && !lastLineEnded) {
            throw faults.file(FileRule.LINE_END);
        }
        return ByteString.of(line.toByteArray());
    }

    /** False when the last line given away had no line end. */
    boolean isLastLineEnded() {
        return lastLineEnded;
    }

    private void append(ByteArrayOutputStream line, int octet) throws IOException {
        if (line.size() == text.maxRecordBytes()) {
            throw faults.file(FileRule.RECORD_TOO_LONG);
        }
        line.write(octet);
    }
}
