package org.cardwright.formats.emv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.formats.card.DataClass;

/**
 * What a number of a data grouping usually stands for: one row of {@code data-groupings.txt}.
 *
 * <p>EMV CPS, section 3 of the record and annex A; the numbers of applets in use. What it really holds, the profile of its product
 * says.
 *
 * @param first smallest number
 * @param last greatest number, the same for a row about one
 * @param dataClass how its content must be protected
 * @param meaning what it usually holds
 */
public record DataGrouping(int first, int last, DataClass dataClass, String meaning) {

    private static final int COLUMNS = 3;
    private static final List<DataGrouping> TABLE = load();

    private static List<DataGrouping> load() {
        List<DataGrouping> table = new ArrayList<>();
        for (List<String> row : TextTable.rows("data-groupings.txt", COLUMNS)) {
            String numbers = row.get(0);
            int first = Integer.parseInt(numbers.substring(0, 4), 16);
            int last = Integer.parseInt(numbers.substring(numbers.length() - 4), 16);
            DataClass dataClass = DataClass.valueOf(row.get(1).toUpperCase(Locale.ROOT));
            if (last < first || table.stream().anyMatch(known -> known.first == first && known.last == last)) {
                throw new IllegalStateException("data-groupings.txt: " + numbers + " is no range or stands twice");
            }
            table.add(new DataGrouping(first, last, dataClass, row.get(2)));
        }
        return List.copyOf(table);
    }

    /** All rows in the order of the table. */
    public static List<DataGrouping> all() {
        return TABLE;
    }

    /** The row of the number, its own before that of a range. */
    public static Optional<DataGrouping> find(int number) {
        return TABLE.stream()
                .filter(row -> number >= row.first && number <= row.last)
                .min(Comparator.comparingInt(row -> row.last - row.first));
    }

    /** How the content of the number must be protected; what is in no row may be anything and is confidential. */
    public static DataClass classOf(int number) {
        return find(number).map(DataGrouping::dataClass).orElse(DataClass.CONFIDENTIAL);
    }

    /** {@code 8000}, or {@code 8000 to 8FFF}. */
    public String numbers() {
        String from = String.format(Locale.ROOT, "%04X", first);
        return first == last ? from : from + " to " + String.format(Locale.ROOT, "%04X", last);
    }
}
