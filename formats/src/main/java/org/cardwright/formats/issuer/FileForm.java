package org.cardwright.formats.issuer;

import java.nio.charset.Charset;
import java.util.Optional;
import javax.xml.validation.Schema;

/** The outer form of an issuer file. */
sealed interface FileForm {

    /** What every form says. */
    Text text();

    /**
     * How bytes become characters and how far a record may reach.
     *
     * @param charset one byte for each ASCII character
     * @param byteOrderMarkAllowed true when a UTF-8 byte order mark may stand in front
     * @param maxRecordBytes longest record
     */
    record Text(Charset charset, boolean byteOrderMarkAllowed, int maxRecordBytes) {}

    /**
     * Delimited text, RFC 4180 with other delimiters; a record is a line.
     *
     * @param text characters and bound
     * @param delimiter between columns
     * @param quote around a column, empty for no quoting
     * @param columnNames true when a line of names precedes the orders
     * @param columns number of columns when no line names them, else 0
     * @param unknownColumnsIgnored true when columns may be named that the layout does not know
     */
    record Delimited(
            Text text,
            char delimiter,
            Optional<Character> quote,
            boolean columnNames,
            int columns,
            boolean unknownColumnsIgnored)
            implements FileForm {}

    /**
     * Records of a host, all of one length.
     *
     * @param text characters and bound
     * @param recordBytes length of every record
     * @param lines true when a line end follows each
     */
    record Fixed(Text text, int recordBytes, boolean lines) implements FileForm {}

    /**
     * XML, one element for each order below the root.
     *
     * @param text characters and bound
     * @param root local name of the root element
     * @param order local name of an order
     * @param namespace of all elements, empty for none
     * @param schema that each order satisfies
     * @param unknownIgnored true when an order may have elements that the layout does not know
     */
    record Xml(Text text, String root, String order, String namespace, Optional<Schema> schema, boolean unknownIgnored)
            implements FileForm {}

    /**
     * JSON, one object for each order.
     *
     * @param text characters and bound
     * @param orders member of the root object that holds the array, empty when the file is the array
     * @param unknownIgnored true when an order may have members that the layout does not know
     */
    record Json(Text text, String orders, boolean unknownIgnored) implements FileForm {}

    /**
     * The file of a magnetic-stripe embosser, {@code #DCC#} records.
     *
     * @param text characters and bound
     */
    record Embosser(Text text) implements FileForm {}
}
