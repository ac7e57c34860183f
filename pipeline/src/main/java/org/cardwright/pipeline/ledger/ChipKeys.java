package org.cardwright.pipeline.ledger;

import java.util.List;

/**
 * The keys of the security module that work on chips uses, and who does it. They stand in the audit before the first of them is used.
 *
 * @param operator who works; {@link Audit#SYSTEM} where nobody says so
 * @param names each with its part, version and check value, never a value
 */
public record ChipKeys(String operator, List<String> names) {

    /** What an entry of the audit holds. */
    private static final int MAX_REASON = 500;

    private static final String KEYS = ": keys ";

    /** Copies the list. */
    public ChipKeys {
        names = List.copyOf(names);
    }

    /**
     * Writes them down, in the transaction of the caller if there is one; in several entries where they are many.
     *
     * @param batch identity of the batch
     * @param about what they are for
     */
    public void note(Audit audit, String batch, String about) {
        StringBuilder entry = new StringBuilder();
        for (String name : names) {
            if (entry.length() > 0
                    && about.length() + KEYS.length() + entry.length() + name.length() + 2 > MAX_REASON) {
                append(audit, batch, about + KEYS + entry);
                entry.setLength(0);
            }
            entry.append(entry.length() == 0 ? "" : "; ").append(name);
        }
        if (entry.length() > 0) {
            append(audit, batch, about + KEYS + entry);
        }
    }

    private void append(Audit audit, String batch, String reason) {
        audit.append(new Audit.Act(operator, AuditEvent.CHIP_KEYS_USED, true, batch, reason));
    }
}
