package org.cardwright.perso.verify;

import java.util.List;

/**
 * A personalization record as the verifier reads it.
 *
 * @param section1 module identifier code and decimal length, empty when there is none
 * @param bytesBehindSection1 what the decimal length has to say
 * @param vnl version number of the layout
 * @param surplus fields that a fresh record leaves empty but this one does not
 * @param applications in their order
 */
record ChipRecord(
        String section1,
        int bytesBehindSection1,
        String vnl,
        List<String> surplus,
        List<ChipApplication> applications) {

    /** What stands there when the record cannot be read. */
    static final ChipRecord UNREADABLE = new ChipRecord("", 0, "", List.of(), List.of());

    /** Copies the lists. */
    ChipRecord {
        surplus = List.copyOf(surplus);
        applications = List.copyOf(applications);
    }
}
