package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.DGI_LENGTH;
import static org.cardwright.perso.verify.VerificationRule.DGI_TWICE;
import static org.cardwright.perso.verify.VerificationRule.DIRECTORY;
import static org.cardwright.perso.verify.VerificationRule.PROCESSING_STEP;
import static org.cardwright.perso.verify.VerificationRule.RECORD_UNREACHABLE;
import static org.cardwright.perso.verify.VerificationRule.SECRET_IN_CLEAR;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.verify.ChipApplication.Grouping;

/** What a machine needs of an application before it can send the first command. EMV CPS, section 3 of the record. */
final class StructureRules {

    private static final Set<Integer> VENDOR_SECRETS = Set.of(0xA006, 0xA016);
    private static final List<Integer> PRIVATE_KEY = List.of(0x8201, 0x8202, 0x8203, 0x8204, 0x8205);
    private static final List<Integer> PIN_PRIVATE_KEY = List.of(0x8301, 0x8302, 0x8303, 0x8304, 0x8305);
    private static final int LAST_PAYMENT_SFI = 10;

    private final ChipApplication application;
    private final Findings findings;

    StructureRules(ChipApplication application, Findings findings) {
        this.application = application;
        this.findings = findings;
    }

    void check() {
        Set<Integer> seen = new HashSet<>();
        for (Grouping g : application.groupings()) {
            findings.require(seen.add(g.dgi()), DGI_TWICE, name(g.dgi()), "");
            boolean secretInClear = isSecret(g.dgi()) && !application.listed().contains(g.dgi());
            findings.require(!secretInClear, SECRET_IN_CLEAR, name(g.dgi()), "");
        }
        checkDirectory(seen);
        application.steps().forEach(this::checkStep);
        findings.require(!application.steps().isEmpty(), PROCESSING_STEP, "3a.2", "no step");
        checkParts(PRIVATE_KEY);
        checkParts(PIN_PRIVATE_KEY);
        checkPinCounter();
        checkKeys(0x8000, 0x9000);
        checkKeys(0x8001, 0x9001);
    }

    /** EMV CPS: the groups 80 to 8F and named vendor groupings; never "everything from 8000 on". */
    static boolean isSecret(int dgi) {
        return (dgi >> 12 == 0x8) || VENDOR_SECRETS.contains(dgi);
    }

    private void checkDirectory(Set<Integer> present) {
        Set<Integer> listed = new HashSet<>();
        for (int dgi : application.listed()) {
            findings.require(listed.add(dgi), DIRECTORY, name(dgi), "named twice");
            findings.require(present.contains(dgi), DIRECTORY, name(dgi), "named but not there");
            boolean clearByNature = !isSecret(dgi) && (dgi >> 8 <= 0x1E || dgi >> 12 == 0x9);
            findings.require(!clearByNature, DIRECTORY, name(dgi), "never encrypted");
        }
    }

    /** ACT 0F, REQ 00 or 01, TAG EF, SECLEV 00, 01 or 03, UPDATEcplc 00 or 01. EMV CPS, section 3 of the record. */
    private void checkStep(ChipApplication.Step step) {
        List<Integer> codes = step.codes();
        boolean known = codes.get(0) == 0x0F
                && codes.get(1) <= 1
                && codes.get(2) == 0xEF
                && List.of(0, 1, 3).contains(codes.get(3))
                && codes.get(4) <= 1;
        findings.require(known, PROCESSING_STEP, "3a.2", "");
    }

    /** All five parts or none, each of the same whole number of cipher blocks and under the same key. */
    private void checkParts(List<Integer> dgis) {
        List<ByteString> parts =
                dgis.stream().flatMap(dgi -> application.value(dgi).stream()).toList();
        if (parts.isEmpty()) {
            return;
        }
        boolean same = parts.stream().mapToInt(ByteString::size).distinct().count() == 1;
        boolean blocks = parts.get(0).size() % 8 == 0 && !parts.get(0).isEmpty();
        boolean oneKey = dgis.stream().map(application::entryOf).distinct().count() == 1;
        findings.require(
                parts.size() == dgis.size() && same && blocks && oneKey,
                DGI_LENGTH,
                name(dgis.get(0)),
                "five parts of one length under one key");
    }

    /** Counter and limit, the limit alone, or 9F17 and the limit; a fresh card has all its tries. */
    private void checkPinCounter() {
        if (!application.has(0x8010)) {
            return;
        }
        int bytes = application.value(0x8010).map(ByteString::size).orElse(0);
        findings.require(bytes == 8 || bytes == 16, DGI_LENGTH, "8010", "one cipher block");
        ByteString counter = application.value(0x9010).orElse(ByteString.EMPTY);
        boolean known = switch (counter.size()) {
            case 1 -> isTries(counter.unsignedAt(0));
            case 2 -> isTries(counter.unsignedAt(0)) && counter.unsignedAt(0) == counter.unsignedAt(1);
            case 5 ->
                counter.slice(0, 3).equals(ByteString.fromHex("9F1701"))
                        && isTries(counter.unsignedAt(3))
                        && counter.unsignedAt(3) == counter.unsignedAt(4);
            default -> false;
        };
        // some applets keep the counter elsewhere; where there is a 9010 it must be sound
        findings.require(known || counter.isEmpty(), DGI_LENGTH, "9010", "PIN try counter and limit");
    }

    private static boolean isTries(int value) {
        return value >= 1 && value <= 15;
    }

    private void checkKeys(int keys, int checkValues) {
        ByteString kcv = application.value(checkValues).orElse(ByteString.EMPTY);
        int bytes = application.value(keys).map(ByteString::size).orElse(0);
        if (bytes == 0) {
            return;
        }
        boolean whole = bytes % 16 == 0;
        boolean oneEach = kcv.isEmpty()
                || kcv.size() * 16 == bytes * 3
                || kcv.size() * 24 == bytes * 3
                || kcv.size() * 32 == bytes * 3;
        findings.require(whole && oneEach, DGI_LENGTH, name(keys), "keys of 16, 24 or 32 bytes, a check value each");
    }

    /** Records of the files 1 to 10 that no file locator names. */
    void checkReached(Set<Integer> reached) {
        for (Grouping g : application.groupings()) {
            int sfi = g.dgi() >> 8;
            boolean payment = sfi >= 1 && sfi <= LAST_PAYMENT_SFI && (g.dgi() & 0xFF) != 0;
            findings.require(!payment || reached.contains(g.dgi()), RECORD_UNREACHABLE, name(g.dgi()), "");
        }
    }

    private static String name(int dgi) {
        return RecordReading.name(dgi);
    }
}
