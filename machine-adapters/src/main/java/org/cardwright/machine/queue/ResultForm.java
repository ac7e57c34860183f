package org.cardwright.machine.queue;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The form of a file in which a machine answers. Machine formats B12: there is no public one, so all of it is data.
 *
 * @param suffix of the file
 * @param delimiter between columns
 * @param columns what stands in a row
 * @param words how outcomes are called
 * @param header whether the first line names the columns
 * @param end first word of the last line, which counts the rows
 */
public record ResultForm(String suffix, char delimiter, List<Column> columns, Words words, boolean header, String end) {

    /** Copies the columns. */
    public ResultForm {
        columns = List.copyOf(columns);
    }

    /** What a column holds. */
    public enum Column {
        /** Name of the job. */
        JOB,
        /** Place of the card in the job, from 1. */
        SEQUENCE,
        /** What the card was called. */
        REFERENCE,
        /** What became of it. */
        OUTCOME,
        /** Error code of the machine. */
        ERROR,
        /** Number of the plastic. */
        PLASTIC,
        /** Something that nobody here needs. */
        OTHER
    }

    /**
     * How outcomes are called.
     *
     * @param all what every row of the file says, when it has no column for it
     * @param ok words for a good card
     * @param reject words for a rejected one
     */
    public record Words(Optional<CardAnswer.Outcome> all, Set<String> ok, Set<String> reject) {

        /** Copies the words. */
        public Words {
            ok = Set.copyOf(ok);
            reject = Set.copyOf(reject);
        }

        CardAnswer.Outcome of(String word) {
            if (all.isPresent()) {
                return all.get();
            }
            if (ok.contains(word)) {
                return CardAnswer.Outcome.OK;
            }
            return reject.contains(word) ? CardAnswer.Outcome.REJECT : CardAnswer.Outcome.UNKNOWN;
        }
    }
}
