package org.cardwright.perso.show;

import java.util.List;

/**
 * A data grouping in plain words.
 *
 * @param id four hexadecimal digits
 * @param meaning what it usually holds
 * @param bytes length of its value
 * @param transportKey identifier of the key it is under, empty when it is clear
 * @param value bytes that are no data objects; empty when there are elements or the grouping is secret
 * @param elements data objects
 */
record ExplainedGrouping(
        String id, String meaning, int bytes, String transportKey, String value, List<ExplainedElement> elements) {

    /** Copies the list. */
    ExplainedGrouping {
        elements = List.copyOf(elements);
    }

    boolean isSecret() {
        return !transportKey.isEmpty();
    }

    /** The number only. */
    @Override
    public String toString() {
        return "ExplainedGrouping(" + id + ")";
    }
}
