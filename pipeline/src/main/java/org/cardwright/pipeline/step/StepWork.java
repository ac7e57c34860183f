package org.cardwright.pipeline.step;

import java.io.IOException;
import java.util.List;
import org.cardwright.pipeline.ledger.HandOver;
import org.cardwright.pipeline.ledger.Position;
import org.cardwright.pipeline.ledger.StepName;
import org.jspecify.annotations.Nullable;

/**
 * What a step does, without a word of Spring.
 *
 * <p>Order of calls: {@link #open}, then chunk by chunk {@link #read} and {@link #process} for each item and one
 * {@link #write}, at the end {@link #conclude} within the transaction of the last chunk, always
 * {@link #close}. Only {@code process} is called by several threads.
 *
 * @param <I> item read
 * @param <O> item written
 */
public interface StepWork<I, O> {

    /** Which step this is. */
    StepName name();

    /**
     * Goes to a committed position: readers there, files cut back to it.
     *
     * @throws org.cardwright.pipeline.ledger.NotReconciledException when a file is shorter than that
     */
    void open(Position committed) throws IOException;

    /** The next item; null at the end. */
    @Nullable
    I read() throws IOException;

    /** Turns an item into what is written. Pure; a card that cannot be made is a value. */
    O process(I item);

    /** Appends and forces the files of a chunk and writes its rows. */
    HandOver write(List<O> items) throws IOException;

    /** The position behind the last chunk written; only copies numbers. */
    Position position();

    /**
     * Last act of the step, after the counts of the ledger have been found right. Must be repeatable: a crash may follow.
     *
     * @return how many items this step really left on the disk, counted by reading them
     */
    int conclude() throws IOException;

    /** Lets go of files. */
    void close() throws IOException;
}
