package org.cardwright.formats.issuer;

import java.nio.file.Path;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.xml.XmlDefinition;

/**
 * Refusals of a layout that name the line.
 *
 * @param file the layout file
 * @param definition what was read, with its lines
 */
record LayoutLines(Path file, XmlDefinition<?> definition) {

    MalformedFileException contradiction(Object element, String detail) {
        return definition.contradiction(file, element, detail);
    }

    /** Refuses unless the condition holds. */
    void require(boolean condition, Object element, String detail) throws MalformedFileException {
        if (!condition) {
            throw contradiction(element, detail);
        }
    }
}
