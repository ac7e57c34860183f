package org.cardwright.formats.profile;

/** A profile file that cannot be used: file, line and the rule it breaks. Profiles hold no card data. */
public final class MalformedProfileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;

    /**
     * The one way to say it.
     *
     * @param file name of the file without its directory
     * @param line from 1; 0 when the whole file is meant
     * @param rule what is wrong and what is required
     */
    public MalformedProfileException(String file, int line, String rule) {
        super(file + (line > 0 ? " line " + line : "") + ": " + rule);
        this.file = file;
        this.line = line;
    }

    /** Name of the file without its directory. */
    public String file() {
        return file;
    }

    /** Line from 1, or 0 when the whole file is meant. */
    public int line() {
        return line;
    }
}
