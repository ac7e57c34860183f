package org.cardwright.machine.terminal;

/** How the card proved itself offline. EMV 4.4 Book 3, 10.3. */
public enum AuthenticationMethod {
    /** Not at all. */
    NONE,
    /** Static data authentication. */
    SDA,
    /** Dynamic data authentication. */
    DDA,
    /** DDA combined with the application cryptogram. */
    CDA
}
