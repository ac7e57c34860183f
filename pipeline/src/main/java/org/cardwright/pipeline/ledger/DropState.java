package org.cardwright.pipeline.ledger;

/** How far a dropped file has come. */
public enum DropState {
    /** Our own copy of it is safe; its batch is not begun. */
    TAKEN,
    /** Its batch is being made, or is tried again. */
    PREPARING,
    /** People must approve or release something first. */
    WAITING,
    /** Its batch could not be reconciled or verified; people look. */
    HELD,
    /** Its batch is sealed. */
    SEALED,
    /** Its content was refused; our copy is in quarantine. */
    REFUSED,
    /** It was no file that may be read, or was not to be understood; it is in quarantine. */
    QUARANTINED,
    /** The same content came before. */
    REPEATED;

    /** True when nothing more happens to it. */
    public boolean isOver() {
        return this == SEALED || this == REFUSED || this == QUARANTINED || this == REPEATED;
    }

    /** True when the same content may not come again: what was refused may, once its cause is gone. */
    public boolean holdsContent() {
        return this != REFUSED && this != QUARANTINED && this != REPEATED;
    }
}
