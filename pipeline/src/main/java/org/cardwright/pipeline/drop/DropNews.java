package org.cardwright.pipeline.drop;

/** Hears what happens to drops, in plain sentences without content of a file. */
@FunctionalInterface
public interface DropNews {

    /** Something that people who run the service want to know. */
    void tell(String what);
}
