package org.cardwright.perso.verify;

import java.util.List;

/**
 * The outcome of a verification.
 *
 * @param records cards that were looked at
 * @param findingCount all findings, also those that were not kept
 * @param findings the first findings, at most {@value Findings#MAX_KEPT}
 * @param notChecked what could not be looked at and why; empty when everything was
 * @param channels the channels of every card that was looked at, as they stand in the files
 */
public record VerificationReport(
        int records, long findingCount, List<Finding> findings, List<String> notChecked, CardChannels channels) {

    /** Copies the lists. */
    public VerificationReport {
        findings = List.copyOf(findings);
        notChecked = List.copyOf(notChecked);
    }

    /** True when nothing is wrong with what was checked. */
    public boolean isClean() {
        return findingCount == 0;
    }

    /** One line per finding. */
    public List<String> lines() {
        return findings.stream().map(Finding::toString).toList();
    }
}
