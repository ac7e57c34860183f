package org.cardwright.pipeline.ledger;

/** What an operator may do. */
public enum OperatorRole {
    /** Registers operators. */
    ADMINISTRATOR,
    /** Asks for two-person acts. */
    OPERATOR,
    /** Approves what another asked for. */
    APPROVER,
    /** Keeps a share of a secret or a component of a key, and takes part in ceremonies. */
    KEY_CUSTODIAN
}
