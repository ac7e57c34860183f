package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cardwright.pipeline.ledger.ChipRuns.Group;
import org.cardwright.pipeline.ledger.ChipSheet.RunLine;

/**
 * What the audit says of runs over cards. A seal shows that a row was true once; that it is the last one, and that none is missing, shows
 * the audit.
 */
final class AuditedRuns {

    private final Audit audit;
    private final ChipAttemptTable chips;

    AuditedRuns(Audit audit, ChipAttemptTable chips) {
        this.audit = audit;
        this.chips = chips;
    }

    private static String about(int run, Group group) {
        return "run " + run + " of group " + group.name();
    }

    private static String chips(String hash) {
        return ": chips " + hash + "; ";
    }

    /** With the keys that it is about to use, and by whom. */
    void begun(RunLine run, Group group, ChipCount count, ChipKeys keys) {
        audit.append(new Audit.Act(
                keys.operator(),
                AuditEvent.CHIP_RUN_BEGUN,
                true,
                group.batch(),
                about(run.number(), group) + " at station " + run.station() + ": cards " + count.cards()
                        + ", good before " + count.good() + ", held " + count.held()));
        keys.note(audit, group.batch(), about(run.number(), group));
    }

    /**
     * What a run held although nothing was written.
     *
     * @param group of the run
     * @param cards how many
     */
    record Held(Group group, int cards) {

        String words() {
            return "held by it " + cards + "; ";
        }
    }

    /** Keys that are about to be used outside of a run. */
    void used(String batch, String about, ChipKeys keys) {
        keys.note(audit, batch, about);
    }

    /**
     * The last word about a run.
     *
     * @param run with what its heads counted
     * @param how the cards stand, and why it ended
     */
    void ended(RunLine run, Held held, String how) {
        RunRows rows = RunRows.of(chips, run.id());
        rows.requireSame(run);
        audit.append(Audit.Act.bySystem(
                AuditEvent.CHIP_RUN_ENDED,
                held.group().batch(),
                about(run.number(), held.group()) + chips(rows.hash(run.heads())) + held.words() + how));
    }

    /**
     * Compares the rows of cards that runs held with the audit, which is read once.
     *
     * @param held how many each run did, by its number
     * @throws NotReconciledException when one is missing, or there is one more
     */
    void requireHeld(Group group, Map<Integer, Integer> held) {
        List<String> ended = reasons(group, AuditEvent.CHIP_RUN_ENDED);
        held.forEach((run, cards) -> requireHeld(run, new Held(group, cards), ended));
    }

    private static void requireHeld(int run, Held held, List<String> ended) {
        String any = about(run, held.group()) + ": chips ";
        boolean same = ended.stream()
                .filter(reason -> reason.startsWith(any))
                .map(reason -> reason.substring(reason.indexOf("; ") + 2))
                // entries of older versions do not say it
                .filter(how -> how.startsWith("held by it "))
                .allMatch(how -> how.startsWith(held.words()));
        if (!same) {
            throw new NotReconciledException(about(run, held.group())
                    + ": the cards that it held are not those with which it ended, as the audit knows");
        }
    }

    /** A blank left a head as it came. */
    void returned(RunLine run, Group group, String what) {
        audit.append(
                Audit.Act.bySystem(AuditEvent.CHIP_RETURNED, group.batch(), about(run.number(), group) + ", " + what));
    }

    /** True when two persons said that a sample is destroyed. */
    boolean hasDestroyed(Group group, ChipAttempts.Chip chip) {
        return audit.hasDestroyed(group.batch(), chip);
    }

    /** Two persons gave a chip up while it was in a head, and it became whole all the same. */
    void wasWhole(ChipAttempts.ChipAttempt attempt) {
        audit.append(Audit.Act.bySystem(
                AuditEvent.CHIP_SCRAPPED,
                attempt.of().batch(),
                "chip " + attempt.chip().keyData() + ": card " + attempt.of().card() + " was whole when it left "
                        + attempt.work().at().head()));
    }

    /**
     * Compares the rows with the audit.
     *
     * @param desks what the rows say of chips that ended at desks, in the words of the audit
     * @throws NotReconciledException when a run or a chip is missing, or is not as it was when it ended
     */
    void requireSame(Group group, List<RunLine> runs, Set<String> desks) {
        List<String> begun = reasons(group, AuditEvent.CHIP_RUN_BEGUN);
        List<String> ended = reasons(group, AuditEvent.CHIP_RUN_ENDED);
        for (int i = 0; i <= runs.size(); i++) {
            // behind the last one there is none
            long expected = i < runs.size() ? 1 : 0;
            requireKnown(group, i + 1, count(begun, about(i + 1, group) + " at station "), expected);
        }
        for (RunLine run : runs) {
            requireSame(group, run, ended);
        }
        for (String desk : reasons(group, AuditEvent.CHIP_ENDED_AT_DESK)) {
            if (!desks.contains(desk)) {
                throw new NotReconciledException("the audit knows of " + desk + " at a desk, and the ledger does not");
            }
        }
    }

    private List<String> reasons(Group group, AuditEvent event) {
        return audit.entries(group.batch(), event).stream()
                .map(AuditEntry::reason)
                .toList();
    }

    private static long count(List<String> reasons, String start) {
        return reasons.stream().filter(reason -> reason.startsWith(start)).count();
    }

    private static void requireKnown(Group group, int run, long audited, long expected) {
        if (audited != expected) {
            throw new NotReconciledException(about(run, group) + " was begun " + audited
                    + " times, as the audit knows, and the ledger has " + expected);
        }
    }

    private void requireSame(Group group, RunLine run, List<String> ended) {
        RunRows rows = RunRows.of(chips, run.id());
        rows.requireSame(run);
        boolean over = !run.endedAt().isEmpty();
        String any = about(run.number(), group) + ": chips ";
        String same = about(run.number(), group) + chips(rows.hash(run.heads()));
        if (count(ended, any) != (over ? 1 : 0) || (over && count(ended, same) != 1)) {
            throw new NotReconciledException(
                    about(run.number(), group) + ": its chips are not those with which it ended, as the audit knows");
        }
    }
}
