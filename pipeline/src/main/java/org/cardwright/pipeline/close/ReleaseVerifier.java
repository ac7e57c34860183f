package org.cardwright.pipeline.close;

import java.io.IOException;
import java.nio.file.Path;

/** Port: the independent verifier of a batch, before it is released and whenever it is asked for again. */
@FunctionalInterface
public interface ReleaseVerifier {

    /**
     * Looks at the complete directory as an outsider would.
     *
     * @throws IOException when it cannot be read; wrong content is a finding
     */
    Inspection inspect(Path directory) throws IOException;
}
