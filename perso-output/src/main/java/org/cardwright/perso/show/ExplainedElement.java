package org.cardwright.perso.show;

import java.util.List;

/**
 * One data element in plain words.
 *
 * @param tag hexadecimal, empty for a value without tag
 * @param name in the words of the standard, {@code unknown} when the table has none
 * @param value readable and already masked; empty for a template
 * @param details what the value says, one line each
 * @param children content of a template
 */
record ExplainedElement(String tag, String name, String value, List<String> details, List<ExplainedElement> children) {

    /** Copies the lists. */
    ExplainedElement {
        details = List.copyOf(details);
        children = List.copyOf(children);
    }

    /** The tag only. */
    @Override
    public String toString() {
        return "ExplainedElement(" + tag + ")";
    }
}
