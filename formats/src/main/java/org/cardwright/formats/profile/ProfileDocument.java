package org.cardwright.formats.profile;

import java.util.IdentityHashMap;
import org.cardwright.formats.bytes.ByteString;

/**
 * One profile file that satisfies the schema, with the line of every element.
 *
 * @param file name of the file without its directory
 * @param root the root element as the class generated for it
 * @param lines line of each object read from the file, by identity
 * @param hash SHA-256 of the bytes of the file
 */
record ProfileDocument(String file, Object root, IdentityHashMap<Object, Integer> lines, ByteString hash) {

    /** Line of an element, 0 when it is not of this file. */
    int line(Object element) {
        return lines.getOrDefault(element, 0);
    }

    /** Place of an element. */
    Provenance at(Object element, String level) {
        return new Provenance(level, file, line(element));
    }

    /** The element breaks this rule. */
    MalformedProfileException error(Object element, String rule) {
        return new MalformedProfileException(file, line(element), rule);
    }
}
