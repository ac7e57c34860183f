package org.cardwright.pipeline.ledger;

import java.util.Locale;
import java.util.Optional;

/** The four steps of a batch, in their order. */
public enum StepName {
    /** Control data, screening, duplicates; record index and certificate serial numbers are assigned. */
    INTAKE,
    /** Every arrow from the profile to the personalization record. */
    PREPARE,
    /** The files are assembled, verified from disk and sealed. */
    RELEASE,
    /** Every order gets its final state. */
    ACCOUNT;

    /** Name in the job repository and the ledger. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The step that hands over to this one. */
    public Optional<StepName> previous() {
        return switch (this) {
            case INTAKE -> Optional.empty();
            case PREPARE -> Optional.of(INTAKE);
            case RELEASE -> Optional.of(PREPARE);
            case ACCOUNT -> Optional.of(RELEASE);
        };
    }
}
