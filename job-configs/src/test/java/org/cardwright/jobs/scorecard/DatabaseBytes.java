package org.cardwright.jobs.scorecard;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A database of the program seen from outside: every column as text, and its files. */
interface DatabaseBytes {

    /** What each table holds. */
    Map<String, byte[]> columns() throws Exception;

    /** Data files and logs. */
    List<Path> files();

    /** Writes a secret where the program would never write one. */
    void plant(String secret) throws Exception;
}
