package org.cardwright.pipeline.step;

import java.util.List;
import java.util.Optional;

/**
 * What a step does that belongs to no batch: whatever it has done stands in the tables its {@link #write} changes, in the transaction
 * of the chunk. Only {@code process} is called by several threads.
 *
 * @param <I> item read
 * @param <O> item written
 */
public interface PlainWork<I, O> {

    /** The next item; empty at the end. */
    Optional<I> read();

    /** Turns an item into what is written. */
    O process(I item);

    /** Writes a chunk, at least one item. */
    void write(List<O> items);
}
