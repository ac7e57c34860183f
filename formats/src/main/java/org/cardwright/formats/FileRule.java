package org.cardwright.formats;

/** Why a file is refused as a whole, an issuer's orders or a file of the configuration; an id keeps its meaning for ever. */
public enum FileRule {
    NOT_A_FILE("R-001", "only a regular file is read, no link, directory or pipe"),
    EMPTY("R-002", "the file is empty"),
    NO_RECORDS("R-003", "the file has no orders"),
    TRUNCATED("R-004", "the file ends inside a record"),
    RECORD_TOO_LONG("R-005", "a record is longer than the layout allows"),
    TOO_MANY_RECORDS("R-006", "the file has more records than the reader accepts"),
    BYTE_ORDER_MARK("R-007", "the file begins with a byte order mark and the layout does not allow it"),
    NOT_IN_CHARSET("R-008", "the bytes are not text in the character set of the layout"),
    LINE_END("R-009", "lines must end with line feed or carriage return and line feed"),
    HEADER_MISSING("R-010", "the file must begin with its header"),
    HEADER_WRONG("R-011", "a control value of the header is missing or not of its type"),
    HEADER_TWICE("R-012", "the header is there twice"),
    TRAILER_MISSING("R-013", "the file must end with its trailer"),
    TRAILER_WRONG("R-014", "a control value of the trailer is missing or not of its type"),
    AFTER_TRAILER("R-015", "nothing may follow the end of the orders"),
    COUNT_DIFFERS("R-016", "the number of orders is not the one in the control data"),
    HASH_TOTAL_DIFFERS("R-017", "the hash total of the orders is not the one in the control data"),
    ISSUER_DIFFERS("R-018", "the file is not of the issuer of the layout"),
    COLUMN_NAMES("R-019", "the column names are not those of the layout"),
    NOT_WELL_FORMED("R-020", "the file is not well formed"),
    DOCTYPE("R-021", "a document type declaration is not allowed"),
    TOO_DEEP("R-022", "elements are nested too deeply or are too many in one record"),
    STRUCTURE("R-023", "the file does not have the structure of the layout"),
    ENCODING_DECLARATION("R-024", "the file declares another character set than the layout"),
    CONTROLS_CONTRADICT("R-025", "header and trailer give different control values"),
    OUT_OF_SEQUENCE("R-026", "the sequence number of the file does not follow those before"),
    NO_LAYOUT("R-027", "the file has the form of no layout of its issuer"),

    // Files of the configuration.
    NOT_OF_SCHEMA("R-030", "the file must be of its schema"),
    CONTRADICTION("R-031", "the file must not contradict itself");

    private final String id;
    private final String text;

    FileRule(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** The stable id, {@code R-001} and up. */
    public String id() {
        return id;
    }

    /** What is required, in one plain sentence. */
    public String text() {
        return text;
    }
}
