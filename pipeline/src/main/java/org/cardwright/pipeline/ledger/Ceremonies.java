package org.cardwright.pipeline.ledger;

import java.util.Optional;

/**
 * Key ceremonies in the audit: who took part, what each did, and how it ended. PCI Card Production, Logical, 8.1 b and 8.3.
 *
 * <p>Every entry is written when it happens and stays, however the ceremony ends.
 */
public final class Ceremonies {

    private final Operators operators;
    private final Audit audit;

    /** Over the register of people and the audit. */
    public Ceremonies(Operators operators, Audit audit) {
        this.operators = operators;
        this.audit = audit;
    }

    /**
     * Begins a ceremony.
     *
     * @param ceremony its id, the resource of all entries
     * @param who leads it
     * @param words what for
     */
    public void begin(String ceremony, String who, String words) {
        audit.append(new Audit.Act(who, AuditEvent.CEREMONY_BEGUN, true, ceremony, words));
    }

    /**
     * Lets a custodian in and gives the id back.
     *
     * @throws OperatorRefusedException when the person is not proven or no custodian; the audit keeps the attempt
     */
    public String admit(String ceremony, OperatorLogin login) {
        String who =
                operators.prove(Optional.of(login), OperatorRole.KEY_CUSTODIAN).id();
        step(ceremony, who, "present");
        return who;
    }

    /** Notes what a person did; words and check values, never a secret. */
    public void step(String ceremony, String who, String words) {
        audit.append(new Audit.Act(who, AuditEvent.CEREMONY_STEP, true, ceremony, words));
    }

    /** Ends a ceremony, done or given up. */
    public void end(String ceremony, String who, boolean done, String words) {
        audit.append(new Audit.Act(who, AuditEvent.CEREMONY_ENDED, done, ceremony, words));
    }
}
