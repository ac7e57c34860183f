package org.cardwright.pipeline.ledger;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of the audit by number and hash, {@code NUMBER:HASH}: whoever keeps the newest one outside the database sees when the
 * end of the audit is cut off.
 *
 * @param number place in the chain; 0 for an empty audit
 * @param hash 64 upper-case hexadecimal digits
 */
public record AuditHead(long number, String hash) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}):([0-9A-Fa-f]{64})");

    /**
     * What was kept.
     *
     * @throws WrongUsageException when it is anything else
     */
    public static AuditHead parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Long.parseLong(form.group(1)) == 0) {
            throw new WrongUsageException("a head of the audit is NUMBER:HASH, as audit verify prints it");
        }
        return new AuditHead(Long.parseLong(form.group(1)), form.group(2).toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return number + ":" + hash;
    }
}
