package org.cardwright.formats.issuer;

/** Where a value stands in a record; each form of file knows some of these. */
sealed interface FieldPlace {

    /**
     * A column of delimited text.
     *
     * @param name its name in the line of column names, empty when the number counts
     * @param number from 1, 0 when the name counts
     */
    record Column(String name, int number) implements FieldPlace {}

    /** Bytes of a fixed record, offset from 0. */
    record Slice(int offset, int length) implements FieldPlace {}

    /** An XML element, {@code @attribute} or JSON member below the order: {@code card/pan}, {@code line[2]}. */
    record Member(String path) implements FieldPlace {}

    /**
     * A line of embossed text.
     *
     * @param line from 1 in the order of the record
     * @param offset characters to leave out
     * @param length characters to take, 0 for all
     */
    record EmbossText(int line, int offset, int length) implements FieldPlace {}

    /** A track of an embosser record, or a part of it. */
    record TrackText(int track, TrackPart part) implements FieldPlace {}

    /** A value that the layout itself gives. */
    record Given(String text) implements FieldPlace {}

    /** An order reference made from prefix, file identity and record number. */
    record Generated(String prefix) implements FieldPlace {}

    /** Parts of ISO/IEC 7813 tracks. */
    enum TrackPart {
        ALL,
        PAN,
        NAME,
        EXPIRATION,
        SERVICE_CODE
    }
}
