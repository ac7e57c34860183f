package org.cardwright.formats.profile;

/** How a terminal talks to the card; each has its own answer to GET PROCESSING OPTIONS. */
public enum CardInterface {
    /** ISO/IEC 7816-3. */
    CONTACT,
    /** ISO/IEC 14443. */
    CONTACTLESS
}
