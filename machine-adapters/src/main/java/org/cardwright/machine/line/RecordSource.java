package org.cardwright.machine.line;

import java.util.Optional;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardLog;
import org.cardwright.perso.cps.CpsRecord;

/** Where records come from and where it is told what became of them. Safe for several heads at once. */
public interface RecordSource {

    /**
     * A record on its way to a chip.
     *
     * @param index of the record in its batch, from 1
     * @param attempt 1 for the first chip that it gets
     * @param record chip record
     */
    record Job(long index, int attempt, CpsRecord record) {}

    /** The next record that waits; empty when none does. */
    Optional<Job> next();

    /** The next command writes: durable before this returns. */
    void started(Job job, CardLog log);

    /**
     * What became of the record: durable before this returns, and before the card leaves its head. The source decides whether the record
     * gets another attempt, as one that was never started always does.
     */
    void ended(Job job, CardEnding ending);
}
