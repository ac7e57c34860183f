package org.cardwright.formats.issuer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.card.RejectReason;

/**
 * One record of delimited text.
 *
 * @param columns the texts of its columns
 * @param numbers column name to index from 0; empty when the layout numbers the columns
 */
record ColumnRecord(List<String> columns, Map<String, Integer> numbers) implements RawRecord {

    @Override
    public RawValue at(FieldPlace place) {
        if (!(place instanceof FieldPlace.Column column)) {
            throw RawRecord.foreign(place);
        }
        Integer index = column.number() > 0 ? Integer.valueOf(column.number() - 1) : numbers.get(column.name());
        return index == null || index >= columns.size() ? RawValue.ABSENT : RawValue.ofText(columns.get(index));
    }

    @Override
    public boolean isMarked(String marker, int offset) {
        return !columns.isEmpty() && columns.get(0).equals(marker);
    }

    @Override
    public RawRecord withColumns(int wanted) {
        return columns.size() == wanted ? this : new Broken(RejectReason.COLUMN_COUNT, Optional.of(this));
    }

    /** The number of columns: they hold card data. */
    @Override
    public String toString() {
        return "ColumnRecord(" + columns.size() + ")";
    }
}
