package org.cardwright.formats.issuer;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * One issuer file being read, order by order, whatever its form.
 *
 * <p>Not thread-safe. Nothing is kept of a record once the next one is asked for.
 */
public interface IssuerFile extends Closeable {

    /** What stands at one place of the file. */
    sealed interface Item permits IssuerRecord, UnreadableRecord {

        /** Place in the file, from 1; header, column names and trailer do not count. */
        int recordNumber();
    }

    /**
     * The next order, or empty at the end of a file whose structure and control data are right.
     *
     * @throws org.cardwright.formats.MalformedFileException when the file must be refused as a whole
     * @throws IOException when the file cannot be read from its medium
     */
    Optional<Item> next() throws IOException;

    /**
     * What the whole file amounts to: present once {@link #next()} has returned empty. A second reading must give equal
     * totals, else the file was changed in between.
     */
    Optional<ControlTotals> totals();

    /**
     * Reads past records, for a restart behind them.
     *
     * @throws org.cardwright.formats.MalformedFileException when the file is wrong or has fewer records
     */
    default void skip(int records) throws IOException {
        for (int i = 0; i < records; i++) {
            if (next().isEmpty()) {
                return;
            }
        }
    }
}
