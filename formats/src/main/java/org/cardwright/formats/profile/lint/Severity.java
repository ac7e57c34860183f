package org.cardwright.formats.profile.lint;

/** How bad a finding is. */
public enum Severity {
    /** No card is made of such a product. */
    ERROR,
    /** Somebody should look at it. */
    WARNING
}
