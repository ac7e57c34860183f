package org.cardwright.jobs.ceremony;

import java.io.IOException;

/** Where custodians come one after the other: a terminal, or files in their names. */
@FunctionalInterface
public interface Desk {

    /**
     * Waits for a custodian.
     *
     * @param number 1 for the first
     */
    Visit next(int number) throws IOException;
}
