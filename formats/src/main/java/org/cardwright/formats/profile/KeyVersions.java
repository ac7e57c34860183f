package org.cardwright.formats.profile;

import java.time.LocalDate;

/** Port: which version of a key a product means that names its label only. NIST SP 800-57 part 1, 5.3.4: keys are renewed by date. */
@FunctionalInterface
public interface KeyVersions {

    /** Always the first one. */
    KeyVersions FIRST = (label, day) -> 1;

    /**
     * The version that holds on a day. Not asked for keys beside an index (TKID, PVKI) or a certificate, which mean one version.
     *
     * @param label of a key, {@code bank-one.imk-ac}
     * @param day on which the product is ordered
     * @return 1 to 255
     */
    int versionOn(String label, LocalDate day);
}
