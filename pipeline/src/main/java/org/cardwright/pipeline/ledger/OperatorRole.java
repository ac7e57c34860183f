package org.cardwright.pipeline.ledger;

import org.cardwright.crypto.key.KeyStateCustodian;

/** What an operator may do. */
public enum OperatorRole {
    /** Registers operators. */
    ADMINISTRATOR,
    /** Asks for two-person acts. */
    OPERATOR,
    /** Approves what another asked for. */
    APPROVER,
    /** Keeps a share of a secret or a component of a key, and takes part in ceremonies. */
    KEY_CUSTODIAN,
    /** Answers for keys in use: custodian of the states before, in and after it. PCI Card Production, Logical, 8.1. */
    KEY_MANAGER,
    /** Answers for keys that were stopped, are known to others or go for ever; releases product profiles. */
    SECURITY_OFFICER;

    /** The role of those who answer for keys in a state. */
    public static OperatorRole of(KeyStateCustodian custodian) {
        return switch (custodian) {
            case KEY_MANAGER -> KEY_MANAGER;
            case SECURITY_OFFICER -> SECURITY_OFFICER;
        };
    }
}
