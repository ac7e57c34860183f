/**
 * Strict reading of XML: parsers without document types and entities, and definition files (layouts, font tables) that
 * are checked against their schema and know the line of each element.
 */
@NullMarked
package org.cardwright.formats.xml;

import org.jspecify.annotations.NullMarked;
