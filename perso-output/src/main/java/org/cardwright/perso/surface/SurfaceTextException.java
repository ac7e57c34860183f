package org.cardwright.perso.surface;

/** A text that a machine could not put on the card; the message names field and rule, never the text. */
public final class SurfaceTextException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final SurfaceField field;

    SurfaceTextException(SurfaceField field, String rule) {
        super(field + ": " + rule);
        this.field = field;
    }

    /** The field whose text does not fit. */
    public SurfaceField field() {
        return field;
    }
}
