package org.cardwright.formats.emv;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cardwright.formats.card.DataClass;
import org.cardwright.formats.emv.DataElement.Range;
import org.cardwright.formats.emv.DataElement.Shown;
import org.cardwright.formats.emv.DataElement.Source;
import org.cardwright.formats.tlv.Tag;

/** Reads {@code data-elements.txt}. */
final class DataElementTable {

    private static final String RESOURCE = "data-elements.txt";
    private static final int COLUMNS = 9;

    private DataElementTable() {}

    /** All rows by tag, in the order of the table. */
    static Map<Tag, DataElement> load() {
        Map<Tag, DataElement> table = new LinkedHashMap<>();
        for (List<String> row : TextTable.rows(RESOURCE, COLUMNS)) {
            DataElement element = element(row);
            if (table.put(element.tag(), element) != null) {
                throw new IllegalStateException(RESOURCE + ": tag " + element.tag() + " stands twice");
            }
        }
        return Collections.unmodifiableMap(table);
    }

    private static DataElement element(List<String> row) {
        Range bytes = range(row.get(3));
        return new DataElement(
                Tag.of(row.get(0)),
                row.get(8),
                DataElementFormat.valueOf(row.get(1).toUpperCase(Locale.ROOT)),
                row.get(2).equals("-") ? bytes : range(row.get(2)),
                bytes,
                templates(row.get(4)),
                Source.valueOf(row.get(5).toUpperCase(Locale.ROOT)),
                DataClass.valueOf(row.get(6).toUpperCase(Locale.ROOT)),
                Shown.valueOf(row.get(7).toUpperCase(Locale.ROOT)));
    }

    private static Range range(String text) {
        int dots = text.indexOf("..");
        return dots < 0
                ? new Range(Integer.parseInt(text), Integer.parseInt(text))
                : new Range(Integer.parseInt(text.substring(0, dots)), Integer.parseInt(text.substring(dots + 2)));
    }

    private static Set<Tag> templates(String text) {
        Set<Tag> templates = new LinkedHashSet<>();
        TextTable.list(text).forEach(tag -> templates.add(Tag.of(tag)));
        return Collections.unmodifiableSet(templates);
    }
}
