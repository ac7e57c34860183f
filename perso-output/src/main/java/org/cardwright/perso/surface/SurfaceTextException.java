package org.cardwright.perso.surface;

/** A text that a machine could not put on the card; the message names field and rule, never the text. */
public final class SurfaceTextException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final SurfaceField field;
    private final Rule rule;

    /** What the text breaks. */
    public enum Rule {
        /** A character is not in the font of the line, or the machine takes it for a command. */
        CHARACTER,
        /** The text is longer than its line. */
        WIDTH
    }

    SurfaceTextException(SurfaceField field, Rule rule, String detail) {
        super(field + ": " + detail);
        this.field = field;
        this.rule = rule;
    }

    /** The field whose text does not fit. */
    public SurfaceField field() {
        return field;
    }

    /** What the text breaks. */
    public Rule rule() {
        return rule;
    }
}
