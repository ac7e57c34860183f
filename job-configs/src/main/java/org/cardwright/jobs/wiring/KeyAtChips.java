package org.cardwright.jobs.wiring;

import org.cardwright.crypto.module.KeyInventory.KeyDescription;

/**
 * A key of the security module that works on chips, and what for.
 *
 * @param use KMC, production KMC, KEK2, or what a key of the issuer is for
 * @param key which one, without any value
 * @param version two hexadecimal digits, under which a KMC stands in the card; empty for other keys
 * @param by how the keys of a card come of a KMC, or the identifier (TKID) under which records name a key of KEK2; empty for others
 */
public record KeyAtChips(String use, KeyDescription key, String version, String by) {

    /** As the audit has it. */
    String words() {
        String value = key.checkValue().value().toHex();
        return use + " " + key.name() + " KCV " + value + more();
    }

    private String more() {
        if (by.isEmpty()) {
            return "";
        }
        return version.isEmpty() ? " (TKID " + by + ")" : " (version " + version + ", " + by + ")";
    }
}
