package org.cardwright.perso.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of a batch is not what it must be: shorter than what was committed, readable by others, altered, unknown.
 *
 * <p>Carries the file's name, the record where there is one, and what is required; never the content.
 */
public final class PersoFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * A file that is not as required.
     *
     * @param file only its last name is kept
     * @param required what it should be
     */
    public PersoFileException(Path file, String required) {
        super(file.getFileName() + ": required " + required);
    }

    /** As the other one, for a record of the file. */
    PersoFileException(String file, int record, String required) {
        super(file + ", record " + record + ": required " + required);
    }

    PersoFileException(Path file, String required, Throwable cause) {
        super(file.getFileName() + ": required " + required, cause);
    }
}
