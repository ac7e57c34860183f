package org.cardwright.formats.issuer;

import java.io.IOException;
import org.cardwright.formats.bytes.ByteString;
import org.jspecify.annotations.Nullable;

/** Cuts a file into the bytes of its records, header and trailer included. */
interface Frames {

    /**
     * The bytes of the next record without line end, or null at the end.
     *
     * @throws org.cardwright.formats.MalformedFileException when the cut cannot be made
     */
    @Nullable
    ByteString next() throws IOException;
}
