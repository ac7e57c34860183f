package org.cardwright.formats.issuer;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The orders of a file one by one; header and trailer go to the {@link ControlCheck} on the way. */
interface Records extends Closeable {

    /**
     * The next order, or null at the end of a file whose structure is right.
     *
     * @throws org.cardwright.formats.MalformedFileException when the structure is wrong
     */
    @Nullable
    RawRecord next() throws IOException;
}
