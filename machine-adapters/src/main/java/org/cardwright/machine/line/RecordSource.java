package org.cardwright.machine.line;

import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardLog;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.file.Channel;

/** Where records come from and where it is told what became of them. Safe for several heads at once. */
public interface RecordSource {

    /**
     * A record on its way to a chip.
     *
     * @param index of the record in its batch, from 1
     * @param attempt 1 for the first chip that it gets
     * @param record chip record
     * @param others what the other channels of the same card say; empty when nobody compares them
     */
    record Job(long index, int attempt, CpsRecord record, Map<Channel, ByteString> others) {

        /** Copies the map. */
        public Job {
            others = Map.copyOf(others);
        }
    }

    /**
     * The next record that waits; empty when none does, or those that are left are with other heads.
     *
     * @throws RecordRefusedException when the record may go onto no card: the line stops, and it waits
     */
    Optional<Job> next();

    /**
     * A card is in a head for the record: counted before anybody knows what becomes of it. {@link #ended} follows.
     *
     * @param head where
     */
    void taken(Job job, String head);

    /**
     * The next command writes: durable before this returns.
     *
     * @param head where
     * @throws org.cardwright.machine.chip.ChipNotFreeException when the chip was used before, or the record is on its way elsewhere
     */
    void started(Job job, String head, CardLog log);

    /** The next command is the last of an application. False when somebody gave the chip up meanwhile: it is not sent then. */
    default boolean mayFinish(Job job) {
        return true;
    }

    /**
     * What became of the record: durable before this returns, and before the card leaves its head. The source decides whether the record
     * gets another attempt, as one that was never started always does.
     *
     * @param head where
     * @return where the card goes
     */
    Bin ended(Job job, String head, CardEnding ending);

    /** The card left its head, after {@link #ended}. Without this a card that is good may still lie there. */
    default void left(Job job) {}

    /** No card came for the record: it waits again, before all others. */
    void givenBack(Job job);
}
