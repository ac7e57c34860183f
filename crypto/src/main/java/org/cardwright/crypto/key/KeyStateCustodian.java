package org.cardwright.crypto.key;

/** Who answers for the keys in a state: nobody else asks for a key to leave it. */
public enum KeyStateCustodian {
    /** Runs the keys that are in use, or will be. */
    KEY_MANAGER,
    /** Decides about what was stopped, is known to others, or goes for ever. */
    SECURITY_OFFICER
}
