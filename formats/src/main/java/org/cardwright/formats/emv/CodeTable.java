package org.cardwright.formats.emv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names for one-byte codes; a code without a row is written with its number, {@code method-2A}.
 *
 * <p>EMV 4.4 Book 3, annex C3.
 */
final class CodeTable {

    /**
     * One row.
     *
     * @param name the readable name
     * @param needs what the code relies on
     * @param meaning the words of the standard
     */
    record Entry(String name, Set<String> needs, String meaning) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> codeOfName = new HashMap<>();

    private CodeTable(String prefix, int highest) {
        for (int code = 0; code <= highest; code++) {
            entries.add(new Entry(prefix + hex(code), Set.of(), "Reserved code " + hex(code)));
        }
    }

    /** Reads a table of {@code code  name  needs  meaning}; codes run from 0 to {@code highest}. */
    static CodeTable load(String resource, String prefix, int highest) {
        CodeTable table = new CodeTable(prefix, highest);
        for (List<String> row : TextTable.rows(resource, 4)) {
            Set<String> needs = Set.copyOf(TextTable.list(row.get(2)));
            table.entries.set(Integer.parseInt(row.get(0), 16), new Entry(row.get(1), needs, row.get(3)));
        }
        for (int code = 0; code <= highest; code++) {
            if (table.codeOfName.put(table.entries.get(code).name(), code) != null) {
                throw new IllegalStateException(resource + ": a name twice at code " + hex(code));
            }
        }
        return table;
    }

    /** The row of the code, or one that only gives its number. */
    Entry entry(int code) {
        return entries.get(code);
    }

    /** The code of a readable name. */
    Optional<Integer> code(String name) {
        return Optional.ofNullable(codeOfName.get(name));
    }

    private static String hex(int code) {
        return String.format(Locale.ROOT, "%02X", code);
    }
}
