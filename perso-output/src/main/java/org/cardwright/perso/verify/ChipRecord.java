package org.cardwright.perso.verify;

import java.util.List;

/**
 * A personalization record as the verifier reads it.
 *
 * @param section1 module identifier code and decimal length, empty when there is none
 * @param vnl version number of the layout
 * @param applications in their order
 */
record ChipRecord(String section1, String vnl, List<ChipApplication> applications) {

    /** What stands there when the record cannot be read. */
    static final ChipRecord UNREADABLE = new ChipRecord("", "", List.of());

    /** Copies the list. */
    ChipRecord {
        applications = List.copyOf(applications);
    }
}
