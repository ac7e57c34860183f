package org.cardwright.formats.issuer;

import java.nio.file.Path;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.MalformedFileException;

/**
 * Makes the refusals of one file.
 *
 * @param fileName name without directory
 */
record FileFaults(String fileName) {

    static FileFaults of(Path file) {
        Path name = file.getFileName();
        return new FileFaults(name == null ? "" : name.toString());
    }

    MalformedFileException file(FileRule rule) {
        return new MalformedFileException(fileName, "", rule.id(), rule.text());
    }

    MalformedFileException record(FileRule rule, int recordNumber) {
        return new MalformedFileException(fileName, "record " + recordNumber, rule.id(), rule.text());
    }

    /** A control value, named by its meaning. */
    MalformedFileException control(FileRule rule, String part, ControlField control) {
        String place = part + ", field " + control.meaning();
        return new MalformedFileException(fileName, place, rule.id(), rule.text());
    }

    /** A control value that is another than the orders give. */
    MalformedFileException control(FileRule rule, String part, ControlField control, String compared) {
        String place = part + ", field " + control.meaning();
        return new MalformedFileException(fileName, place, rule.id(), rule.text() + ": " + compared);
    }
}
