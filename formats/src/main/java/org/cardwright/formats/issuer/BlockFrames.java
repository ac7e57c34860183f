package org.cardwright.formats.issuer;

import java.io.IOException;
import java.io.InputStream;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.bytes.ByteString;
import org.jspecify.annotations.Nullable;

/** Records of one length, one behind the other without line ends. */
final class BlockFrames implements Frames {

    private final InputStream in;
    private final int recordBytes;
    private final FileFaults faults;

    BlockFrames(InputStream in, int recordBytes, FileFaults faults) {
        this.in = in;
        this.recordBytes = recordBytes;
        this.faults = faults;
    }

    @Override
    public @Nullable ByteString next() throws IOException {
        byte[] block = in.readNBytes(recordBytes);
        if (block.length == 0) {
            return null;
        }
        if (block.length < recordBytes) {
            throw faults.file(FileRule.TRUNCATED);
        }
        return ByteString.of(block);
    }
}
