package org.cardwright.machine.virtualcard;

import java.util.Locale;

/** What the card knows of a transaction and may say in its verification results. */
enum CardFact {
    SECOND_NOT_REQUESTED,
    SECOND_APPROVED,
    FIRST_ONLINE,
    FIRST_APPROVED,
    ISSUER_AUTHENTICATION_PERFORMED,
    ISSUER_AUTHENTICATION_FAILED,
    OFFLINE_PIN_PERFORMED,
    OFFLINE_PIN_NOT_PERFORMED,
    OFFLINE_PIN_SUCCESSFUL,
    OFFLINE_PIN_FAILED,
    UNABLE_TO_GO_ONLINE,
    LAST_ONLINE_NOT_COMPLETED,
    PIN_TRY_LIMIT_EXCEEDED,
    LIMIT_EXCEEDED,
    NEW_CARD,
    OFFLINE_DYNAMIC_AUTHENTICATION_PERFORMED,
    COMBINED_SIGNATURE_FIRST,
    COMBINED_SIGNATURE_SECOND;

    /** The fact of a name in a table, {@code new-card}. */
    static CardFact named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
