package org.cardwright.jobs.ceremony;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cardwright.crypto.ceremony.Share;
import org.cardwright.crypto.ceremony.ShareSet;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.SecretBytes;

/** What is printed for a custodian: a share, or a component of a key. PCI PIN, 6-3 and 6-4. */
final class SharePaper {

    private static final List<String> RULES = List.of(
            "1. Compare the set and the check value with what was read aloud.",
            "2. Put this sheet into a numbered, tamper-evident bag, sign over the seal, and note its number.",
            "3. Keep it where nobody else can reach it and where no other part of the same secret lies.",
            "4. Never copy, photograph, scan or send it; a phone is no scanner.",
            "5. Once the sheet is in its bag, the file it was printed from is deleted, and the printer's memory cleared.");

    private SharePaper() {}

    /** How files of a share are called. */
    static String name(Share share) {
        return "share-" + share.index() + "-" + share.custodian();
    }

    /** Hands out the sheet of a share, and says in what form. */
    static String hand(Share share, String ceremony, CeremonyFiles files) throws IOException {
        ShareSet set = share.set();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Custodian", share.custodian());
        facts.put("Secret", set.subject().kind() + " " + set.subject().name());
        facts.put("Needed", set.quorum().needed() + " of " + set.quorum().shares() + " shares");
        facts.put("Set", set.id().toHex());
        facts.put("Check value", set.checkValue());
        facts.put("Made in", ceremony);
        Sheet sheet = new Sheet(
                "KEY SHARE " + share.index() + " of " + set.quorum().shares(),
                set.subject().rehearsal(),
                facts,
                RULES);
        try (SecretBytes typed = share.text();
                SecretBytes code = share.compactText()) {
            return files.hand(name(share), sheet, new CeremonyFiles.Text(typed, code));
        }
    }

    /**
     * A component that is printed.
     *
     * @param key name of the key
     * @param custodian who keeps it
     * @param number 1 for the first
     * @param count how many there are
     * @param own check value of the component
     * @param whole check value of the key
     */
    record Component(String key, String custodian, int number, int count, KeyCheckValue own, KeyCheckValue whole) {}

    /** Hands out the sheet of a component, and says in what form. */
    static String hand(Component component, SecretBytes value, Transcript.Head ceremony, CeremonyFiles files)
            throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Custodian", component.custodian());
        facts.put("Key", component.key());
        facts.put(
                "Check value (" + component.own().method() + ")",
                component.own().toHex());
        facts.put("Check value of key", component.whole().toHex());
        facts.put("Made in", ceremony.ceremony());
        Sheet sheet = new Sheet(
                "KEY COMPONENT " + component.number() + " of " + component.count(), ceremony.rehearsal(), facts, RULES);
        try (SecretBytes typed = Sheet.digits(value);
                SecretBytes code = Sheet.together(typed)) {
            String name = "component-" + component.number() + "-" + component.custodian();
            return files.hand(name, sheet, new CeremonyFiles.Text(typed, code));
        }
    }
}
