package org.cardwright.formats.profile.lint;

/**
 * What is wrong with a product.
 *
 * @param rule the rule it breaks
 * @param application name of the application, empty when the whole product is meant
 * @param reason what was found and what is required
 */
public record Finding(LintRule rule, String application, String reason) {

    /** How bad it is. */
    public Severity severity() {
        return rule.severity();
    }

    /** What to do about it. */
    public String fix() {
        return rule.fix();
    }

    /** One line: {@code L-203 ERROR payment: ... Fix: ...}. */
    @Override
    public String toString() {
        String where = application.isEmpty() ? "" : " " + application;
        return rule.id() + " " + severity() + where + ": " + reason + ". Fix: " + fix();
    }
}
