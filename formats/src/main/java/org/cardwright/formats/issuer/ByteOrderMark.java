package org.cardwright.formats.issuer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.bytes.ByteString;

/** Looks at the first bytes of a file. */
final class ByteOrderMark {

    static final ByteString UTF_8 = ByteString.fromHex("EFBBBF");
    static final ByteString UTF_16_BIG = ByteString.fromHex("FEFF");
    static final ByteString UTF_16_LITTLE = ByteString.fromHex("FFFE");

    private ByteOrderMark() {}

    /**
     * The stream behind a byte order mark, when there is one and the layout allows it.
     *
     * @throws org.cardwright.formats.MalformedFileException when there is one that the layout does not allow
     */
    static InputStream pass(InputStream in, FileForm.Text text, FileFaults faults) throws IOException {
        InputStream marked = new BufferedInputStream(in) {
            @Override
            public void close() {
                // Parsers close what they have read to its end; the file is its owner's.
            }
        };
        marked.mark(UTF_8.size());
        ByteString first = ByteString.of(marked.readNBytes(UTF_8.size()));
        if (first.startsWith(UTF_8)) {
            if (!text.byteOrderMarkAllowed() || !text.charset().equals(StandardCharsets.UTF_8)) {
                throw faults.file(FileRule.BYTE_ORDER_MARK);
            }
            return marked;
        }
        if (first.startsWith(UTF_16_BIG) || first.startsWith(UTF_16_LITTLE)) {
            throw faults.file(FileRule.BYTE_ORDER_MARK);
        }
        marked.reset();
        return marked;
    }
}
