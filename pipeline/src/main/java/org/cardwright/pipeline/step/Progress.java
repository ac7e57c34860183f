package org.cardwright.pipeline.step;

/** Hears how far a step has come, after every chunk. */
@FunctionalInterface
public interface Progress {

    /** Nobody listens. */
    Progress NONE = (step, done, total) -> {};

    /**
     * A chunk is done.
     *
     * @param step name of the step
     * @param done cards done
     * @param total cards to do
     */
    void at(String step, long done, long total);

    /**
     * Something that does not stop the batch but that people should know, once per batch.
     *
     * @param warning one line, without card data
     */
    default void warn(String warning) {}
}
